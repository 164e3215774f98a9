package dev.voce.person;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Page;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Adds, finds and removes the people whom a workspace may ask. */
@Tag(name = "People")
@RestController
@RequestMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
class PersonController {

	private static final int LONGEST_WORD = 200;

	private final People people;

	private final ActivityLog activity;

	private final JsonMapper json;

	PersonController(People people, ActivityLog activity, JsonMapper json) {
		this.people = people;
		this.activity = activity;
		this.json = json;
	}

	/**
	 * Adds a person, or adds to what is known of one: the respondent says who is meant,
	 * or else the address. Lines of JSON ({@code application/x-ndjson}) store many; then
	 * the reply counts them.
	 * @return the person
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	PersonView put(@AuthenticationPrincipal Caller caller, @RequestBody PersonInput person) {
		person.check();
		return this.people.put(caller.workspace(), person);
	}

	/**
	 * What became of many people.
	 *
	 * @param stored how many were stored
	 * @param rejected how many were not
	 * @param errors why, of the first 100
	 */
	record StoredPeople(int stored, int rejected, List<Lines.LineError> errors) {
	}

	@Hidden // described with the single one
	@PutMapping(consumes = MediaType.APPLICATION_NDJSON_VALUE)
	StoredPeople putAll(@AuthenticationPrincipal Caller caller, @Parameter(hidden = true) InputStream body,
			HttpServletRequest request) throws IOException {
		Lines<PersonInput> lines = new Lines<>(this.json, PersonInput.class, Message.language(request));
		int[] stored = { 0 };
		lines.read(body, (line, person) -> {
			person.check();
			this.people.put(caller.workspace(), person);
			stored[0]++;
		});
		this.activity.add(caller.workspace(), ActivityLog.Entry.of("stored", stored[0] + " people"));
		return new StoredPeople(stored[0], lines.rejected(), lines.errors());
	}

	/**
	 * A page of people.
	 *
	 * @param items the newest first
	 * @param next the cursor of the next page; {@code null} on the last
	 * @param count how many the workspace knows
	 */
	record PersonPage(List<PersonView> items, @JsonInclude @Nullable String next, long count) {
	}

	/**
	 * Lists people, the newest first.
	 * @param q how words of a name, an address or a respondent begin, up to 200
	 * characters
	 * @param cursor {@code next} of the page before
	 * @param limit how many at most
	 * @return a page
	 */
	@GetMapping
	PersonPage list(@AuthenticationPrincipal Caller caller, @RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable UUID cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		if (q != null && (q.length() > LONGEST_WORD || q.indexOf('\0') >= 0)) {
			throw Problem.invalid(Flaw.in("q", "case.q", LONGEST_WORD));
		}
		Page<PersonView> page = this.people.page(caller.workspace(), q, cursor, limit);
		return new PersonPage(page.items(), page.next(), this.people.count(caller.workspace()));
	}

	/**
	 * Reads what is known of a person.
	 * @param id the person's id
	 * @return the person
	 */
	@GetMapping("/{person}")
	PersonView read(@AuthenticationPrincipal Caller caller, @PathVariable("person") UUID id) {
		return this.people.find(caller.workspace(), id);
	}

	/**
	 * Replaces what is known of a person, as a change of the address needs that no
	 * respondent names: what is absent is not known any more. Invitations that are
	 * waiting, and reminders, go to the new address; what was handed to the mail server
	 * went to the old one.
	 * @param id the person's id
	 * @return the person
	 */
	@PutMapping(path = "/{person}", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the respondent, or the address, is that of somebody else")
	PersonView replace(@AuthenticationPrincipal Caller caller, @PathVariable("person") UUID id,
			@RequestBody PersonInput person) {
		person.check();
		PersonView replaced = this.people.replace(caller.workspace(), id, person);
		this.activity.add(caller.workspace(), ActivityLog.Entry.of("changed", "person"));
		return replaced;
	}

	/**
	 * Removes a person and cancels invitations that were not sent. Responses stay.
	 * @param id the person's id
	 */
	@DeleteMapping("/{person}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Caller caller, @PathVariable("person") UUID id) {
		this.people.remove(caller.workspace(), id);
		this.activity.add(caller.workspace(), ActivityLog.Entry.of("removed", "person"));
	}

}

package dev.voce.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.invitation.Invitations;
import dev.voce.person.People;
import dev.voce.person.PersonView;
import dev.voce.person.Suppressions;
import dev.voce.respondent.PersonalData;
import dev.voce.workspace.Caller;

/** Tells what happened with a person. */
@Tag(name = "People")
@RestController
class TimelineController {

	/** How many of each kind are listed. */
	private static final int MOST = 200;

	private final People people;

	private final List<PersonalData> data;

	private final Invitations invitations;

	TimelineController(People people, List<PersonalData> data, Invitations invitations) {
		this.people = people;
		this.data = data;
		this.invitations = invitations;
	}

	/**
	 * What happened with a person, in no order.
	 *
	 * @param suppressed why the person is not written to
	 * @param askAgainFrom from when on the person can be asked again by the rules of the
	 * workspace; absent for now
	 * @param responses the person's responses, up to 200
	 * @param invitations those to the person, up to 200, the newest first
	 * @param cases about the person's responses, up to 200
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Timeline(Suppressions.@Nullable Kind suppressed, @Nullable Instant askAgainFrom, List<?> responses,
			List<?> invitations, List<?> cases) {
	}

	/**
	 * Tells what happened with a person, over all surveys: responses, invitations and
	 * cases.
	 * @param id the person's id
	 * @return what is known
	 */
	@GetMapping(path = "/api/v1/people/{person}/timeline", produces = MediaType.APPLICATION_JSON_VALUE)
	Timeline read(@AuthenticationPrincipal Caller caller, @PathVariable("person") UUID id) {
		PersonView person = this.people.find(caller.workspace(), id);
		List<String> names = Stream.of(person.respondent(), person.email()).filter(Objects::nonNull).toList();
		return new Timeline(this.invitations.suppression(caller.workspace(), person.email()),
				this.invitations.askAgainFrom(caller.workspace(), person), all(caller, names, "responses"),
				all(caller, names, "invitations"), all(caller, names, "cases"));
	}

	private List<?> all(Caller caller, List<String> names, String kind) {
		return names.stream()
			.flatMap((name) -> this.data.stream().map((each) -> each.of(caller.workspace(), name)))
			.map(Map::entrySet)
			.flatMap((entries) -> entries.stream().filter((entry) -> entry.getKey().equals(kind)))
			.flatMap(Map.Entry::getValue)
			.distinct()
			.limit(MOST)
			.toList();
	}

}

package dev.voce.respondent;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.response.ResponseView;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Exports and erases the data of a person. */
@Tag(name = "Respondents")
@RestController
@RequestMapping(path = "/api/v1/respondents", produces = MediaType.APPLICATION_JSON_VALUE)
class RespondentController {

	private final Respondents respondents;

	private final List<PersonalData> kept;

	private final JsonMapper json;

	RespondentController(Respondents respondents, List<PersonalData> kept, JsonMapper json) {
		this.kept = kept;
		this.respondents = respondents;
		this.json = json;
	}

	/**
	 * All data of a person.
	 *
	 * @param respondent who, as asked for
	 * @param responses to all surveys of the workspace
	 * @param cases what was done about them, where something was
	 * @param people what is known of whom surveys may invite
	 * @param invitations sent, or to be sent
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record RespondentExport(String respondent, @Nullable List<ResponseView> responses,
			@Nullable List<Map<String, Object>> cases, @Nullable List<Map<String, Object>> people,
			@Nullable List<Map<String, Object>> invitations) {
	}

	/**
	 * The result of an erasure.
	 *
	 * @param surveys that the person had answered
	 * @param responses the person's
	 */
	record Erasure(int surveys, long responses) {
	}

	/**
	 * Returns all data of a person, from all surveys of the workspace, deleted ones that
	 * can be restored included: responses whose respondent, whose contact, or one of
	 * whose e-mail addresses in attributes is the one given, without regard to case.
	 * @param respondent the person, or an address of theirs, as sent with the responses;
	 * where that holds {@code / \ ; %} or is dots alone, which no path can, it is sent in
	 * the query
	 */
	@GetMapping("/{respondent}")
	@ApiResponse(responseCode = "200", description = "all that is known",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = RespondentExport.class)))
	void export(@AuthenticationPrincipal Caller caller, @PathVariable String respondent, HttpServletResponse response)
			throws IOException {
		Map<String, Stream<?>> known = known(caller, respondent);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		// Closed only when it is complete, as closing it makes it look complete.
		JsonGenerator out = this.json.createGenerator(response.getOutputStream());
		out.writeStartObject();
		out.writeStringProperty("respondent", respondent);
		known.forEach((name, records) -> {
			out.writeArrayPropertyStart(name);
			records.forEach((record) -> this.json.writeValue(out, record));
			out.writeEndArray();
		});
		out.writeEndObject();
		out.close();
	}

	/**
	 * Returns all data of a person, whatever characters the name has.
	 * @param respondent the person, or an address of theirs, as sent with the responses
	 */
	@GetMapping
	@ApiResponse(responseCode = "404")
	@ApiResponse(responseCode = "422")
	@ApiResponse(responseCode = "200", description = "all that is known",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = RespondentExport.class)))
	void exportNamed(@AuthenticationPrincipal Caller caller, @RequestParam String respondent,
			@Parameter(hidden = true) HttpServletRequest request, HttpServletResponse response) throws IOException {
		once(request);
		export(caller, respondent, response);
	}

	/**
	 * Erases a person, found as for the export, from all surveys of the workspace: who it
	 * was, the comments, and all attributes but declared segments. Nothing sent later
	 * under the same ids is stored.
	 * @param respondent the person, or an address of theirs, as sent with the responses;
	 * where that holds {@code / \ ; %} or is dots alone, which no path can, it is sent in
	 * the query
	 * @param figures keep: the scores stay in the figures, without a respondent; remove:
	 * they are removed too
	 * @return its result
	 */
	@DeleteMapping("/{respondent}")
	@ApiResponse(responseCode = "200")
	Erasure erase(@AuthenticationPrincipal Caller caller, @PathVariable String respondent,
			@RequestParam(defaultValue = "keep") @Schema(allowableValues = { "keep", "remove" }) String figures) {
		if (!figures.equals("keep") && !figures.equals("remove")) {
			throw Problem.invalid(Flaw.in("figures", "respondent.figures"));
		}
		known(caller, respondent);
		int surveys = this.respondents.surveysOf(caller.workspace(), respondent).size();
		long responses = 0;
		for (PersonalData data : this.kept) {
			responses += data.erase(caller.workspace(), respondent, figures.equals("keep"));
		}
		return new Erasure(surveys, responses);
	}

	/**
	 * Erases a person from all surveys of the workspace, whatever characters the name
	 * has.
	 * @param respondent the person, or an address of theirs, as sent with the responses
	 * @param figures keep: the scores stay in the figures, without a respondent; remove:
	 * they are removed too
	 * @return its result
	 */
	@DeleteMapping
	@ApiResponse(responseCode = "404")
	@ApiResponse(responseCode = "200")
	Erasure eraseNamed(@AuthenticationPrincipal Caller caller, @RequestParam String respondent,
			@RequestParam(defaultValue = "keep") @Schema(allowableValues = { "keep", "remove" }) String figures,
			@Parameter(hidden = true) HttpServletRequest request) {
		once(request);
		return erase(caller, respondent, figures);
	}

	// Spring would join several with commas, and that may be another person.
	private static void once(HttpServletRequest request) {
		if (request.getParameterValues("respondent").length > 1) {
			throw Problem.invalid(Flaw.in("respondent", "value.once"));
		}
	}

	private Map<String, Stream<?>> known(Caller caller, String respondent) {
		Map<String, Stream<?>> known = new TreeMap<>();
		if (respondent.indexOf('\0') < 0) {
			this.kept.forEach((data) -> known.putAll(data.of(caller.workspace(), respondent)));
		}
		if (known.isEmpty()) {
			throw new Problem(HttpStatus.NOT_FOUND, "respondent.unknown");
		}
		return known;
	}

}

package dev.voce.response;

import java.io.IOException;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** What people may ask for: all that is known of them, and to be forgotten. */
@Tag(name = "Respondents")
@RestController
@RequestMapping(path = "/api/v1/respondents", produces = MediaType.APPLICATION_JSON_VALUE)
class RespondentController {

	/** How many responses are read at a time. */
	private static final int STRIDE = 500;

	private final Respondents respondents;

	private final ActivityLog activity;

	private final JsonMapper json;

	RespondentController(Respondents respondents, ActivityLog activity, JsonMapper json) {
		this.activity = activity;
		this.respondents = respondents;
		this.json = json;
	}

	/**
	 * All that is known of a person.
	 *
	 * @param respondent who
	 * @param responses to all surveys of the workspace
	 */
	record Dossier(String respondent, List<ResponseView> responses) {
	}

	/**
	 * How far an erasure went.
	 *
	 * @param surveys that the person had answered
	 * @param responses the person's
	 */
	record Erasure(int surveys, long responses) {
	}

	/**
	 * Hands out all that is known of a person, from all surveys of the workspace.
	 * @param respondent the person, as sent with the responses; where that holds
	 * {@code / \ ; %} or is dots alone, which no path can, it goes into the query
	 */
	@GetMapping("/{respondent}")
	@ApiResponse(responseCode = "200", description = "all that is known",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = Dossier.class)))
	void export(@AuthenticationPrincipal Caller caller, @PathVariable String respondent, HttpServletResponse response)
			throws IOException {
		List<UUID> surveys = known(caller, respondent);
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		// Closed where it is whole alone: closing it in the middle would end it as if it
		// were.
		JsonGenerator out = this.json.createGenerator(response.getOutputStream());
		out.writeStartObject();
		out.writeStringProperty("respondent", respondent);
		out.writeArrayPropertyStart("responses");
		for (UUID survey : surveys) {
			write(out, survey, respondent);
		}
		out.writeEndArray();
		out.writeEndObject();
		out.close();
	}

	/**
	 * Hands out all that is known of a person, whatever characters the name has.
	 * @param respondent the person, as sent with the responses
	 */
	@GetMapping
	@ApiResponse(responseCode = "404")
	@ApiResponse(responseCode = "422")
	@ApiResponse(responseCode = "200", description = "all that is known",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = Dossier.class)))
	void exportNamed(@AuthenticationPrincipal Caller caller, @RequestParam String respondent,
			@Parameter(hidden = true) HttpServletRequest request, HttpServletResponse response) throws IOException {
		once(request);
		export(caller, respondent, response);
	}

	private void write(JsonGenerator out, UUID survey, String respondent) {
		UUID after = Respondents.FIRST;
		List<StoredResponse> page;
		do {
			page = this.respondents.page(survey, respondent, after, STRIDE);
			page.forEach((stored) -> this.json.writeValue(out, ResponseView.of(stored)));
			after = page.isEmpty() ? after : page.get(page.size() - 1).id();
		}
		while (page.size() == STRIDE);
	}

	/**
	 * Erases a person from all surveys of the workspace: who it was, the comments, and
	 * all attributes but declared segments. Nothing sent later under the same ids is
	 * stored.
	 * @param respondent the person, as sent with the responses; where that holds
	 * {@code / \ ; %} or is dots alone, which no path can, it goes into the query
	 * @param figures keep: the scores stay, and nobody's they are; remove: they go too
	 * @return how far it went
	 */
	@DeleteMapping("/{respondent}")
	@ApiResponse(responseCode = "200")
	Erasure erase(@AuthenticationPrincipal Caller caller, @PathVariable String respondent,
			@RequestParam(defaultValue = "keep") @Schema(allowableValues = { "keep", "remove" }) String figures) {
		if (!figures.equals("keep") && !figures.equals("remove")) {
			throw Problem.invalid(Flaw.in("figures", "must be keep or remove"));
		}
		List<UUID> surveys = known(caller, respondent);
		long responses = 0;
		for (UUID survey : surveys) {
			responses += this.respondents.erase(survey, respondent, figures.equals("keep"), (erased) -> this.activity
				.add(caller.workspace(), ActivityLog.Entry.ofRespondent("erased", survey, erased)));
		}
		return new Erasure(surveys.size(), responses);
	}

	/**
	 * Erases a person from all surveys of the workspace, whatever characters the name
	 * has.
	 * @param respondent the person, as sent with the responses
	 * @param figures keep: the scores stay, and nobody's they are; remove: they go too
	 * @return how far it went
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
			throw Problem.invalid(Flaw.in("respondent", "must be given once"));
		}
	}

	private List<UUID> known(Caller caller, String respondent) {
		List<UUID> surveys = (respondent.indexOf('\0') < 0) ? this.respondents.surveysOf(caller.workspace(), respondent)
				: List.of();
		if (surveys.isEmpty()) {
			throw new Problem(HttpStatus.NOT_FOUND, "nothing is known of this respondent");
		}
		return surveys;
	}

}

package dev.voce.survey;

import java.net.URI;
import java.util.UUID;

import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import dev.voce.web.EntityTags;
import dev.voce.workspace.Caller;

/** Creates, reads and changes surveys. */
@Tag(name = "Surveys")
@RestController
@RequestMapping(path = "/api/v1/surveys", produces = MediaType.APPLICATION_JSON_VALUE)
class SurveyController {

	private final Surveys surveys;

	SurveyController(Surveys surveys) {
		this.surveys = surveys;
	}

	/** Creates a survey, as a draft. The body of a template can be sent unchanged. */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "201", description = "the stored survey",
			headers = @Header(name = "Location", description = "the survey's path"))
	ResponseEntity<SurveyView> create(@AuthenticationPrincipal Caller caller, @RequestBody SurveyInput survey,
			HttpServletRequest request) {
		return created(this.surveys.create(caller.workspace(), survey, false), request);
	}

	private static ResponseEntity<SurveyView> created(SurveyView stored, HttpServletRequest request) {
		return ResponseEntity.created(URI.create(request.getContextPath() + "/api/v1/surveys/" + stored.id()))
			.eTag(EntityTags.of(stored.revision()))
			.body(stored);
	}

	/**
	 * Creates a draft with everything of a survey but its responses and its notes. Its
	 * name is that of the survey, with a number.
	 * @return the stored survey
	 */
	@PostMapping("/{survey}/duplicate")
	@ApiResponse(responseCode = "201", description = "the new survey",
			headers = @Header(name = "Location", description = "the new survey's path"))
	ResponseEntity<SurveyView> duplicate(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			HttpServletRequest request) {
		return created(this.surveys.duplicate(caller.workspace(), survey), request);
	}

	/**
	 * Reads a survey.
	 * @return the survey
	 */
	@GetMapping("/{survey}")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	ResponseEntity<SurveyView> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			WebRequest request) {
		SurveyView stored = this.surveys.find(caller.workspace(), survey);
		String tag = EntityTags.of(stored.revision());
		return EntityTags.isKnown(request, tag) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
				: ok(stored);
	}

	/**
	 * Reads a survey as visitors see it, drafts included, to check it before it is
	 * published.
	 * @param locale the language as a BCP 47 tag; where the survey doesn't have it, its
	 * default language is returned
	 * @return the questions in one language
	 */
	@GetMapping("/{survey}/preview")
	@ApiResponse(responseCode = "200")
	PublicSurvey preview(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(required = false) @Nullable String locale) {
		this.surveys.find(caller.workspace(), survey);
		SurveyDefinition definition = this.surveys.currentDefinition(survey);
		return PublicSurvey.of(definition, definition.version(), locale);
	}

	/**
	 * Returns an unsaved survey as visitors would see it. Nothing is stored.
	 * @param survey the survey, as it would be sent to create it
	 * @param locale the language as a BCP 47 tag; where the survey doesn't have it, its
	 * default language is returned
	 * @return the questions in one language, under a random id
	 */
	@PostMapping(path = "/preview", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "413", description = "the body is longer than 1 MiB")
	PublicSurvey preview(@AuthenticationPrincipal Caller caller, @RequestBody SurveyInput survey,
			@RequestParam(required = false) @Nullable String locale) {
		return this.surveys.preview(caller.workspace(), survey, locale);
	}

	/**
	 * Replaces a survey. New texts, options and questions keep its version; a published
	 * question that changes type, scale or orientation, or is removed, starts a new one.
	 * @param ifMatch the ETag of the survey that was edited, or * for any
	 * @param revision the revision of the survey that was edited, instead of If-Match
	 * where a proxy drops the ETag
	 * @param dryRun whether nothing is stored: the reply says what saving would restart
	 * and which texts are missing. It needs neither If-Match nor revision
	 * @return the stored survey
	 */
	@PutMapping(path = "/{survey}", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200", description = "the stored survey, or the effects of a dry run",
			content = @Content(schema = @Schema(oneOf = { SurveyView.class, SurveyView.Effects.class })))
	@ApiResponse(responseCode = "412", description = "the survey was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match and revision")
	ResponseEntity<?> replace(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestParam(required = false) @Nullable Long revision,
			@RequestParam(required = false) @Nullable Boolean dryRun, @RequestBody SurveyInput replacement) {
		this.surveys.find(caller.workspace(), survey); // an unknown survey is 404,
														// whatever else is wrong
		if (Boolean.TRUE.equals(dryRun)) {
			return ResponseEntity.ok(this.surveys.effects(caller.workspace(), survey, replacement));
		}
		return ok(this.surveys.edit(caller.workspace(), survey, replacement, EntityTags.expected(ifMatch, revision)));
	}

	/**
	 * Opens a survey for responses: from DRAFT or PAUSED to LIVE.
	 * @return the stored survey
	 */
	@PostMapping("/{survey}/publish")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the survey is LIVE or CLOSED")
	@ApiResponse(responseCode = "422", description = "a question or an option has no text but dots")
	ResponseEntity<SurveyView> publish(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.publish(caller.workspace(), survey));
	}

	/**
	 * Pauses a survey: from LIVE to PAUSED. The public API still accepts amendments and,
	 * for 7 days, responses under ids that were received as shown before.
	 * @return the stored survey
	 */
	@PostMapping("/{survey}/pause")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the survey is not LIVE")
	ResponseEntity<SurveyView> pause(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.pause(caller.workspace(), survey));
	}

	/**
	 * How a survey is closed.
	 *
	 * @param now whether it ends at once: no amendments and nothing that was shown before
	 * is accepted on the public API any more; {@code false} when absent
	 */
	record Closing(@Nullable Boolean now) {
	}

	/**
	 * Closes a survey permanently: from LIVE or PAUSED to CLOSED. The public API still
	 * accepts amendments and, for 7 days, responses under ids that were received as shown
	 * before; {@code now} ends both, also of a survey that is CLOSED already.
	 * @return the stored survey
	 */
	@PostMapping(path = "/{survey}/close", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the survey is a draft, or is CLOSED and nothing is left to end")
	ResponseEntity<SurveyView> close(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestBody(required = false) @Nullable Closing closing) {
		return ok(
				this.surveys.close(caller.workspace(), survey, closing != null && Boolean.TRUE.equals(closing.now())));
	}

	/**
	 * Deletes a survey: it is hidden at once, and removed with all its responses after 30
	 * days, within which it can be restored. What is hidden is found only by its list,
	 * and by erasures and exports of people's data; its retention goes on.
	 * @param now whether it is removed at once, also where it is hidden already; it can't
	 * be restored then
	 */
	@DeleteMapping("/{survey}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void delete(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean now) {
		if (now) {
			this.surveys.deleteForGood(caller.workspace(), survey);
		}
		else {
			this.surveys.delete(caller.workspace(), survey);
		}
	}

	/**
	 * Brings a deleted survey back as it was, within 30 days.
	 * @return the stored survey
	 */
	@PostMapping("/{survey}/restore")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the survey is not deleted")
	ResponseEntity<SurveyView> restore(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey) {
		return ok(this.surveys.restore(caller.workspace(), survey));
	}

	private static ResponseEntity<SurveyView> ok(SurveyView stored) {
		return ResponseEntity.ok().eTag(EntityTags.of(stored.revision())).body(stored);
	}

}

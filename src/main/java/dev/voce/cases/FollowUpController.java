package dev.voce.cases;

import java.util.UUID;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.EntityTags;
import dev.voce.workspace.Caller;

/** Reads and replaces the rules that open cases. */
@Tag(name = "Cases")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/follow-up", produces = MediaType.APPLICATION_JSON_VALUE)
class FollowUpController {

	private final Surveys surveys;

	private final FollowUps followUps;

	FollowUpController(Surveys surveys, FollowUps followUps) {
		this.surveys = surveys;
		this.followUps = followUps;
	}

	/**
	 * Reads the rules of a survey that open cases.
	 * @return the rules in order, none for most surveys
	 */
	@GetMapping
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	ResponseEntity<FollowUp.Rules> read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			WebRequest request) {
		FollowUp stored = this.followUps.find(this.surveys.definitionFor(caller, survey).id());
		String tag = EntityTags.of(stored.revision());
		return EntityTags.isKnown(request, tag) ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
				: ResponseEntity.ok().eTag(tag).body(stored.rules());
	}

	/**
	 * Replaces the rules of a survey that open cases. They apply to responses that arrive
	 * from then on; cases that are open stay as they are.
	 * @param ifMatch the ETag of the rules that were edited, or * for any
	 * @return the stored rules
	 */
	@PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the rules were changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<FollowUp.Rules> replace(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody FollowUp.Rules rules) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		FollowUp stored = this.followUps.replace(definition, rules, EntityTags.expected(ifMatch, null));
		return ResponseEntity.ok().eTag(EntityTags.of(stored.revision())).body(stored.rules());
	}

}

package dev.voce.survey;

import java.time.Duration;
import java.util.UUID;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import dev.voce.web.EntityTags;
import dev.voce.web.Problem;
import dev.voce.web.RequestOrigin;

/** Returns surveys to the pages that show them. */
@Tag(name = "Public")
@RestController
@RequestMapping(path = "/api/v1/public/surveys/{survey}", produces = MediaType.APPLICATION_JSON_VALUE)
class PublicSurveyController {

	private final Surveys surveys;

	private final RequestOrigin caller;

	private final JsonMapper json;

	PublicSurveyController(Surveys surveys, RequestOrigin caller, JsonMapper json) {
		this.caller = caller;
		this.json = json;
		this.surveys = surveys;
	}

	/**
	 * Reads what a page needs to show a survey, in one language. May be cached for 60
	 * seconds.
	 * @param locale the language as a BCP 47 tag; where the survey doesn't have it, its
	 * default language is returned
	 * @return the questions, and the version to send with responses
	 */
	@GetMapping
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "304")
	@ApiResponse(responseCode = "409", description = "the survey is PAUSED or CLOSED")
	ResponseEntity<@Nullable PublicSurvey> read(@PathVariable UUID survey,
			@RequestParam(required = false) @Nullable String locale, ServletWebRequest request) {
		SurveyDefinition definition = this.surveys.publicDefinition(survey, this.caller.origin(request.getRequest()));
		if (definition.status() != SurveyStatus.LIVE) {
			throw new Problem(HttpStatus.CONFLICT, "survey.status", definition.status());
		}
		PublicSurvey body = PublicSurvey.of(definition, definition.version(), locale);
		String tag = tag(body);
		boolean known = EntityTags.isKnown(request, tag);
		return ResponseEntity.status(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK)
			.cacheControl(CacheControl.maxAge(Duration.ofSeconds(60)).cachePublic())
			.varyBy(HttpHeaders.ORIGIN)
			.eTag(tag)
			.body(known ? null : body);
	}

	// Of the whole body: another release may return more of the same survey.
	private String tag(PublicSurvey body) {
		return "W/\"" + DigestUtils.md5DigestAsHex(this.json.writeValueAsBytes(body)) + "\"";
	}

}

package dev.voce.survey;

import java.time.Duration;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

import dev.voce.access.CallingPage;
import dev.voce.problem.Problem;

/** Tells pages what to ask. */
@RestController
@RequestMapping("/api/v1/public/surveys/{survey}")
class PublicSurveyController {

	private final Surveys surveys;

	PublicSurveyController(Surveys surveys) {
		this.surveys = surveys;
	}

	@GetMapping
	@Nullable ResponseEntity<PublicSurvey> read(@PathVariable UUID survey,
			@RequestParam(required = false) @Nullable String locale, ServletWebRequest request) {
		SurveyDefinition definition = this.surveys.definition(survey);
		if (definition.status() == SurveyStatus.DRAFT) {
			throw new SurveyNotFound();
		}
		String origin = CallingPage.origin(request.getRequest());
		if (!definition.allows(origin)) {
			throw new Problem(HttpStatus.FORBIDDEN, "the survey does not allow the origin " + origin);
		}
		if (definition.status() != SurveyStatus.LIVE) {
			throw new Problem(HttpStatus.CONFLICT, "the survey is " + definition.status());
		}
		PublicSurvey body = PublicSurvey.of(definition, locale);
		String etag = "W/\"" + definition.revision() + "-" + body.locale() + "\"";
		if (request.checkNotModified(etag)) {
			return null;
		}
		return ResponseEntity.ok()
			.cacheControl(CacheControl.maxAge(Duration.ofSeconds(60)).cachePublic())
			.varyBy(HttpHeaders.ORIGIN)
			.eTag(etag)
			.body(body);
	}

}

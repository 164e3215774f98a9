package dev.voce.widget;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.intake.FormAnswers;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;
import dev.voce.web.DeferredRefusal;
import dev.voce.web.Problem;
import dev.voce.web.RequestOrigin;

/**
 * A survey as a page of its own: a plain form in steps, which the widget takes the place
 * of where there is JavaScript. Whatever happens, a visitor reads a page.
 */
@RestController
@Hidden
@RequestMapping("/s/{survey}")
class HostedPageController {

	private final Surveys surveys;

	private final FormAnswers answers;

	private final HostedPages pages;

	private final RequestOrigin caller;

	private final JsonMapper json;

	private final Clock clock;

	HostedPageController(Surveys surveys, FormAnswers answers, HostedPages pages, RequestOrigin caller, JsonMapper json,
			Clock clock) {
		this.clock = clock;
		this.surveys = surveys;
		this.answers = answers;
		this.pages = pages;
		this.caller = caller;
		this.json = json;
	}

	@GetMapping
	ResponseEntity<String> show(@PathVariable UUID survey, HttpServletRequest request) {
		SurveyDefinition definition = this.surveys.publicDefinition(survey, null);
		PublicSurvey asked = this.surveys.asked(definition, definition.version(), Visit.wanted(request));
		Visit visit = Visit.of(request, definition, asked);
		return (definition.status() == SurveyStatus.LIVE)
				? this.pages.first(definition, FormProgress.begin(asked, this.clock.instant()), visit, request)
				: closed(HttpStatus.CONFLICT, definition, asked, visit, request);
	}

	@PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<String> answer(@PathVariable UUID survey, HttpServletRequest request) throws IOException {
		MultiValueMap<String, String> form = HostedPageFailures.form(request);
		DeferredRefusal.check(request);
		SurveyDefinition definition = this.surveys.publicDefinition(survey, this.caller.origin(request));
		PublicSurvey asked = this.surveys.asked(definition, FormProgress.version(form, definition),
				Visit.wanted(request));
		Visit visit = Visit.of(request, definition, asked);
		FormProgress progress = FormProgress.read(asked, form);
		if (!FormProgress.isTrapped(form) && !progress.answers().isEmpty()) {
			try {
				this.answers.submit(definition, this.json.valueToTree(progress.response(visit)));
			}
			catch (Problem refusal) {
				HttpStatusCode status = refusal.getStatusCode();
				if (status.isSameCodeAs(HttpStatus.CONFLICT) || status.isSameCodeAs(HttpStatus.GONE)) {
					return closed(status, definition, asked, visit, request);
				}
				throw refusal;
			}
		}
		return progress.isFinished() ? this.pages.thanks(definition, progress, visit, request)
				: this.pages.next(definition, progress, visit, request);
	}

	private ResponseEntity<String> closed(HttpStatusCode status, SurveyDefinition definition, PublicSurvey asked,
			Visit visit, HttpServletRequest request) {
		String word = (definition.status() == SurveyStatus.PAUSED) ? "paused" : "closed";
		return this.pages.closed(status, asked.words().getOrDefault(word, ""), definition, asked, visit, request);
	}

}

package dev.voce.response;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.access.CallingPage;
import dev.voce.problem.Problem;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;

/** Takes answers from pages, posters and mails: no credentials, nothing handed out. */
@RestController
@RequestMapping(path = "/api/v1/public/surveys/{survey}",
		consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
class PublicResponseController {

	private final Surveys surveys;

	private final BodyReader reader;

	private final AsyncAnswer answers;

	private final Clock clock;

	PublicResponseController(Surveys surveys, BodyReader reader, AsyncAnswer answers, Clock clock) {
		this.surveys = surveys;
		this.reader = reader;
		this.answers = answers;
		this.clock = clock;
	}

	@PostMapping("/responses")
	void submit(@PathVariable UUID survey, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		SurveyDefinition definition = open(survey, request);
		Submission judged = SubmissionReader.judge(this.reader.read(request.getInputStream()), definition, Door.PUBLIC,
				null, this.clock.instant());
		this.answers.submit(request, response, new Operation.Store(judged, false));
	}

	@PutMapping("/responses/{response}")
	void put(@PathVariable UUID survey, @PathVariable("response") String id, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		SurveyDefinition definition = open(survey, request);
		Submission judged = SubmissionReader.judge(this.reader.read(request.getInputStream()), definition, Door.PUBLIC,
				ResponseId.of(id), this.clock.instant());
		this.answers.submit(request, response, new Operation.Store(judged, true));
	}

	@PostMapping("/shown")
	void shown(@PathVariable UUID survey, HttpServletRequest request, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = open(survey, request);
		this.answers.submit(request, response,
				ShownReader.read(this.reader.read(request.getInputStream()), definition, this.clock.instant()));
	}

	private SurveyDefinition open(UUID survey, HttpServletRequest request) {
		SurveyDefinition definition = this.surveys.definition(survey);
		if (definition.status() == SurveyStatus.DRAFT) {
			throw new SurveyNotFound();
		}
		String origin = CallingPage.origin(request);
		if (!definition.allows(origin)) {
			throw new Problem(HttpStatus.FORBIDDEN, "the survey does not allow the origin " + origin);
		}
		return definition;
	}

}

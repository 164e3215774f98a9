package dev.voce.intake;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.response.Operation;
import dev.voce.response.ResponseId;
import dev.voce.response.Source;
import dev.voce.response.Submission;
import dev.voce.response.SubmissionValidator;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Accepts responses from servers, and erases single ones. */
@Tag(name = "Responses")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/responses", produces = MediaType.APPLICATION_JSON_VALUE)
class ResponseController {

	private final Surveys surveys;

	private final BodyArrival bodies;

	private final DeferredReply reply;

	private final Clock clock;

	ResponseController(Surveys surveys, BodyArrival bodies, DeferredReply reply, Clock clock) {
		this.surveys = surveys;
		this.bodies = bodies;
		this.reply = reply;
		this.clock = clock;
	}

	/**
	 * Stores a response, or amends the one under its id by a higher revision. Takes
	 * {@code submittedAt} from the year 2000 on, and responses to surveys that are paused
	 * or closed. Other content replaces a response that came by the public API under the
	 * same id, whatever the revisions, and the public API then changes it no more.
	 */
	@StoresResponse
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	void submit(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		this.bodies.read(request, response, (body) -> {
			Submission submission = SubmissionValidator.validate(body, definition, Source.KEY, null,
					this.clock.instant());
			this.reply.submit(request, response, new Operation.Store(submission, false));
		});
	}

	/** Stores a response under its id, or replaces the one that is there. */
	@StoresResponse
	@PutMapping(path = "/{response}", consumes = MediaType.APPLICATION_JSON_VALUE)
	void put(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @PathVariable("response") String id,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		this.bodies.read(request, response, (body) -> {
			Submission submission = SubmissionValidator.validate(body, definition, Source.KEY, ResponseId.of(id),
					this.clock.instant());
			this.reply.submit(request, response, new Operation.Store(submission, true));
		});
	}

	/**
	 * Erases a response. Its id stays erased for ever; to erase it again changes nothing.
	 */
	@DeleteMapping("/{response}")
	@ApiResponse(responseCode = "204")
	void erase(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @PathVariable("response") String id,
			HttpServletRequest request, HttpServletResponse response) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		this.reply.submit(request, response,
				new Operation.Erase(definition.id(), ResponseId.of(id), ActivityLog.actor()));
	}

}

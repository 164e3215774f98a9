package dev.voce.intake;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
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
import dev.voce.workspace.WorkspaceSecrets;

/** Accepts responses from servers, and erases single ones. */
@Tag(name = "Responses")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/responses", produces = MediaType.APPLICATION_JSON_VALUE)
class ResponseController {

	private final Surveys surveys;

	private final BodyArrival bodies;

	private final DeferredReply reply;

	private final WorkspaceSecrets secrets;

	private final Clock clock;

	ResponseController(Surveys surveys, BodyArrival bodies, DeferredReply reply, WorkspaceSecrets secrets,
			Clock clock) {
		this.secrets = secrets;
		this.surveys = surveys;
		this.bodies = bodies;
		this.reply = reply;
		this.clock = clock;
	}

	/**
	 * Stores a response, or amends the one under its id by a higher revision. Takes
	 * {@code submittedAt} from the year 2000 on, and responses to surveys that are paused
	 * or closed. Other content replaces a response that came by the public API under the
	 * same id, whatever the revisions, and the public API then changes it no more. What a
	 * response holds beside when it is read (survey, receivedAt, source, anonymous) is
	 * ignored, so that it can be sent as it was read.
	 * @param idempotencyKey makes the id of a response that has none out of itself and a
	 * secret of the workspace, so that sending it again stores nothing twice; 1 to 200
	 * characters
	 */
	@StoresResponse
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	void submit(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestHeader(name = MadeIds.HEADER, required = false) @Nullable String idempotencyKey,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		MadeIds ids = MadeIds.of(definition, idempotencyKey, this.secrets);
		this.bodies.read(request, response, (body) -> {
			UUID id = (ids == null || body.hasNonNull("id")) ? null : ids.single();
			store(caller, body, definition, id, false, request, response);
		});
	}

	/** Stores a response under its id, or replaces the one that is there. */
	@StoresResponse
	@PutMapping(path = "/{response}", consumes = MediaType.APPLICATION_JSON_VALUE)
	void put(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @PathVariable("response") String id,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		this.bodies.read(request, response, (body) -> {
			store(caller, body, definition, ResponseId.of(id), true, request, response);
		});
	}

	private void store(Caller caller, JsonNode body, SurveyDefinition definition, @Nullable UUID id, boolean replace,
			HttpServletRequest request, HttpServletResponse response) {
		Submission submission = SubmissionValidator.validate(body, definition, Source.KEY, id, this.clock.instant());
		this.reply.submit(request, response, new Operation.Store(MarkRule.check(submission, caller.scopes()), replace));
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

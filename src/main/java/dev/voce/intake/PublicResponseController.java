package dev.voce.intake;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.response.Operation;
import dev.voce.response.ResponseId;
import dev.voce.response.ShownInput;
import dev.voce.response.ShownReader;
import dev.voce.response.Source;
import dev.voce.response.Submission;
import dev.voce.response.SubmissionValidator;
import dev.voce.sighting.Sightings;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;
import dev.voce.web.RequestOrigin;

/** Accepts responses without credentials, and returns no data. */
@Tag(name = "Public")
@RestController
@RequestMapping(path = "/api/v1/public/surveys/{survey}",
		consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE },
		produces = MediaType.APPLICATION_JSON_VALUE)
class PublicResponseController {

	private final Surveys surveys;

	private final BodyArrival bodies;

	private final DeferredReply reply;

	private final Sightings sightings;

	private final RequestOrigin caller;

	private final Clock clock;

	PublicResponseController(Surveys surveys, BodyArrival bodies, DeferredReply reply, Sightings sightings,
			RequestOrigin caller, Clock clock) {
		this.surveys = surveys;
		this.bodies = bodies;
		this.reply = reply;
		this.sightings = sightings;
		this.caller = caller;
		this.clock = clock;
	}

	/**
	 * Stores a response, or amends the one under its id by a higher revision. Takes
	 * {@code submittedAt} from 7 days ago to 5 minutes ahead, but none before the survey
	 * was first published, and amends for 7 days what was stored without a key. After the
	 * survey stopped it takes amendments and, for 7 days, responses whose id was received
	 * as shown before; nothing when it was closed at once. JSON may be sent as
	 * {@code text/plain}, which needs no preflight. Unknown fields are ignored.
	 */
	@StoresResponse
	@PostMapping("/responses")
	void submit(@PathVariable UUID survey, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		SurveyDefinition definition = open(survey, request);
		this.bodies.read(request, response, (body) -> {
			Submission submission = SubmissionValidator.validate(body, definition, source(request), null,
					this.clock.instant());
			store(request, response, new Operation.Store(submission, false));
		});
	}

	/**
	 * Stores a response under its id, or replaces the one that is there. Takes and amends
	 * what {@code POST} does.
	 */
	@StoresResponse
	@PutMapping("/responses/{response}")
	void put(@PathVariable UUID survey, @PathVariable("response") String id, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		SurveyDefinition definition = open(survey, request);
		this.bodies.read(request, response, (body) -> {
			Submission submission = SubmissionValidator.validate(body, definition, source(request), ResponseId.of(id),
					this.clock.instant());
			store(request, response, new Operation.Store(submission, true));
		});
	}

	/**
	 * Records that a survey was shown or dismissed, once under each id.
	 */
	@RequestBody(required = true, content = @Content(schema = @Schema(implementation = ShownInput.class)))
	@ApiResponse(responseCode = "202", description = "noted", content = @Content)
	@ApiResponse(responseCode = "409", description = "the survey is PAUSED or CLOSED")
	@PostMapping("/shown")
	void shown(@PathVariable UUID survey, HttpServletRequest request, HttpServletResponse response) throws IOException {
		SurveyDefinition definition = open(survey, request);
		this.bodies.read(request, response, (body) -> {
			Operation.Show shown = ShownReader.read(body, definition, source(request), this.clock.instant());
			if (definition.status() == SurveyStatus.LIVE) {
				this.sightings.shown(survey, this.caller.origin(request));
			}
			this.reply.submit(request, response, shown);
		});
	}

	private void store(HttpServletRequest request, HttpServletResponse response, Operation.Store store) {
		if (store.submission().definition().status() == SurveyStatus.LIVE) {
			this.sightings.answered(store.survey(), this.caller.origin(request));
		}
		this.reply.submit(request, response, store);
	}

	private static Source source(HttpServletRequest request) {
		return (request.getHeader(HttpHeaders.ORIGIN) != null) ? Source.PAGE : Source.PUBLIC;
	}

	private SurveyDefinition open(UUID survey, HttpServletRequest request) {
		return this.surveys.publicDefinition(survey, this.caller.origin(request));
	}

}

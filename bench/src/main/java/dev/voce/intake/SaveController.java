package dev.voce.intake;

import java.io.IOException;
import java.time.Clock;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.response.Source;
import dev.voce.response.StoredResponse;
import dev.voce.response.SubmissionValidator;
import dev.voce.survey.Surveys;
import dev.voce.web.Body;

/**
 * The baseline: validates the same body in the same way, then does what most services do,
 * {@code repository.save} and a commit per request. Counts nothing.
 */
@RestController
class SaveController {

	private final Surveys surveys;

	private final BodyReader reader;

	private final SavedResponseRepository repository;

	private final JsonMapper json;

	private final Clock clock;

	SaveController(Surveys surveys, BodyReader reader, SavedResponseRepository repository, JsonMapper json,
			Clock clock) {
		this.surveys = surveys;
		this.reader = reader;
		this.repository = repository;
		this.json = json;
		this.clock = clock;
	}

	@PostMapping(path = "/api/v1/public/surveys/{survey}/save",
			consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	@ResponseStatus(HttpStatus.CREATED)
	Acknowledgement save(@PathVariable UUID survey, HttpServletRequest request) throws IOException {
		JsonNode body = this.reader.parse(Body.read(request.getInputStream(), BodyReader.LONGEST / 1024));
		StoredResponse response = SubmissionValidator
			.validate(body, this.surveys.definition(survey), Source.PUBLIC, null, this.clock.instant())
			.first();
		this.repository.save(new SavedResponse(response, this.json.writeValueAsString(response.attributes())));
		return Acknowledgement.of(response, false);
	}

}

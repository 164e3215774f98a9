package dev.voce.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Body;

/**
 * The most that a request through the same filters can reach: parses the same body,
 * stores nothing, and answers with as many bytes.
 */
@RestController
class NothingController {

	private static final byte[] ANSWER = """
			{"id":"0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11","survey":"0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11",\
			"revision":0,"submittedAt":"2026-11-20T10:15:00.123456Z","receivedAt":"2026-11-20T10:15:00.123456Z"}\
			""".getBytes(StandardCharsets.UTF_8);

	private final BodyReader reader;

	NothingController(BodyReader reader) {
		this.reader = reader;
	}

	@PostMapping(path = "/api/v1/public/surveys/{survey}/nothing",
			consumes = { MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_PLAIN_VALUE })
	void parse(@PathVariable UUID survey, HttpServletRequest request, HttpServletResponse response) throws IOException {
		JsonNode body = this.reader.parse(Body.read(request.getInputStream(), BodyReader.LONGEST / 1024));
		response.setStatus((body.isObject() ? HttpStatus.CREATED : HttpStatus.BAD_REQUEST).value());
		response.setContentType(MediaType.APPLICATION_JSON_VALUE);
		response.setContentLength(ANSWER.length);
		response.getOutputStream().write(ANSWER);
	}

}

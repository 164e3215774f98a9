package dev.voce.problem;

import java.io.IOException;

import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;

/** Writes a refusal where no controller returns it: in filters and in the intake. */
@Component
public class ProblemWriter {

	private final JsonMapper json;

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Writes status, headers and body.
	 * @param response the answer, not yet begun
	 * @param problem the refusal
	 * @throws IOException if the client is gone
	 */
	public void write(HttpServletResponse response, ErrorResponse problem) throws IOException {
		response.setStatus(problem.getStatusCode().value());
		problem.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		byte[] body = this.json.writeValueAsBytes(problem.getBody());
		response.getOutputStream().write(body);
	}

}

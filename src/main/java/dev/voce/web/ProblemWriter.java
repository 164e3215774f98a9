package dev.voce.web;

import java.io.IOException;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Writes a refusal where no controller returns it: in filters and in the intake. */
@Component
public class ProblemWriter {

	private final JsonMapper json;

	ProblemWriter(JsonMapper json) {
		this.json = json;
	}

	/**
	 * Writes status, headers and body, in the language that is asked for.
	 * @param request whose refusal it is
	 * @param response the reply, not yet begun
	 * @param problem the refusal
	 * @throws IOException if the client is gone
	 */
	public void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
		response.setStatus(problem.getStatusCode().value());
		problem.getHeaders().forEach((name, values) -> values.forEach((value) -> response.addHeader(name, value)));
		response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
		Locale language = Message.language(request);
		if (!language.equals(Locale.ENGLISH)) {
			response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
		}
		response.getOutputStream().write(this.json.writeValueAsBytes(problem.body(language)));
	}

}

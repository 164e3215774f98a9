package dev.voce.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

import dev.voce.web.Message;

/**
 * Writes the problem for what Tomcat itself refuses, before any filter: a head that is
 * malformed or too long. Tomcat would send a page in HTML.
 */
public class ContainerReport extends ErrorReportValve {

	/** The writer's encoding is not UTF-8. */
	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private record Body(String title, int status, String detail) {
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		Locale language = Message.language(request);
		String detail = new Message(status.is5xxServerError() ? "server.unsupported" : "request.head").text(language);
		try {
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setHeader("X-Content-Type-Options", "nosniff");
			if (!language.equals(Locale.ENGLISH)) {
				response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
			}
			PrintWriter writer = response.getReporter();
			if (writer != null) {
				writer.write(JSON.writeValueAsString(new Body(status.getReasonPhrase(), status.value(), detail)));
				response.finishResponse();
			}
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("The client disconnected before its reply", ex);
		}
	}

}

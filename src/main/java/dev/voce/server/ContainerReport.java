package dev.voce.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Tells what Tomcat itself refuses, before any filter: a head that is malformed or too
 * long. Tomcat would send a page in HTML.
 */
public class ContainerReport extends ErrorReportValve {

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		String detail = status.is5xxServerError() ? "this is not supported"
				: "the request can't be read: its line or its headers are malformed, or longer than accepted";
		try {
			response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setHeader("X-Content-Type-Options", "nosniff");
			PrintWriter writer = response.getReporter();
			if (writer != null) {
				writer.write(String.format(Locale.ROOT, "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}",
						status.getReasonPhrase(), status.value(), detail));
				response.finishResponse();
			}
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("The client disconnected before its reply", ex);
		}
	}

}

package dev.voce.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Stream;

import org.apache.catalina.Container;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

import dev.voce.web.Message;
import dev.voce.web.SafeHeaders;

/**
 * Writes the problem for what Tomcat itself refuses, before any filter: a head that is
 * malformed or too long. Tomcat would send a page in HTML. Somebody who mistyped an
 * address in a browser gets a page of ours.
 */
public class ContainerReport extends ErrorReportValve {

	/** The writer's encoding is not UTF-8. */
	private static final JsonMapper JSON = JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

	private static final String PAGE = """
			<!doctype html>
			<html lang="%s">
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<meta name="color-scheme" content="light dark">
			<title>Voce</title>
			<h1>%s</h1>
			<p><a href="%s/">Voce</a></p>
			""";

	private record Body(String title, int status, String detail) {
	}

	@Override
	protected void report(Request request, Response response, @Nullable Throwable failure) {
		HttpStatus status = HttpStatus.resolve(response.getStatus());
		if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
			return;
		}
		Locale language = Message.language(request);
		String accepted = request.getHeader(HttpHeaders.ACCEPT);
		boolean page = status.is4xxClientError() && accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
		try {
			response.setContentType(page ? MediaType.TEXT_HTML_VALUE : MediaType.APPLICATION_PROBLEM_JSON_VALUE);
			response.setHeader("X-Content-Type-Options", "nosniff");
			response.setHeader("Content-Security-Policy", SafeHeaders.NOTHING);
			if (!language.equals(Locale.ENGLISH)) {
				response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag());
			}
			PrintWriter writer = response.getReporter();
			if (writer != null) {
				writer.write(page ? page(language) : problem(status, language));
				response.finishResponse();
			}
		}
		catch (IOException | IllegalStateException ex) {
			this.container.getLogger().debug("The client disconnected before its reply", ex);
		}
	}

	private static String problem(HttpStatus status, Locale language) {
		String detail = new Message(status.is5xxServerError() ? "server.unsupported" : "request.head").text(language);
		return JSON.writeValueAsString(new Body(status.getReasonPhrase(), status.value(), detail));
	}

	private String page(Locale language) {
		String root = Stream.of(this.container.findChildren()).map(Container::getName).findFirst().orElse("");
		return PAGE.formatted(language.toLanguageTag(),
				HtmlUtils.htmlEscapeDecimal(new Message("request.mistyped").text(language)), root);
	}

}

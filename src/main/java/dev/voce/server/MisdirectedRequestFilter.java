package dev.voce.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.HtmlUtils;

import dev.voce.web.Message;
import dev.voce.web.Problem;
import dev.voce.web.ProblemWriter;
import dev.voce.web.PublicAddress;
import dev.voce.web.SafeHeaders;

/**
 * Serves pages and sessions under the configured host alone, so that no browser or cache
 * gets them under another name. Calls with a key, and what other sites' pages load, are
 * served under any host.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class MisdirectedRequestFilter extends OncePerRequestFilter {

	private static final List<String> UNDER_ANY_HOST = List.of("/actuator/", "/widget.js", "/widget/",
			"/api/v1/public/");

	private static final String PAGE = """
			<!doctype html>
			<html lang="%s"><meta charset="utf-8"><title>Voce</title><p>%s</p><p><a href="%s">%3$s</a></p></html>
			""";

	private final PublicAddress address;

	private final ProblemWriter problems;

	MisdirectedRequestFilter(PublicAddress address, ProblemWriter problems) {
		this.address = address;
		this.problems = problems;
	}

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		// Decoded and without dots, unlike the request's URI.
		String path = request.getServletPath();
		return this.address.isHost(request) || UNDER_ANY_HOST.stream().anyMatch(path::startsWith)
				|| (path.startsWith("/api/") && request.getHeader(HttpHeaders.AUTHORIZATION) != null);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String root = Objects.requireNonNull(this.address.configured());
		Problem problem = new Problem(HttpStatus.MISDIRECTED_REQUEST, "request.host", root);
		response.setHeader("Content-Security-Policy", SafeHeaders.NOTHING);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
		String accepted = request.getHeader(HttpHeaders.ACCEPT);
		if (accepted == null || !accepted.contains(MediaType.TEXT_HTML_VALUE)) {
			this.problems.write(request, response, problem);
			return;
		}
		Locale language = Message.language(request);
		response.setStatus(HttpStatus.MISDIRECTED_REQUEST.value());
		response.setContentType("text/html;charset=UTF-8");
		response.getOutputStream()
			.write(PAGE
				.formatted(language.toLanguageTag(), new Message("request.hostPage").text(language),
						HtmlUtils.htmlEscape(root))
				.getBytes(StandardCharsets.UTF_8));
	}

}

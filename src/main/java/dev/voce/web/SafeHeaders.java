package dev.voce.web;

import java.io.IOException;
import java.util.List;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sets the security headers of all replies, refusals of the filters behind this one
 * included. Pages set their own Content-Security-Policy; all other replies may load
 * nothing.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class SafeHeaders extends OncePerRequestFilter {

	/** The Content-Security-Policy of a reply that loads nothing. */
	public static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

	/** The API's documentation sets styles by script. */
	private static final String DOCUMENTATION = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
			+ "img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

	private static final List<String> NO_PAGES = List.of("/api/", "/actuator", "/session", "/v3/", "/app/", "/widget");

	/** Beside hosted pages, and none themselves. */
	private static final List<String> COPIES = List.of("/qr.svg", "/email.html");

	private static final List<String> DOCUMENTS = List.of("/docs", "/swagger-ui");

	/** What other origins' pages load and call. */
	private static final List<String> FOR_ALL = List.of("/widget", "/s/", "/logo/", PublicCors.PATH);

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String path = RequestedPath.of(request);
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
		response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
		if (!begins(path, FOR_ALL)) {
			response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
		}
		boolean documents = begins(path, DOCUMENTS);
		if (documents || begins(path, NO_PAGES) || COPIES.stream().anyMatch(path::endsWith)) {
			response.setHeader("Content-Security-Policy", documents ? DOCUMENTATION : NOTHING);
			response.setHeader("Referrer-Policy", "no-referrer");
		}
		chain.doFilter(request, response);
	}

	private static boolean begins(String path, List<String> prefixes) {
		return prefixes.stream().anyMatch(path::startsWith);
	}

}

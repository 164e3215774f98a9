package dev.voce.web;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Allows pages of any origin to read the replies of the public API, refusals included.
 * That exposes nothing: the public API accepts no credentials, and the allowed origins of
 * a survey are checked on the server, also for clients that are no browsers.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
public class PublicCors extends OncePerRequestFilter {

	/** What the paths of all public calls begin with. */
	public static final String PATH = "/api/v1/public/";

	@Override
	protected boolean shouldNotFilter(HttpServletRequest request) {
		return !RequestedPath.of(request).startsWith(PATH);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
		if (HttpMethod.OPTIONS.matches(request.getMethod())
				&& request.getHeader(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD) != null) {
			response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PUT");
			response.setHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
					"Content-Type, If-None-Match, Idempotency-Key");
			response.setHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400");
			response.setStatus(HttpStatus.NO_CONTENT.value());
			return;
		}
		response.setHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Retry-After");
		chain.doFilter(request, response);
	}

}

package dev.voce.web;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id, in the reply and in all that is logged meanwhile, so that the
 * cause of a 500 can be found. A proxy may have given it one already.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestId extends OncePerRequestFilter {

	private static final String HEADER = "X-Request-Id";

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		String sent = request.getHeader(HEADER);
		String id = (sent != null && NAME.matcher(sent).matches()) ? sent
				: Long.toHexString(ThreadLocalRandom.current().nextLong());
		response.setHeader(HEADER, id);
		try (MDC.MDCCloseable named = MDC.putCloseable("request", id)) {
			chain.doFilter(request, response);
		}
	}

}

package dev.voce.web;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a supported locale, before Spring, its message sources, the
 * validator or the OpenAPI document ask for one: all of them keep something for each
 * locale.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SupportedLanguageFilter extends OncePerRequestFilter {

	@Override
	protected boolean shouldNotFilterErrorDispatch() {
		return false;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		chain.doFilter(new SupportedRequest(request), response);
	}

	/** A request that asks for a supported language. */
	private static final class SupportedRequest extends HttpServletRequestWrapper {

		SupportedRequest(HttpServletRequest request) {
			super(request);
		}

		@Override
		public Locale getLocale() {
			return Languages.supported(Languages.preferred((HttpServletRequest) getRequest()));
		}

		@Override
		public Enumeration<Locale> getLocales() {
			return Collections.enumeration(List.of(getLocale()));
		}

	}

}

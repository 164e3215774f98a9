package dev.voce.web;

import java.net.URI;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/** The web page that a call comes from. */
public final class RequestOrigin {

	private RequestOrigin() {
	}

	/**
	 * Tells whose page calls.
	 * @param request the call
	 * @return the page's origin; {@code null} for Voce's own pages, which may always ask,
	 * and for callers that are no pages
	 */
	public static @Nullable String origin(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		String host = request.getHeader(HttpHeaders.HOST);
		// The host is compared alone: behind a proxy the scheme is not what the browser
		// sees.
		return (origin != null && host != null && host.equalsIgnoreCase(authority(origin))) ? null : origin;
	}

	private static @Nullable String authority(String origin) {
		try {
			return URI.create(origin.toLowerCase(Locale.ROOT)).getRawAuthority();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}

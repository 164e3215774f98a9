package dev.voce.access;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

import dev.voce.problem.PublicAddress;

/** The web page that a call comes from. */
@Component
public class CallingPage {

	private final PublicAddress address;

	CallingPage(PublicAddress address) {
		this.address = address;
	}

	/**
	 * Tells whose page calls.
	 * @param request the call
	 * @return the page's origin; {@code null} for Voce's own pages, which may always ask,
	 * and for callers that are no pages
	 */
	public @Nullable String origin(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return (origin != null && this.address.isOrigin(origin, request)) ? null : origin;
	}

}

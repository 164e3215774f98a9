package dev.voce.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The web page that a call comes from. */
@Component
public class RequestOrigin {

	private final PublicAddress address;

	RequestOrigin(PublicAddress address) {
		this.address = address;
	}

	/**
	 * Returns the origin of the page that sends a request.
	 * @param request the call
	 * @return the page's origin; {@code null} for Voce's own pages, which may always ask,
	 * and for callers that are no pages
	 */
	public @Nullable String origin(HttpServletRequest request) {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		// Browsers say that a page is of the same origin, and let no page say so, also
		// where
		// they keep the origin to themselves or a proxy replaces the host.
		boolean own = "same-origin".equals(request.getHeader("Sec-Fetch-Site"))
				|| origin != null && this.address.isOrigin(origin, request);
		return own ? null : origin;
	}

}

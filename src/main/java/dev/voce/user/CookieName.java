package dev.voce.user;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Names cookies so that browsers accept them from Voce's own host alone. Without a
 * prefix, a sibling such as {@code evil.shop.example} could set them for
 * {@code voce.shop.example}. Browsers accept the prefixes over TLS only.
 */
final class CookieName {

	private CookieName() {
	}

	/** The name with the strictest prefix that the request's address allows. */
	static String of(HttpServletRequest request, String name) {
		if (!request.isSecure()) {
			return name;
		}
		return (path(request).equals("/") ? "__Host-" : "__Secure-") + name;
	}

	/** The path of a cookie: all pages of Voce. */
	static String path(HttpServletRequest request) {
		return request.getContextPath().isEmpty() ? "/" : request.getContextPath();
	}

}

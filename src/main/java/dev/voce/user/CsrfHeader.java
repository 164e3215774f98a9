package dev.voce.user;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/**
 * Reads the CSRF token from the header alone: a page of a sibling subdomain can set the
 * cookie that it is compared with and send a form with the token as a parameter, but no
 * header.
 */
class CsrfHeader extends CsrfTokenRequestAttributeHandler {

	CsrfHeader() {
		setCsrfRequestAttributeName(null); // so that the cookie is written at once
	}

	@Override
	public @Nullable String resolveCsrfTokenValue(HttpServletRequest request, CsrfToken token) {
		String site = request.getHeader("Sec-Fetch-Site"); // older browsers don't send it
		return (site == null || site.equals("same-origin")) ? request.getHeader(token.getHeaderName()) : null;
	}

}

package dev.voce.user;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.stereotype.Component;

/** The cookie that identifies a session, which scripts can't read. */
@Component
class SessionCookie implements CookieSerializer {

	/** Without the prefix that it has over TLS. */
	static final String NAME = "voce_session";

	@Override
	public void writeCookieValue(CookieValue value) {
		serializer(value.getRequest()).writeCookieValue(value);
	}

	@Override
	public List<String> readCookieValues(HttpServletRequest request) {
		return serializer(request).readCookieValues(request);
	}

	private static DefaultCookieSerializer serializer(HttpServletRequest request) {
		DefaultCookieSerializer cookie = new DefaultCookieSerializer();
		cookie.setCookieName(CookieName.of(request, NAME));
		cookie.setCookiePath(CookieName.path(request));
		cookie.setUseHttpOnlyCookie(true);
		cookie.setSameSite("Lax");
		return cookie;
	}

}

package dev.voce.user;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Recognises a browser with which a user has logged in before, so that others who guess
 * passwords can't lock the user out. The cookie is signed with the hash of the user's
 * password: it is good for this user alone, and until the password changes.
 */
@Component
class KnownDevice {

	static final String COOKIE = "voce_device";

	static final Duration LIFETIME = Duration.ofDays(90);

	private static final Pattern SIGNED = Pattern.compile("(([\\w-]{22})\\.(\\d{1,12}))\\.([\\w-]{43})");

	private static final SecureRandom random = new SecureRandom();

	private static final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();

	private final Clock clock;

	KnownDevice(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Returns which of a user's devices sends the request.
	 * @param passwordHash of the user
	 * @return the device's id; {@code null} for one that is not known
	 */
	@Nullable String id(String passwordHash, HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, CookieName.of(request, COOKIE));
		Matcher signed = SIGNED.matcher((cookie != null) ? cookie.getValue() : "");
		if (!signed.matches()
				|| !MessageDigest.isEqual(bytes(signature(passwordHash, signed.group(1))), bytes(signed.group(4)))) {
			return null;
		}
		Instant ends = Instant.ofEpochSecond(Long.parseLong(signed.group(3)));
		return this.clock.instant().isBefore(ends) ? signed.group(2) : null;
	}

	/** Records the calling browser as one of the user's devices. */
	void remember(String passwordHash, HttpServletRequest request, HttpServletResponse response) {
		byte[] id = new byte[16];
		random.nextBytes(id);
		String device = base64.encodeToString(id) + "." + this.clock.instant().plus(LIFETIME).getEpochSecond();
		ResponseCookie cookie = ResponseCookie
			.from(CookieName.of(request, COOKIE), device + "." + signature(passwordHash, device))
			.path(CookieName.path(request))
			.secure(request.isSecure())
			.httpOnly(true)
			.sameSite("Lax")
			.maxAge(LIFETIME)
			.build();
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

	private static String signature(String passwordHash, String device) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(bytes(passwordHash), "HmacSHA256"));
			return base64.encodeToString(mac.doFinal(bytes(device)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("every Java platform has HmacSHA256", ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}

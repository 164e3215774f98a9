package dev.voce.user;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import jakarta.servlet.http.Cookie;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** How long a device's cookie holds, and that nobody can make one. */
@NullUnmarked
class KnownDeviceTest {

	private static final String HASH = "{bcrypt}$2a$10$hash";

	private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

	private final MockHttpServletRequest request = new MockHttpServletRequest();

	private static KnownDevice at(Instant now) {
		return new KnownDevice(Clock.fixed(now, ZoneOffset.UTC));
	}

	private String remembered() {
		MockHttpServletResponse response = new MockHttpServletResponse();
		at(NOW).remember(HASH, this.request, response);
		return response.getCookie(KnownDevice.COOKIE).getValue();
	}

	private String id(Instant now, String hash, String cookie) {
		this.request.setCookies(new Cookie(KnownDevice.COOKIE, cookie));
		return at(now).id(hash, this.request);
	}

	@Test
	void aDeviceIsKnownUntilItsTimeIsOver() {
		String cookie = remembered();
		Instant end = NOW.plus(KnownDevice.LIFETIME);
		assertThat(id(NOW, HASH, cookie)).isEqualTo(cookie.substring(0, 22));
		assertThat(id(end.minusSeconds(1), HASH, cookie)).isEqualTo(cookie.substring(0, 22));
		assertThat(id(end, HASH, cookie)).isNull();
	}

	@Test
	void whatIsNotSignedWithTheUsersHashIsNotKnown() {
		String cookie = remembered();
		String[] parts = cookie.split("\\.");
		assertThat(id(NOW, "{bcrypt}$2a$10$other", cookie)).isNull();
		assertThat(id(NOW, HASH, parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2])).isNull();
		assertThat(id(NOW, HASH, "A".repeat(22) + "." + parts[1] + "." + parts[2])).isNull();
		for (String odd : new String[] { "", ".", parts[0], parts[0] + "." + parts[1] + ".", cookie + ".x" }) {
			assertThat(id(NOW, HASH, odd)).as(odd).isNull();
		}
	}

}

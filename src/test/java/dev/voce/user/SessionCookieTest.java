package dev.voce.user;

import java.util.List;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whose cookies Voce believes when TLS ends before it. */
@NullUnmarked
class SessionCookieTest {

	@ParameterizedTest
	@CsvSource({ "'', __Host-, /", "/voce, __Secure-, /voce" })
	void aSiblingCanNotSetTheCookiesOverTls(String context, String prefix, String path) {
		String https = "X-Forwarded-Proto";
		String url = TestDatabase.create();
		try (Node node = Node.start(url, TestDatabase.user(), TestDatabase.password(), "voce.sample=false",
				"server.forward-headers-strategy=native",
				"server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1|0:0:0:0:0:0:0:1",
				"server.servlet.context-path=" + context)) {
			Api browser = new Api(node.port(), null);
			new Sql(new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()))
				.administrator("ada@shop.example", VoceTest.KEY);
			String csrf = named(browser.get(context + "/session", https, "https").is(200), prefix + "XSRF-TOKEN", path);
			assertThat(csrf).doesNotContain("HttpOnly");
			Api.Reply joined = browser
				.post(context + "/session", "{\"email\": \"ada@shop.example\", \"password\": \"" + Api.PASSWORD + "\"}",
						https, "https", "Cookie", pair(csrf), "X-XSRF-TOKEN", pair(csrf).split("=")[1])
				.is(200);
			String session = named(joined, prefix + SessionCookie.NAME, path);
			assertThat(session).contains("HttpOnly");
			assertThat(named(joined, prefix + KnownDevice.COOKIE, path)).contains("HttpOnly");
			String surveys = context + "/api/v1/surveys";
			browser.get(surveys, https, "https", "Cookie", pair(session)).is(200);
			// As a sibling could have set it.
			browser.get(surveys, https, "https", "Cookie", pair(session).substring(prefix.length())).refused(401);
			String planted = "XSRF-TOKEN=planted";
			browser.post(context + "/session", "{}", https, "https", "Cookie", planted, "X-XSRF-TOKEN", "planted")
				.refused(403);
			browser.get(surveys, "Cookie", pair(session)).refused(401);
		}
	}

	private static String named(Api.Reply answer, String name, String path) {
		List<String> cookies = answer.response().headers().allValues("Set-Cookie");
		assertThat(cookies).filteredOn((cookie) -> cookie.startsWith(name + "="))
			.singleElement()
			.asString()
			.contains("Secure", "SameSite=Lax", "Path=" + path)
			.doesNotContain("Domain");
		return cookies.stream().filter((cookie) -> cookie.startsWith(name + "=")).findFirst().orElseThrow();
	}

	private static String pair(String cookie) {
		return cookie.split(";")[0];
	}

}

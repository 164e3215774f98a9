package dev.voce.user;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Chromium;
import dev.voce.testing.Shop;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages of other origins can do with the session of somebody who visits them. */
@NullUnmarked
@VoceTest
class CrossSiteTest {

	private static final String LOGS_IN = """
			return fetch('/session').then(() => fetch('/session/invitation', {
			  method: 'POST',
			  headers: {'Content-Type': 'application/json', 'X-XSRF-TOKEN': document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1]},
			  body: JSON.stringify({token: arguments[0], password: arguments[1]}),
			})).then((response) => response.status)""";

	/** Sets the token that it then sends, which its site's other hosts accept. */
	private static final String EVIL = """
			<form method="post" action="%s"></form>
			<script>
			document.cookie = 'XSRF-TOKEN=chosen; domain=shop.localhost; path=/api/v1/surveys';
			document.forms[0].submit();
			</script>""";

	private final int port;

	private final Api administrator;

	CrossSiteTest(@LocalServerPort int port, @Autowired DataSource database) {
		this.port = port;
		this.administrator = Api.administrator(port, database);
	}

	private String status(UUID survey) {
		return new Api(this.port).get("/api/v1/surveys/" + survey).is(200).json().get("status").stringValue();
	}

	/** A token as a parameter carries it: what to mix it with, and the mixture. */
	private static String parameter(String token) {
		byte[] plain = token.getBytes(StandardCharsets.UTF_8);
		byte[] mixed = new byte[2 * plain.length];
		System.arraycopy(plain, 0, mixed, plain.length, plain.length);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(mixed);
	}

	@Test
	void aSiblingSubdomainPausesNoSurvey() throws IOException {
		UUID survey = new Api(this.port).npsSurvey();
		try (Chromium browser = new Chromium(); Shop shop = new Shop()) {
			String voce = "http://voce.shop.localhost:" + this.port;
			String invitation = Person.invite(this.administrator, Role.ADMIN).get("invitation").stringValue();
			browser.open(voce + "/join");
			assertThat(browser.run(LOGS_IN, invitation, Person.PASSWORD)).isEqualTo(200L);
			String target = "/api/v1/surveys/" + survey + "/pause?_csrf=" + parameter("chosen");
			String evil = shop.page("/", EVIL.formatted(voce + target));
			browser.open(evil.replace("localhost", "evil.shop.localhost"));
			browser.until(() -> browser.driver().getCurrentUrl().contains(target));
			assertThat(browser.run("return document.body.innerText").toString()).contains("Voce's own pages");
			assertThat(status(survey)).isEqualTo("LIVE");
		}
	}

	@ParameterizedTest
	@CsvSource({ "same-origin, 200", "same-site, 403", "cross-site, 403", "none, 403" })
	void aSessionChangesThingsFromOwnPagesAlone(String site, int status) {
		UUID survey = new Api(this.port).npsSurvey();
		Person ada = Person.invited(this.port, this.administrator, Role.EDITOR);
		ada.send("GET", "/api/v1/surveys/" + survey, null, "Sec-Fetch-Site", site).is(200);
		Api.Reply answer = ada.send("POST", "/api/v1/surveys/" + survey + "/pause", "", "Sec-Fetch-Site", site);
		if (status == 200) {
			answer.is(200);
		}
		else {
			answer.refused(status);
			assertThat(status(survey)).isEqualTo("LIVE");
		}
	}

	@Test
	void aTokenIsNoParameter() {
		UUID survey = new Api(this.port).npsSurvey();
		Person ada = Person.invited(this.port, this.administrator, Role.EDITOR);
		String token = ada.cookies().replaceAll(".*XSRF-TOKEN=([^;]*).*", "$1");
		Api forged = new Api(this.port, null);
		for (String value : List.of(token, parameter(token))) {
			String path = "/api/v1/surveys/" + survey + "/pause";
			forged.post(path + "?_csrf=" + value, "", "Cookie", ada.cookies()).refused(403);
			forged
				.post(path, "_csrf=" + value, "Cookie", ada.cookies(), "Content-Type",
						"application/x-www-form-urlencoded")
				.refused(403);
		}
		assertThat(status(survey)).isEqualTo("LIVE");
	}

	@Test
	void aKeyIsTakenFromEverywhere() {
		UUID survey = new Api(this.port).npsSurvey();
		new Api(this.port).post("/api/v1/surveys/" + survey + "/pause", "", "Sec-Fetch-Site", "cross-site").is(200);
	}

	@Test
	void anotherSpellingOfAnAddressIsTheSameAddress() {
		Person ada = Person.invited(this.port, this.administrator, Role.EDITOR);
		Api anybody = new Api(this.port, null);
		String login = "{\"email\": \"" + ada.email() + "\", \"password\": \"" + Person.PASSWORD + "\"}";
		for (String path : List.of("/%73ession", "/sess%69on")) {
			Api.Reply refused = anybody.post(path, login).refused(403);
			assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
			assertThat(refused.header("Content-Security-Policy")).startsWith("default-src 'none'");
			ada.post(path, login).is(200);
			assertThat(ada.cookies()).doesNotContain("JSESSIONID");
		}
		ada.get("/%61pi/v1/surveys").is(200);
		anybody.post("/%61pi/v1/surveys", "{}", "Cookie", ada.cookies()).refused(403);
		assertThat(anybody.get("/api/v1/p%75blic/surveys/" + UUID.randomUUID())
			.refused(404)
			.header("Access-Control-Allow-Origin")).isEqualTo("*");
	}

}

package dev.voce.user;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import dev.voce.testing.ServiceProcess;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
class SetupTest {

	private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/setup#token=(\\S+)");

	@Test
	void thePrintedLinkMakesTheFirstAdministratorOnceAndARestartLogsNobodyOut() throws Exception {
		Map<String, String> settings = Map.of("SPRING_DATASOURCE_URL", TestDatabase.create(),
				"SPRING_DATASOURCE_USERNAME", TestDatabase.user(), "SPRING_DATASOURCE_PASSWORD",
				TestDatabase.password(), "VOCE_BOOTSTRAP_KEY", VoceTest.KEY, "SERVER_PORT", "0");
		String first;
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			service.port();
			first = token(service);
		}
		Person ada;
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			ada = new Person(service.port());
			assertThat(ada.get("/session").json().get("setUp").booleanValue()).isFalse();
			ada.post("/session/setup", body("guessed")).refused(403);
			// The link of an earlier start.
			ada.post("/session/setup", body(first)).refused(403);
			String token = token(service);
			ada.post("/session/setup", body(token).replace("ada@", "ada")).flawed("/email");
			ada.post("/session/setup", body(token)).is(200);
			ada.get("/api/v1/users").is(200);
			new Person(service.port()).post("/session/setup", body(token)).refused(403);
		}
		try (ServiceProcess service = ServiceProcess.start(settings)) {
			int port = service.port();
			assertThat(service.output()).doesNotContain("/setup#token=");
			assertThat(ada.at(port).self().get("role").stringValue()).isEqualTo("ADMIN");
			ada.at(port).get("/api/v1/users").is(200);
		}
	}

	private static String token(ServiceProcess service) {
		Matcher link = LINK.matcher(service.output());
		assertThat(link.find()).isTrue();
		return link.group(1);
	}

	private static String body(String token) {
		return """
				{"token": "%s", "email": "ada@shop.example", "name": "Ada", "password": "%s"}""".formatted(token,
				Person.PASSWORD);
	}

}

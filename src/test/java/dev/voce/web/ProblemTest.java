package dev.voce.web;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What no controller answers, and what machines ask. */
@VoceTest
class ProblemTest {

	private final int port;

	private final Api api;

	ProblemTest(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			404 | GET    | /api/v1/nothing
			404 | GET    | /api/v1/public/nothing
			404 | POST   | /api/v1/public/surveys
			404 | GET    | /nothing
			404 | GET    | /api/v1/surveys/
			404 | GET    | /api/v2/surveys
			405 | POST   | /api/v1/templates
			405 | DELETE | /api/v1/templates/nps
			405 | PUT    | /api/v1/keys
			405 | PATCH  | /api/v1/surveys
			400 | GET    | /api/v1/surveys;jsessionid=1
			400 | GET    | /api/v1//surveys
			405 | TRACE  | /api/v1/surveys
			""")
	void whatIsNotThereIsAProblemToo(int status, String method, String path) {
		this.api.send(method, path, (byte[]) null).refused(status);
	}

	@Test
	void aRefusalIsInItalianForWhoAsksForIt() {
		String path = "/api/v1/surveys?limit=999";
		assertThat(detail(path)).isEqualTo("parameter limit: must be an integer from 1 to 200");
		assertThat(detail(path, "Accept-Language", "it"))
			.isEqualTo("parametro limit: deve essere un numero intero da 1 a 200");
		assertThat(detail(path, "Accept-Language", "fr,it;q=0.5")).isEqualTo(detail(path));
		assertThat(detail("/api/v1/nothing", "Accept-Language", "it")).isEqualTo("pagina non trovata");
	}

	private String detail(String path, String... headers) {
		return this.api.get(path, headers).json().get("detail").stringValue();
	}

	@Test
	void aMethodThatIsNotAllowedNamesThoseThatAre() {
		assertThat(this.api.delete("/api/v1/surveys").refused(405).header("Allow")).contains("GET").contains("POST");
	}

	@Test
	void healthIsForEveryone() {
		Api nobody = new Api(this.port, null);
		for (String group : new String[] { "", "/liveness", "/readiness" }) {
			assertThat(nobody.get("/actuator/health" + group).is(200).json().get("status").stringValue())
				.isEqualTo("UP");
		}
		assertThat(nobody.get("/actuator/health").body()).doesNotContain("components");
	}

	@Test
	void metricsAreForWhoMayRead() {
		assertThat(this.api.get("/actuator/prometheus").is(200).body()).contains("jvm_memory_used_bytes")
			.contains("http_server_requests_seconds_count");
		new Api(this.port, null).get("/actuator/prometheus").refused(401);
	}

	@Test
	void nothingElseOfTheMachineryIsShown() {
		for (String path : new String[] { "/actuator/env", "/actuator/beans", "/actuator/heapdump",
				"/actuator/shutdown", "/actuator/loggers", "/actuator/health/db",
				"/actuator/health/" + UUID.randomUUID() }) {
			assertThat(this.api.get(path).status()).isEqualTo(404);
		}
	}

}

package dev.voce.intake;

import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The note that a survey was shown. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShownTest {

	private final Api api;

	private final Sql sql;

	private final UUID shared;

	ShownTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
		this.shared = this.api.npsSurvey();
	}

	private Api.Reply shown(UUID survey, String body) {
		return this.api.post("/api/v1/public/surveys/" + survey + "/shown", body);
	}

	private static String body(UUID id, String stage) {
		return "{\"id\": \"" + id + "\", \"stage\": \"" + stage + "\", \"channel\": \"web\", \"device\": \"phone\"}";
	}

	/** How many rows of a survey are as a condition wants them. */
	private long stored(UUID survey, String condition) {
		return this.sql.count("select count(*) from shown where survey_id = ? and " + condition, survey);
	}

	/**
	 * Checks that a survey counts as shown this many times, and that there are as many
	 * rows.
	 */
	private void assertShown(UUID survey, int times) {
		assertThat(stored(survey, "stage = 'SHOWN'")).isEqualTo(times);
		assertThat(reach(survey, "").get("shown").asInt(0)).isEqualTo(times);
	}

	private JsonNode reach(UUID survey, String query) {
		return this.api.get("/api/v1/surveys/" + survey + "/kpis" + query).is(200).json().get("reach");
	}

	@Test
	void whoIsShownTheSurveyIsCountedOnceByTheResponsesId() {
		UUID survey = this.api.npsSurvey();
		for (int i = 0; i < 4; i++) {
			UUID id = UUID.randomUUID();
			assertThat(shown(survey, body(id, "SHOWN")).is(202).body()).isEmpty();
			shown(survey, body(id, "SHOWN")).is(202);
			shown(survey, body(id, "DISMISSED")).is(202);
			shown(survey, body(id, "DISMISSED")).is(202);
			if (i == 0) {
				this.api
					.post("/api/v1/public/surveys/" + survey + "/responses",
							"{\"id\": \"" + id
									+ "\", \"channel\": \"web\", \"finished\": false, \"answers\": {\"nps\": 9}}")
					.is(201);
			}
		}
		JsonNode reach = reach(survey, "");
		assertThat(reach.toString()).isEqualTo(
				"{\"asked\":4,\"answered\":1,\"invited\":0,\"sent\":0,\"shown\":4,\"dismissed\":4,\"started\":1,\"finished\":0,\"responseRate\":25.0}");
		assertThat(reach(survey, "?segment=channel&value=web")).isEqualTo(reach);
		assertThat(reach(survey, "?segment=channel&value=(none)").get("shown").asInt(0)).isZero();
		assertThat(stored(survey, "channel = 'web' and asked")).isEqualTo(4);
		assertThat(stored(survey, "stage = 'DISMISSED' and not asked")).isEqualTo(4);
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences").size()).isZero();
	}

	@Test
	void withoutBeingShownThereIsNoResponseRate() {
		UUID survey = this.api.npsSurvey();
		this.api.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 9}}").is(201);
		assertThat(reach(survey, "").toString()).isEqualTo(
				"{\"asked\":0,\"answered\":0,\"invited\":0,\"sent\":0,\"shown\":0,\"dismissed\":0,\"started\":1,\"finished\":1,\"responseRate\":null}");
	}

	@Test
	void plainTextIsTakenAsItIsForAnswers() {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/public/surveys/" + survey + "/shown";
		this.api.post(path, body(UUID.randomUUID(), "SHOWN"), "Content-Type", "text/plain").is(202);
		this.api.post(path, body(UUID.randomUUID(), "SHOWN"), "Content-Type", "application/xml").refused(415);
		assertShown(survey, 1);
		assertThat(reach(survey, "?segment=channel&value=web").get("shown").intValue()).isOne();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/id         | {"stage": "SHOWN"}
			/id         | {"id": 5, "stage": "SHOWN"}
			/id         | {"id": "1-1-1-1-1", "stage": "SHOWN"}
			/stage      | {"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11"}
			/stage      | {"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11", "stage": "shown"}
			/stage      | {"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11", "stage": {}}
			/channel    | {"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11", "stage": "SHOWN", "channel": "(none)"}
			/channel    | {"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11", "stage": "SHOWN", "channel": ["web"]}
			/touchpoint | {"id": "0192f5f2-7c6e-7d3a-9d0e-3b1f0f5f6a11", "stage": "SHOWN", "touchpoint": "a\\u0000"}
			""")
	void flawsAreReported(String pointer, String body) {
		shown(this.shared, body).flawed(pointer);
		assertShown(this.shared, 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "null" })
	void aBodyThatIsNoObjectIsRefused(String body) {
		shown(this.shared, body).refused(400);
		assertShown(this.shared, 0);
	}

	@Test
	void onlyALiveSurveyIsShown() {
		UUID survey = this.api.npsSurvey();
		UUID id = UUID.randomUUID();
		shown(survey, body(id, "SHOWN")).is(202);
		this.api.post("/api/v1/surveys/" + survey + "/pause", "").is(200);
		shown(survey, body(UUID.randomUUID(), "SHOWN")).refused(409);
		shown(survey, body(id, "DISMISSED")).is(202);
		assertShown(survey, 1);
		assertThat(stored(survey, "stage = 'DISMISSED'")).isOne();
		UUID unknown = UUID.randomUUID();
		shown(unknown, body(id, "SHOWN")).refused(404);
		assertThat(stored(unknown, "true")).isZero();
	}

}

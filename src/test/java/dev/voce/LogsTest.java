package dev.voce;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What the log contains, and what it does not. */
class LogsTest {

	@Test
	void failuresAreLoggedAsJsonWithTheRequestsIdAndWithoutAnswersRespondentsAndKeys() throws Exception {
		String url = TestDatabase.create();
		Sql sql = new Sql(new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
		try (ServiceProcess service = ServiceProcess
			.start(Map.of("SPRING_DATASOURCE_URL", url, "SPRING_DATASOURCE_USERNAME", TestDatabase.user(),
					"SPRING_DATASOURCE_PASSWORD", TestDatabase.password(), "VOCE_BOOTSTRAP_KEY", VoceTest.KEY,
					"LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs"))) {
			Api api = new Api(service.port());
			UUID survey = api.npsSurvey();
			String responses = "/api/v1/surveys/" + survey + "/responses";
			String answer = "{\"answers\": {\"nps\": 3, \"why\": \"whispered words\"}, \"respondent\": \"Ada Quiet\"}";
			api.post(responses, answer).is(201);
			api.post(responses, answer.substring(0, 60)).refused(400);
			api.post(responses, answer.replace("3", "33")).flawed("/answers/nps");
			new Api(service.port(), "whispered-key").get(responses).refused(401);
			sql.run("alter table response add check (respondent <> 'Ada Quiet') not valid");
			api.post(responses, answer).refused(422);
			sql.run("alter table note rename to lost");
			api.get("/api/v1/surveys/" + survey + "/notes", "X-Request-Id", "look-for-this").refused(500);
			assertThat(service.output()
				.lines()
				.filter((line) -> line.startsWith("{"))
				.map(Api::read)
				.map(LogsTest::summary))
				.anyMatch((summary) -> summary.equals(
						"The database refused a response that was validated" + " (DataIntegrityViolationException)"))
				.anyMatch((summary) -> summary.equals("A request failed unexpectedly look-for-this"));
			assertThat(service.output()).doesNotContain("whispered", "Ada Quiet", VoceTest.KEY);
		}
	}

	private static String summary(JsonNode line) {
		return (line.path("message").asString() + " " + line.path("request").asString("")).strip();
	}

}

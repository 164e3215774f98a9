package dev.voce.workspace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Who changed what. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ActivityLogTest {

	private final int port;

	/** Of a workspace of its own. */
	private final Api api;

	ActivityLogTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port, new Sql(dataSource).workspace());
	}

	private List<String> log() {
		return this.api.get("/api/v1/activity?limit=200")
			.is(200)
			.json()
			.get("items")
			.valueStream()
			.map((change) -> change.get("action").stringValue() + " " + change.get("subject").stringValue()
					+ (change.hasNonNull("responses") ? ": " + change.get("responses") : ""))
			.toList();
	}

	@Test
	void everyChangeIsKeptWithWhoMadeIt() {
		JsonNode key = this.api
			.post("/api/v1/keys", "{\"name\": \"robot\", \"scopes\": [\"manage\", \"responses:write\"]}")
			.is(201)
			.json();
		Api robot = new Api(this.port, key.get("secret").stringValue());
		UUID survey = robot.npsSurvey();
		String responses = "/api/v1/surveys/" + survey + "/responses";
		UUID id = UUID.randomUUID();
		robot.post(responses, "{\"id\": \"" + id + "\", \"answers\": {\"nps\": 9}}").is(201);
		robot.post(responses, "{\"answers\": {\"nps\": 9}, \"respondent\": \"a-secret-name\"}").is(201);
		robot.post(responses + "/mark", "{\"set\": \"SPAM\", \"where\": {\"source\": \"KEY\"}}").is(200);
		robot.delete(responses + "/" + id).is(204);
		robot.delete(responses + "/" + id).is(204);
		robot.delete("/api/v1/respondents/a-secret-name").is(200);
		robot.post("/api/v1/surveys/" + survey + "/pause", "").is(200);
		robot.post("/api/v1/surveys/" + survey + "/pause", "").refused(409);
		robot.delete("/api/v1/surveys/" + survey).is(204);
		this.api.delete("/api/v1/keys/" + key.get("id").stringValue()).is(204);

		assertThat(log()).containsExactly("revoked key robot (" + key.get("id").stringValue() + ")",
				"deleted survey " + survey, "paused survey " + survey, "erased respondent: 1",
				"erased response " + id + ": 1", "marked as SPAM survey " + survey + ": 2",
				"published survey " + survey, "created survey " + survey,
				"created key robot (" + key.get("id").stringValue() + ")");
		JsonNode items = this.api.get("/api/v1/activity").json().get("items");
		assertThat(items.valueStream().filter((change) -> change.hasNonNull("survey")))
			.allMatch((change) -> change.get("survey").stringValue().equals(survey.toString()))
			.hasSize(7);
		assertThat(items.get(1).get("actor").stringValue())
			.isEqualTo("key robot (" + key.get("id").stringValue() + ")");
		assertThat(items.get(0).get("actor").stringValue()).startsWith("key key (");
		assertThat(items.toString()).doesNotContain("a-secret-name").doesNotContain(key.get("secret").stringValue());
		JsonNode first = this.api.get("/api/v1/activity?limit=4").json();
		JsonNode second = this.api.get("/api/v1/activity?limit=200&cursor=" + first.get("next").stringValue()).json();
		assertThat(second.get("items")).hasSize(items.size() - 4);
		assertThat(second.get("next").isNull()).isTrue();
	}

	@Test
	void anotherWorkspaceSeesNothingOfIt() {
		new Api(this.port).npsSurvey();
		assertThat(log().toString()).doesNotContain(
				"survey " + new Api(this.port).get("/api/v1/surveys?limit=1").json().at("/items/0/id").stringValue());
	}

	@Test
	void whatEarlierVersionsRecordedIsDistinguishedFromNamesThatLookLikeIt() {
		DataSource earlier = new DriverManagerDataSource(TestDatabase.create(), TestDatabase.user(),
				TestDatabase.password());
		Flyway.configure().dataSource(earlier).target("50").load().migrate();
		JdbcTemplate jdbc = new JdbcTemplate(earlier);
		UUID workspace = UUID.randomUUID();
		UUID survey = UUID.randomUUID();
		jdbc.update("insert into workspace values (?, 'Voce', now())", workspace);
		Map<String, String> expected = new LinkedHashMap<>();
		String ofIt = " responses of survey " + survey;
		expected.put("published survey " + survey, "published survey " + survey + " " + survey + " -");
		expected.put("marked_as_SPAM 3" + ofIt, "marked_as_SPAM survey " + survey + " " + survey + " 3");
		expected.put("erased response " + workspace + " of survey " + survey,
				"erased response " + workspace + " " + survey + " 1");
		expected.put("erased a respondent: 2" + ofIt, "erased respondent " + survey + " 2");
		expected.put("erased those who gave 4" + ofIt + ", older than 30 days",
				"forgotten survey " + survey + " " + survey + " 4");
		expected.put("purged 5" + ofIt + ", older than 30 days", "purged survey " + survey + " " + survey + " 5");
		expected.put("created key 7" + ofIt + " (" + workspace + ")",
				"created key 7" + ofIt + " (" + workspace + ") - -");
		expected.put("invited user a@b.example", "invited user a@b.example - -");
		expected.keySet()
			.forEach((change) -> jdbc.update("insert into trail values (gen_random_uuid(), ?, now(), 'Voce', ?, ?)",
					workspace, change.substring(0, change.indexOf(' ')), change.substring(change.indexOf(' ') + 1)));
		Flyway.configure().dataSource(earlier).load().migrate();
		assertThat(jdbc.queryForList(
				"select concat_ws(' ', action, subject, coalesce(survey_id::text, '-'), coalesce(responses::text, '-')) from activity",
				String.class))
			.containsExactlyInAnyOrderElementsOf(expected.values());
	}

}

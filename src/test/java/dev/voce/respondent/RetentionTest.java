package dev.voce.respondent;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Responses that are anonymised at the end of a retention period. */
class RetentionTest extends TwoNodesTest {

	private static UUID survey(String privacy) {
		return api.survey("""
				{"name": "Private", "segments": ["plan"], "retention": %s, "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""".formatted(privacy));
	}

	private static String body(Instant at) {
		return "{\"answers\": {\"nps\": 9, \"why\": \"words\"}, \"submittedAt\": \"" + at
				+ "\", \"respondent\": \"anna\", \"attributes\": {\"plan\": \"pro\", \"phone\": \"555\"}}";
	}

	@Test
	void respondentsAndCommentsGoWhenTheirDaysAreOverAndTheFiguresStay() throws Exception {
		UUID survey = survey("{\"forgetAfterDays\": 30}");
		String responses = "/api/v1/surveys/" + survey + "/responses";
		Instant now = Instant.now();
		String old = body(now.minus(31, ChronoUnit.DAYS)) + "\n";
		JsonNode batch = api.post(responses + "/batch", old.repeat(1_200), "Content-Type", "application/x-ndjson")
			.is(200)
			.json();
		assertThat(batch.get("accepted").intValue()).isEqualTo(1_200);
		api.post(responses, body(now.minus(29, ChronoUnit.DAYS))).is(201);
		Wait.until("the old ones are forgotten",
				() -> api.get(responses + "?q=words&limit=200").json().get("items").size() == 1);
		JsonNode kept = api.get(responses + "?q=words").json().at("/items/0");
		assertThat(kept.get("respondent").stringValue()).isEqualTo("anna");
		assertThat(kept.get("anonymous").booleanValue()).isFalse();
		JsonNode forgotten = api.get(responses + "?limit=2").json().at("/items/1");
		assertThat(forgotten.get("answers").toString()).isEqualTo("{\"nps\":9}");
		assertThat(forgotten.get("attributes").toString()).isEqualTo("{\"plan\":\"pro\"}");
		assertThat(forgotten.has("respondent")).isFalse();
		assertThat(forgotten.get("anonymous").booleanValue()).isTrue();
		assertThat(api.get("/api/v1/surveys/" + survey + "/responses", "Accept", "application/x-ndjson")
			.is(200)
			.body()
			.lines()
			.filter((line) -> line.contains("anna") || line.contains("words") || line.contains("\"555\""))).hasSize(1);
		JsonNode figures = api.get("/api/v1/surveys/" + survey + "/kpis?segment=plan&value=pro").json();
		assertThat(figures.at("/overall/distribution").toString()).isEqualTo("[0,0,0,0,0,0,0,0,0,1201,0]");
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences")).isEmpty();
		Wait.until("it is noted",
				() -> api.get("/api/v1/activity")
					.body()
					.contains("\"action\":\"forgotten\",\"subject\":\"survey " + survey));
	}

	@Test
	void aResponseThatArrivesLateIsAnonymisedToo() throws Exception {
		UUID survey = survey("{\"forgetAfterDays\": 30}");
		String responses = "/api/v1/surveys/" + survey + "/responses";
		Instant now = Instant.now();
		for (int days : new int[] { 31, 31, 400, 90 }) {
			api.post(responses, body(now.minus(days, ChronoUnit.DAYS))).is(201);
			Wait.until("nobody is named", () -> api.get(responses + "?q=words").json().get("items").isEmpty());
		}
		// An amendment that dates an answer back.
		UUID amended = UUID.randomUUID();
		String id = "{\"id\": \"" + amended + "\", ";
		api.post(responses, id + body(now.minus(1, ChronoUnit.DAYS)).substring(1)).is(201);
		assertThat(api.get(responses + "?q=words").json().get("items")).hasSize(1);
		api.post(responses, id + "\"revision\": 1, " + body(now.minus(50, ChronoUnit.DAYS)).substring(1)).is(200);
		Wait.until("nobody is named", () -> api.get(responses + "?q=words").json().get("items").isEmpty());
		JsonNode stored = api.get(responses + "/" + amended).is(200).json();
		assertThat(stored.get("revision").intValue()).isOne();
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":9}");
		assertThat(stored.has("respondent")).isFalse();
		JsonNode all = api.get(responses).is(200).json().get("items");
		assertThat(all).hasSize(5).noneMatch((response) -> response.has("respondent"));
		assertThat(all).allMatch((response) -> response.get("attributes").toString().equals("{\"plan\":\"pro\"}"));
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis?from=2020-01-01")
			.json()
			.at("/overall/responses")
			.intValue()).isEqualTo(5);
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences")).isEmpty();
	}

	@Test
	void aDeletedSurveyIsHiddenOnEachNodeAndForgetsPeopleAllTheSame() throws Exception {
		UUID survey = survey("{\"forgetAfterDays\": 30}");
		String path = "/api/v1/surveys/" + survey;
		String person = "berta " + survey;
		Instant soonOld = Instant.now().minus(30, ChronoUnit.DAYS).plusSeconds(5);
		api.post(path + "/responses", body(soonOld).replace("anna", person)).is(201);
		Wait.until("the other node knows that it is live",
				() -> two.api().get("/api/v1/public" + path.substring(7)).status() == 200);
		two.api().get(path + "/responses").is(200);
		api.delete(path).is(204);
		long deleted = System.nanoTime();
		two.api().get(path).refused(404);
		Wait.until("the other node's copy is old",
				() -> two.api().get("/api/v1/public" + path.substring(7)).status() == 404
						&& two.api().get(path + "/responses").status() == 404);
		assertThat(Duration.ofNanos(System.nanoTime() - deleted)).isLessThan(Duration.ofSeconds(10));
		String known = "/api/v1/respondents?respondent=" + person.replace(" ", "%20").toUpperCase(Locale.ROOT);
		Wait.until("nobody is named", () -> two.api().get(known).status() == 404);
		api.post(path + "/restore", "").is(200);
		assertThat(api.get(path + "/responses").json().at("/items/0/anonymous").booleanValue()).isTrue();
		assertThat(api.get(path + "/kpis").json().at("/overall/responses").intValue()).isOne();
	}

	@Test
	void anAnonymousSurveyTakesNobodysName() {
		UUID survey = survey("{\"anonymous\": true}");
		String responses = "/api/v1/public/surveys/" + survey + "/responses";
		api.post(responses, "{\"answers\": {\"nps\": 9}, \"respondent\": \"anna\"}").flawed("/respondent");
		api.post(responses, "{\"answers\": {\"nps\": 9}, \"attributes\": {\"phone\": \"555\"}}")
			.flawed("/attributes/phone");
		api.post(responses, "{\"answers\": {\"nps\": 9, \"why\": \"words\"}, \"attributes\": {\"plan\": \"pro\"}}")
			.is(201);
		JsonNode stored = api.get("/api/v1/surveys/" + survey + "/responses").is(200).json().get("items");
		assertThat(stored).hasSize(1);
		assertThat(stored.at("/0/answers").toString()).isEqualTo("{\"nps\":9,\"why\":\"words\"}");
		assertThat(stored.at("/0/attributes").toString()).isEqualTo("{\"plan\":\"pro\"}");
		assertThat(stored.get(0).has("respondent")).isFalse();
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/responses").intValue()).isOne();
	}

	@Test
	void aSurveySaysWhatItDoesNotKeep() {
		String survey = "/api/v1/surveys/" + survey("{\"anonymous\": false, \"forgetAfterDays\": 3650}");
		assertThat(api.get(survey).json().get("retention").toString())
			.isEqualTo("{\"anonymous\":false,\"forgetAfterDays\":3650}");
		for (String days : new String[] { "0", "3651", "-1" }) {
			api.post("/api/v1/surveys", """
					{"name": "x", "retention": {"forgetAfterDays": %s},
					"questions": [{"key": "nps", "type": "NPS", "text": {"en": "?"}}]}""".formatted(days))
				.flawed("/retention/forgetAfterDays");
		}
	}

}

package dev.voce.respondent;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** People: what is known of them, and how they are forgotten. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RespondentTest {

	private static final String SURVEY = """
			{"name": "People", "segments": ["plan"], "questions": [
				{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
				{"key": "reason", "type": "CHOICE", "text": {"en": "Why?"}, "options": [
					{"key": "price", "text": {"en": "Price"}}]},
				{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""";

	private final int port;

	private final Api api;

	private final Sql sql;

	RespondentTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
	}

	private static String body(UUID id, String respondent) {
		return """
				{"id": "%s", "answers": {"nps": 9, "reason": ["price"], "why": "Ask Anna at the till"},
				"submittedAt": "2026-03-01T10:00:00Z", "channel": "web", "locale": "it", "respondent": "%s",
				"attributes": {"plan": "pro", "phone": "555-1234"}}""".formatted(id, respondent);
	}

	@Test
	void anyNameThatCanBeSentCanBeAskedForAndErased() {
		for (String name : List.of("a/b", "a\\b", "a;b=c", "50%", "%2F", "..", ".", "a b", "a+b&c=d#e?f", "Żółć 李",
				"//", " ", "a\nb", "x".repeat(200))) {
			UUID survey = this.api.npsSurvey();
			this.api
				.post(responses(survey),
						new JsonMapper().writeValueAsString(Map.of("answers", Map.of("nps", 3), "respondent", name)))
				.is(201);
			String person = "/api/v1/respondents?respondent=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
			JsonNode export = this.api.get(person).is(200).json();
			assertThat(export.get("respondent").stringValue()).isEqualTo(name);
			assertThat(export.get("responses")).hasSize(1);
			assertThat(this.api.delete(person + "&figures=remove").is(200).json().get("responses").intValue()).isOne();
			this.api.get(person).refused(404);
		}
		this.api.get("/api/v1/respondents").flawedParameter("respondent");
		this.api.get("/api/v1/respondents?respondent=").refused(404);
		this.api.get("/api/v1/respondents?respondent=a&respondent=b").flawedParameter("respondent");
		this.api.delete("/api/v1/respondents?respondent=a&respondent=b").flawedParameter("respondent");
	}

	private UUID answer(UUID survey, String respondent) {
		UUID id = UUID.randomUUID();
		this.api.post(responses(survey), body(id, respondent)).is(201);
		return id;
	}

	private static String responses(UUID survey) {
		return "/api/v1/surveys/" + survey + "/responses";
	}

	private JsonNode overall(UUID survey, String more) {
		return this.api.get("/api/v1/surveys/" + survey + "/kpis?from=2026-01-01&to=2026-12-31" + more)
			.is(200)
			.json()
			.get("overall");
	}

	private void agrees(UUID survey) {
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences"))
			.isEmpty();
	}

	@Test
	void allDataOfAPersonIsExported() {
		UUID one = this.api.survey(SURVEY);
		UUID other = this.api.survey(SURVEY);
		UUID first = answer(one, "anna@shop.example");
		UUID second = answer(other, "anna@shop.example");
		answer(one, "anna");
		JsonNode export = this.api.get("/api/v1/respondents/anna@shop.example").is(200).json();
		assertThat(export.get("respondent").stringValue()).isEqualTo("anna@shop.example");
		assertThat(export.get("responses").valueStream().map((response) -> response.get("id").stringValue()))
			.containsExactlyInAnyOrder(first.toString(), second.toString());
		assertThat(export.at("/responses/0")).isIn(List.of(this.api.get(responses(one) + "/" + first).json(),
				this.api.get(responses(other) + "/" + second).json()));
	}

	@Test
	void anExportOfManyResponsesIsComplete() {
		UUID survey = this.api.npsSurvey();
		String line = "{\"answers\": {\"nps\": 3}, \"respondent\": \"many\"}\n";
		this.api.post(responses(survey) + "/batch", line.repeat(1_203), "Content-Type", "application/x-ndjson").is(200);
		assertThat(this.api.get("/api/v1/respondents/many").is(200).json().get("responses")).hasSize(1_203);
		assertThat(
				this.api.delete("/api/v1/respondents/many?figures=remove").is(200).json().get("responses").intValue())
			.isEqualTo(1_203);
		agrees(survey);
		this.api.get("/api/v1/respondents/many").refused(404);
	}

	@Test
	void anErasedPersonLeavesScoresThatAreNobodys() {
		UUID survey = this.api.survey(SURVEY);
		UUID other = this.api.survey(SURVEY);
		UUID id = answer(survey, "bruno");
		answer(other, "bruno");
		UUID carlas = answer(survey, "carla");
		JsonNode before = overall(survey, "&segment=plan&value=pro");

		JsonNode erasure = this.api.delete("/api/v1/respondents/bruno").is(200).json();

		assertThat(erasure.toString()).isEqualTo("{\"surveys\":2,\"responses\":2}");
		JsonNode left = this.api.get(responses(survey) + "/" + id).is(200).json();
		assertThat(left.has("respondent")).isFalse();
		assertThat(left.get("anonymous").booleanValue()).isTrue();
		assertThat(left.get("answers").toString()).isEqualTo("{\"nps\":9,\"reason\":[\"price\"]}");
		assertThat(left.get("attributes").toString()).isEqualTo("{\"plan\":\"pro\"}");
		assertThat(overall(survey, "&segment=plan&value=pro")).isEqualTo(before);
		agrees(survey);
		agrees(other);
		assertThat(this.sql.count("select count(*) from response r where survey_id in (?, ?) and r::text ~ 'bruno'",
				survey, other))
			.isZero();
		assertThat(this.sql.count(
				"select count(*) from response r where survey_id in (?, ?) and r::text ~ 'Anna|phone'", survey, other))
			.isEqualTo(1); // carla's
		assertThat(this.api.get(responses(survey) + "/" + carlas).json().get("respondent").stringValue())
			.isEqualTo("carla");
		this.api.get("/api/v1/respondents/bruno").refused(404);
		this.api.delete("/api/v1/respondents/bruno").refused(404);
	}

	@Test
	void anErasedPersonTakesItsScoresAlongWhereThatIsAskedFor() {
		UUID survey = this.api.survey(SURVEY);
		UUID id = answer(survey, "dora");
		answer(survey, "emil");
		this.api.delete("/api/v1/respondents/dora?figures=remove").is(200);
		this.api.get(responses(survey) + "/" + id).refused(410);
		assertThat(overall(survey, "").get("responses").intValue()).isEqualTo(1);
		agrees(survey);
	}

	@Test
	void whatIsSentLaterBringsNobodyBack() {
		UUID survey = this.api.survey(SURVEY);
		for (String figures : List.of("keep", "remove")) {
			UUID id = answer(survey, "fabio");
			this.api.delete("/api/v1/respondents/fabio?figures=" + figures).is(200);
			this.api.post(responses(survey), body(id, "fabio")).refused(410);
			this.api.post(responses(survey), body(id, "fabio").replace("\"channel\"", "\"revision\": 7, \"channel\""))
				.refused(410);
			this.api.put(responses(survey) + "/" + id, body(id, "fabio")).refused(410);
		}
		agrees(survey);
		UUID left = UUID.fromString(this.api.get(responses(survey)).json().at("/items/0/id").stringValue());
		this.api.delete(responses(survey) + "/" + left).is(204);
		assertThat(overall(survey, "").get("responses").intValue()).isZero();
		agrees(survey);
	}

	@Test
	void aResponseOfWordsAloneStaysInTheReach() {
		UUID survey = this.api.survey(SURVEY);
		this.api.post(responses(survey),
				"{\"answers\": {\"why\": \"words\"}, \"respondent\": \"gina\", \"submittedAt\": \"2026-03-01T10:00:00Z\"}")
			.is(201);
		this.api.delete("/api/v1/respondents/gina").is(200);
		assertThat(this.api.get(responses(survey)).json().at("/items/0/answers").toString()).isEqualTo("{}");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis?from=2026-01-01&to=2026-12-31")
			.json()
			.at("/reach/started")
			.intValue()).isEqualTo(1);
		agrees(survey);
	}

	@Test
	void peopleAreFoundByAnyAddressOfTheirsAlsoInDeletedSurveys() {
		UUID survey = this.api.survey(SURVEY);
		UUID hidden = this.api.survey(SURVEY);
		String[] bodies = { "'respondent': 'Zoe@Shop.example'", "'attributes': {'contact': 'zoe@shop.EXAMPLE'}",
				"'respondent': 'customer-1', 'attributes': {'Mail': 'ZOE@shop.example', 'plan': 'pro'}",
				"'attributes': {'contact': 'Zoe Ω +39 (02) 1'}", "'attributes': {'plan': 'zoe@shop.example.org'}" };
		for (String body : bodies) {
			this.api.post(responses(survey), ("{'answers': {'nps': 9}, " + body + "}").replace('\'', '"')).is(201);
		}
		answer(hidden, "zoe@shop.example");
		this.api.delete("/api/v1/surveys/" + hidden).is(204);
		String path = "/api/v1/respondents?respondent=";
		assertThat(this.api.get(path + "zoe@SHOP.example").is(200).json().get("responses")).hasSize(4);
		this.api.get(path + "shop.example").refused(404);
		this.api.get(path + "pro").refused(404);
		assertThat(this.api.get(path + encoded("zoe ω +39 (02) 1")).is(200).json().get("responses")).hasSize(1);
		assertThat(this.api.delete(path + "zoe@shop.example").is(200).json().toString())
			.isEqualTo("{\"surveys\":2,\"responses\":4}");
		this.api.get(path + "zoe@shop.example").refused(404);
		JsonNode left = this.api.get(responses(survey)).json().get("items");
		assertThat(left.valueStream().filter((item) -> item.get("anonymous").booleanValue())).hasSize(3);
		assertThat(left.findValues("contact")).as("in the attributes, too").hasSize(2);
		agrees(survey);
		this.api.post("/api/v1/surveys/" + hidden + "/restore", "").is(200);
		assertThat(overall(hidden, "").get("responses").intValue()).isOne();
		agrees(hidden);
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

	@Test
	void anotherWorkspacesPeopleAreUnknown() {
		UUID survey = this.api.survey(SURVEY);
		UUID id = answer(survey, "hugo");
		Api other = new Api(this.port, this.sql.workspace());
		other.get("/api/v1/respondents/hugo").refused(404);
		other.delete("/api/v1/respondents/hugo").refused(404);
		assertThat(this.api.get(responses(survey) + "/" + id).json().get("respondent").stringValue()).isEqualTo("hugo");
	}

	@Test
	void figuresAreKeptOrRemovedAndNothingElse() {
		answer(this.api.survey(SURVEY), "ines");
		this.api.delete("/api/v1/respondents/ines?figures=both").flawedParameter("figures");
	}

}

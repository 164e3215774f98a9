package dev.voce.listing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What is handed out comes in again. */
@VoceTest
class RoundTripTest {

	private static final String SURVEY = """
			{"name": "Round trip", "zone": "Europe/Rome", "segments": ["plan"], "channel": "shop", "questions": [
				{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
				{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
					{"key": "price", "text": {"en": "Price"}}, {"key": "quality", "text": {"en": "Quality"}}]},
				{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""";

	private final int port;

	private final Api api;

	private UUID survey;

	RoundTripTest(@LocalServerPort int port) {
		this.port = port;
		this.api = new Api(port);
	}

	@BeforeEach
	void answer() {
		this.survey = this.api.survey(SURVEY);
		String path = path(this.survey);
		for (String response : List.of("'answers': {'nps': 9, 'reason': ['quality', 'price']}, 'respondent': 'r0'",
				"'answers': {'nps': 0, 'why': 'à\\n,'}, 'attributes': {'plan': 5, 'rate': 1.50, 'new': true, 'x': 'y'}",
				"'answers': {'nps': 3}, 'submittedAt': '2025-04-01T10:00:00.123456Z', 'locale': 'it', 'revision': 4",
				"'answers': {'nps': 10}, 'submittedAt': '2025-04-01T10:00:00Z', 'askedAt': '2025-04-01T09:00:00Z'")) {
			this.api.post(path, "{" + response.replace('\'', '"') + "}").is(201);
		}
		UUID spam = UUID.randomUUID();
		this.api.put("/api/v1/public/surveys/" + this.survey + "/responses/" + spam, "{\"answers\": {\"nps\": 1}}")
			.is(201);
		this.api.post(path + "/mark", "{\"set\": \"SPAM\", \"ids\": [\"" + spam + "\"]}").is(200);
	}

	private static String path(UUID survey) {
		return "/api/v1/surveys/" + survey + "/responses";
	}

	private String export(UUID survey, String type) {
		Api.Reply export = this.api.get(path(survey), "Accept", type).is(200);
		assertThat(export.header("Content-Type")).isEqualTo(type);
		return export.body();
	}

	private static JsonNode upload(Api by, UUID survey, String lines, String type) {
		return by.send("POST", path(survey) + "/batch", lines.getBytes(StandardCharsets.UTF_8), "Content-Type", type)
			.is(200)
			.json();
	}

	private List<JsonNode> comparable(UUID survey) {
		return export(survey, "application/x-ndjson").lines().map((line) -> {
			ObjectNode response = (ObjectNode) Api.read(line);
			response.remove(List.of("survey", "receivedAt", "source"));
			return (JsonNode) response;
		}).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/x-ndjson", "application/jsonl", "application/x-jsonlines" })
	void anExportMakesTheSameResponsesInAnotherSurvey(String type) {
		UUID other = this.api.survey(SURVEY);
		JsonNode result = upload(this.api, other, export(this.survey, type), type);
		assertThat(result.toString())
			.isEqualTo("{\"accepted\":5,\"amended\":0,\"duplicates\":0,\"rejected\":0,\"errors\":[]}");
		assertThat(comparable(other)).isEqualTo(comparable(this.survey)).hasSize(5);
		JsonNode figures = this.api.get("/api/v1/surveys/" + other + "/kpis?from=2025-01-01&to=2030-01-01").json();
		assertThat(figures.at("/overall/responses").intValue()).isEqualTo(4); // spam is
																				// none
		assertThat(this.api.get("/api/v1/surveys/" + other + "/kpis/audit").json().get("differences")).isEmpty();
	}

	@Test
	void anExportOfTheSameSurveyChangesNothing() {
		List<JsonNode> before = comparable(this.survey);
		JsonNode result = upload(this.api, this.survey, export(this.survey, "application/x-ndjson"),
				"application/x-ndjson");
		assertThat(result.toString())
			.isEqualTo("{\"accepted\":0,\"amended\":0,\"duplicates\":5,\"rejected\":0,\"errors\":[]}");
		assertThat(comparable(this.survey)).isEqualTo(before);
	}

	@Test
	void aMarkNeedsTheScopeManage() {
		String secret = this.api.post("/api/v1/keys", "{\"name\": \"import\", \"scopes\": [\"responses:write\"]}")
			.is(201)
			.json()
			.get("secret")
			.stringValue();
		Api writer = new Api(this.port, secret);
		UUID other = this.api.survey(SURVEY);
		JsonNode result = upload(writer, other, export(this.survey, "application/x-ndjson"), "application/x-ndjson");
		assertThat(result.get("accepted").intValue()).isEqualTo(4);
		assertThat(result.at("/errors/0/pointer").stringValue()).isEqualTo("/mark");
		writer.post(path(other), "{\"answers\": {\"nps\": 1}, \"mark\": \"SPAM\"}").flawed("/mark");
		writer.post(path(other), "{\"answers\": {\"nps\": 1}, \"mark\": null}").is(201);
		this.api.post(path(other), "{\"answers\": {\"nps\": 1}, \"mark\": \"spam\"}").flawed("/mark");
	}

	@Test
	void aVisitorSetsNoMark() {
		UUID id = UUID.randomUUID();
		this.api
			.put("/api/v1/public/surveys/" + this.survey + "/responses/" + id,
					"{\"answers\": {\"nps\": 1}, \"mark\": \"SPAM\"}")
			.is(201);
		assertThat(this.api.get(path(this.survey) + "/" + id).json().has("mark")).isFalse();
	}

	@Test
	void aMarkStaysWhenItsResponseIsAmendedWithoutIt() {
		UUID id = UUID.randomUUID();
		String one = path(this.survey) + "/" + id;
		this.api.put(one, "{\"answers\": {\"nps\": 1}, \"mark\": \"TEST\"}").is(201);
		this.api.put(one, "{\"answers\": {\"nps\": 2}}").is(200);
		assertThat(this.api.get(one).json().get("mark").stringValue()).isEqualTo("TEST");
		this.api.put(one, "{\"answers\": {\"nps\": 2}, \"mark\": \"SPAM\"}").is(200);
		assertThat(this.api.get(one).json().get("mark").stringValue()).isEqualTo("SPAM");
	}

}

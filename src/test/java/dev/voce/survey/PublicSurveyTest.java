package dev.voce.survey;

import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Which surveys are returned to pages, and to which pages. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublicSurveyTest {

	private static final String ANSWER = "{\"answers\": {\"nps\": 9}}";

	private final Api api;

	private final UUID survey;

	private final UUID guarded;

	PublicSurveyTest(@LocalServerPort int port) {
		this.api = new Api(port);
		this.survey = this.api
			.survey("""
					{"name": "Internal name", "defaultLocale": "it", "channel": "web", "segments": ["plan"], "questions": [
						{"key": "nps", "type": "NPS", "required": true,
							"text": {"it": "Quanto?", "en": "How likely?", "en-GB": "How likely, pray?", "pt-BR": "Quanto, cara?"},
							"labels": {"min": {"it": "Poco", "en": "Little"}, "max": {"it": "Molto"}}},
						{"key": "effort", "type": "CES", "scale": {"min": 1, "max": 5}, "orientation": "EFFORT",
							"text": {"it": "Fatica?"}},
						{"key": "mood", "type": "RATING", "scale": {"min": 1, "max": 3}, "look": "SMILEYS", "text": {"it": "Umore?"}},
						{"key": "reason", "type": "CHOICE", "multiple": true, "askWhen": {"question": "nps", "classes": ["DETRACTOR"]},
							"text": {"it": "Perché?"}, "options": [{"key": "price", "text": {"it": "Prezzo", "en": "Price"}}]},
						{"key": "why", "type": "TEXT", "askWhen": {"question": "nps"}, "text": {"it": "Perché?"},
							"textFor": {"PROMOTER": {"it": "Che bello?", "en": "What was good?"}}}],
					"thanks": {"PROMOTER": {"text": {"it": "Grazie. Ci fa piacere! Torna presto"}, "link": "https://shop.example/review"}}}""");
		this.guarded = this.api
			.survey("""
					{"name": "Guarded", "allowedOrigins": ["https://shop.example:443", "http://Localhost:3000/", "https://caffè.example"],
						"questions": [
						{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
	}

	private String path(UUID survey) {
		return "/api/v1/public/surveys/" + survey;
	}

	@Test
	void theDefinitionHoldsWhatAPageNeedsAndNoMore() {
		JsonNode definition = this.api.get(path(this.survey)).is(200).json();
		assertThat(definition.propertyNames()).containsExactlyInAnyOrder("id", "version", "locale", "dir", "channel",
				"questions", "thanks", "words");
		assertThat(definition.get("version").intValue()).isOne();
		assertThat(definition.get("dir").stringValue()).isEqualTo("ltr");
		assertThat(definition.at("/questions/2/drawings")).hasSize(3);
		assertThat(definition.at("/questions/0").has("drawings")).isFalse();
		assertThat(definition.toString()).doesNotContain("Internal name").doesNotContain("plan");
		assertThat(definition.at("/questions/0").toString()).contains("\"required\":true");
		assertThat(definition.at("/questions/3/askWhen").toString())
			.isEqualTo("{\"question\":\"nps\",\"classes\":[\"DETRACTOR\"]}");
		assertThat(definition.at("/questions/3/options").toString())
			.isEqualTo("[{\"key\":\"price\",\"text\":\"Prezzo\"}]");
		assertThat(definition.at("/questions/4/textFor/PROMOTER").stringValue()).isEqualTo("Che bello?");
		assertThat(definition.at("/thanks/PROMOTER").toString())
			.isEqualTo("{\"text\":\"Grazie. Ci fa piacere! Torna presto\",\"heading\":\"Grazie.\","
					+ "\"rest\":\"Ci fa piacere! Torna presto\",\"link\":\"https://shop.example/review\"}");
	}

	@Test
	void eachScoreHasItsClass() {
		JsonNode questions = this.api.get(path(this.survey)).json().get("questions");
		assertThat(questions.at("/0/classes").valueStream().map(JsonNode::stringValue)).containsExactly("DETRACTOR",
				"DETRACTOR", "DETRACTOR", "DETRACTOR", "DETRACTOR", "DETRACTOR", "DETRACTOR", "PASSIVE", "PASSIVE",
				"PROMOTER", "PROMOTER");
		assertThat(questions.at("/0/scale").toString()).isEqualTo("{\"min\":0,\"max\":10}");
		assertThat(questions.at("/1/classes").valueStream().map(JsonNode::stringValue)).containsExactly("EASY", "EASY",
				"NEUTRAL", "DIFFICULT", "DIFFICULT");
		assertThat(questions.get(2).has("classes")).isFalse();
		assertThat(questions.at("/2/look").stringValue()).isEqualTo("SMILEYS");
		assertThat(questions.get(3).has("scale")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			                | it    | Quanto?
			?locale=        | it    | Quanto?
			?locale=it      | it    | Quanto?
			?locale=IT      | it    | Quanto?
			?locale=it-CH   | it    | Quanto?
			?locale=it_CH   | it    | Quanto?
			?locale=en      | en    | How likely?
			?locale=en-US   | en    | How likely?
			?locale=en-gb   | en-GB | How likely, pray?
			?locale=pt      | pt-BR | Quanto, cara?
			?locale=pt-PT   | pt-BR | Quanto, cara?
			?locale=ja      | it    | Quanto?
			?locale=nonsense-x-%00 | it | Quanto?
			""")
	void theBestLanguageIsChosen(String query, String locale, String text) {
		JsonNode definition = this.api.get(path(this.survey) + ((query != null) ? query : "")).is(200).json();
		assertThat(definition.get("locale").stringValue()).isEqualTo(locale);
		assertThat(definition.at("/questions/0/text").stringValue()).isEqualTo(text);
		assertThat(definition.at("/questions/1/text").stringValue()).isEqualTo("Fatica?");
	}

	@Test
	void aTextThatLacksTheLanguageIsInTheDefaultOne() {
		JsonNode labels = this.api.get(path(this.survey) + "?locale=en").json().at("/questions/0/labels");
		assertThat(labels.toString()).isEqualTo("{\"min\":\"Little\",\"max\":\"Molto\"}");
	}

	@Test
	void itMayBeKeptForAMinuteAndIsThenCheckedByItsTag() {
		Api.Reply read = this.api.get(path(this.survey)).is(200);
		assertThat(read.header("Cache-Control")).contains("max-age=60").contains("public");
		Api.Reply same = this.api.get(path(this.survey), "If-None-Match", read.header("ETag")).is(304);
		assertThat(same.body()).isEmpty();
		assertThat(same.header("ETag")).isEqualTo(read.header("ETag"));
		assertThat(same.header("Cache-Control")).isEqualTo(read.header("Cache-Control"));
		assertThat(same.header("Access-Control-Allow-Origin")).isEqualTo("*");
		this.api.get(path(this.survey), "If-None-Match", read.header("ETag").replaceFirst("W/(.*)\"", "$1-gzip\""))
			.is(304);
		this.api.get(path(this.survey) + "?locale=en", "If-None-Match", read.header("ETag")).is(200);
		this.api.get(path(this.survey), "If-None-Match", "\"other\"").is(200);
	}

	@Test
	void anEditGivesAnotherTag() {
		UUID survey = this.api.npsSurvey();
		String before = this.api.get(path(survey)).header("ETag");
		Api.Reply stored = this.api.get("/api/v1/surveys/" + survey);
		this.api
			.put("/api/v1/surveys/" + survey, stored.body().replace("How likely", "How probable"), "If-Match",
					stored.header("ETag"))
			.is(200);
		assertThat(this.api.get(path(survey), "If-None-Match", before).is(200).body()).contains("How probable");
	}

	@Test
	void onlyALiveSurveyIsReturned() {
		String draft = this.api.post("/api/v1/surveys", """
				{"name": "Draft", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""")
			.json()
			.get("id")
			.stringValue();
		String path = "/api/v1/public/surveys/" + draft;
		this.api.get(path).refused(404);
		this.api.post("/api/v1/surveys/" + draft + "/publish", "").is(200);
		this.api.get(path).is(200);
		this.api.post("/api/v1/surveys/" + draft + "/pause", "").is(200);
		this.api.get(path).refused(409);
		this.api.post("/api/v1/surveys/" + draft + "/publish", "").is(200);
		this.api.get(path).is(200);
		this.api.post("/api/v1/surveys/" + draft + "/close", "").is(200);
		this.api.get(path).refused(409);
		this.api.delete("/api/v1/surveys/" + draft).is(204);
		this.api.get(path).refused(404);
		this.api.get("/api/v1/public/surveys/42").refused(404);
		this.api.get("/api/v1/public/surveys/" + UUID.randomUUID()).refused(404);
	}

	@Test
	void anyPageMayReadEveryReplyOfThePublicApi() {
		String survey = path(this.survey);
		String id = survey + "/responses/" + UUID.randomUUID();
		for (Api.Reply answer : List.of(this.api.get(survey, "Origin", "https://any.example"), this.api.get(survey),
				this.api.get(path(UUID.randomUUID())), this.api.get("/api/v1/public/nothing"),
				this.api.get("/api/v1/public/surveys/a;b"), this.api.get(survey, "Accept", "image/png"),
				this.api.post(survey + "/responses", ANSWER), this.api.post(survey + "/responses", "{"),
				this.api.post(survey + "/responses", "{}"), this.api.put(id, ANSWER),
				this.api.post(survey + "/responses", ANSWER, "Content-Type", "text/html"),
				this.api.post(survey + "/responses", " ".repeat(70_000)), this.api.delete(survey),
				this.api.post(survey + "/shown", "{}"),
				this.api.post(path(this.guarded) + "/responses", ANSWER, "Origin", "https://evil.example"))) {
			assertThat(answer.response().headers().allValues("Access-Control-Allow-Origin"))
				.as(answer.response().toString())
				.containsExactly("*");
			if (answer.status() >= 400) {
				answer.refused(answer.status());
			}
		}
	}

	@Test
	void theKeyedApiIsForNoPageOfAnotherOrigin() {
		assertThat(
				this.api.get("/api/v1/surveys", "Origin", "https://any.example").header("Access-Control-Allow-Origin"))
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "POST", "PUT" })
	void aPreflightIsGranted(String method) {
		for (UUID survey : List.of(this.survey, this.guarded, UUID.randomUUID())) {
			Api.Reply granted = this.api
				.send("OPTIONS", path(survey) + "/responses", (byte[]) null, "Origin", "https://any.example",
						"Access-Control-Request-Method", method, "Access-Control-Request-Headers", "content-type")
				.is(204);
			assertThat(granted.header("Access-Control-Allow-Origin")).isEqualTo("*");
			assertThat(granted.header("Access-Control-Allow-Methods")).contains(method);
			assertThat(granted.header("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");
			assertThat(granted.header("Access-Control-Max-Age")).isNotEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "http://shop.example", "https://shop.example:8443", "null",
			"https://shop.example.evil.example", "https://sub.shop.example" })
	void theServerRefusesOriginsThatTheSurveyDoesNotList(String origin) {
		String survey = path(this.guarded);
		this.api.get(survey, "Origin", origin).refused(403);
		this.api.post(survey + "/responses", ANSWER, "Origin", origin).refused(403);
		this.api.post(survey + "/responses", ANSWER, "Origin", origin, "Content-Type", "text/plain").refused(403);
		this.api.put(survey + "/responses/" + UUID.randomUUID(), ANSWER, "Origin", origin).refused(403);
		this.api.post(survey + "/shown", "{}", "Origin", origin).refused(403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://shop.example", "https://SHOP.example", "https://shop.example:443",
			"http://localhost:3000", "https://xn--caff-8oa.example" })
	void listedOriginsMayAsk(String origin) {
		this.api.get(path(this.guarded), "Origin", origin).is(200);
		this.api.post(path(this.guarded) + "/responses", ANSWER, "Origin", origin).is(201);
	}

	@Test
	void callersThatAreNoPagesHaveNoOrigin() {
		this.api.post(path(this.guarded) + "/responses", ANSWER).is(201);
		assertThat(this.api.get(path(this.guarded)).is(200).header("Vary")).containsIgnoringCase("Origin");
	}

	@Test
	void nothingButDefinitionsIsReturned() {
		String id = UUID.randomUUID().toString();
		this.api.put(path(this.survey) + "/responses/" + id, ANSWER).is(201);
		this.api.get(path(this.survey) + "/responses/" + id).refused(405);
		this.api.get(path(this.survey) + "/responses").refused(405);
		this.api.get(path(this.survey) + "/kpis").refused(404);
	}

}

package dev.voce.sighting;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** On whose pages surveys were shown. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SightingTest {

	private final Api api;

	private final int port;

	private final DataSource database;

	SightingTest(@LocalServerPort int port, @Autowired DataSource database) {
		this.api = new Api(port);
		this.port = port;
		this.database = database;
	}

	private Api.Reply shown(UUID survey, String... headers) {
		return this.api.post("/api/v1/public/surveys/" + survey + "/shown",
				"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}", headers);
	}

	private String[] hosts(UUID survey) {
		return StreamSupport
			.stream(this.api.get("/api/v1/surveys/" + survey + "/sightings").is(200).json().get("items").spliterator(),
					false)
			.map((item) -> item.get("host").stringValue())
			.toArray(String[]::new);
	}

	private String[] refused(UUID survey) {
		return this.api.get("/api/v1/surveys/" + survey + "/sightings")
			.json()
			.get("items")
			.valueStream()
			.filter((item) -> item.has("refusedOrigin"))
			.map((item) -> item.get("refusedOrigin").stringValue())
			.toArray(String[]::new);
	}

	@Test
	void theHostOfAPageIsListedAndNothingOfItsVisitors() throws Exception {
		UUID survey = this.api.npsSurvey();
		assertThat(hosts(survey)).isEmpty();
		shown(survey, "Origin", "http://localhost:" + this.port).is(202);
		shown(survey, "Origin", "null").is(202);
		shown(survey).is(202);
		shown(survey, "Origin", "https://Shop.example").is(202);
		Wait.until("the page is listed", () -> hosts(survey).length > 0);
		assertThat(hosts(survey)).containsExactly("shop.example");
		new Api(this.port, "another").get("/api/v1/surveys/" + survey + "/sightings").refused(401);
	}

	@Test
	void thoseSeenLastAreKept() throws Exception {
		UUID survey = this.api.npsSurvey();
		IntStream.range(0, 30).forEach((i) -> shown(survey, "Origin", "https://s" + i + ".example").is(202));
		shown(survey, "Origin", "https://last.example").is(202);
		Wait.until("the last is listed", () -> List.of(hosts(survey)).contains("last.example"));
		assertThat(hosts(survey)).hasSize(20).startsWith("last.example");
	}

	@Test
	void hostsThatResponsesCameFromAreNotPushedOutByInventedOnes() throws Exception {
		UUID survey = this.api.npsSurvey();
		shown(survey, "Origin", "https://shop.example").is(202);
		Wait.until("the page is listed", () -> hosts(survey).length > 0);
		this.api
			.post("/api/v1/public/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 9}}", "Origin",
					"https://shop.example")
			.is(201);
		this.api
			.put("/api/v1/public/surveys/" + survey + "/responses/" + UUID.randomUUID(), "{\"answers\": {\"nps\": 9}}",
					"Origin", "https://blog.example")
			.is(201);
		Wait.until("the other is listed", () -> List.of(hosts(survey)).contains("blog.example"));
		IntStream.range(0, 25).forEach((i) -> shown(survey, "Origin", "https://s" + i + ".example").is(202));
		shown(survey, "Origin", "https://last.example").is(202);
		Wait.until("the last is listed", () -> List.of(hosts(survey)).contains("last.example"));
		assertThat(hosts(survey)).hasSize(20).startsWith("last.example").contains("shop.example", "blog.example");
	}

	@Test
	void aPageThatMayNotAskIsListedAsRefusedUntilItMay() throws Exception {
		UUID survey = this.api.survey("""
				{"name": "NPS", "allowedOrigins": ["https://shop.example"],
				 "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
		String definition = "/api/v1/public/surveys/" + survey;
		this.api.get(definition, "Origin", "https://elsewhere.example").refused(403);
		shown(survey, "Origin", "https://shop.example").is(202);
		Wait.until("both are listed", () -> hosts(survey).length == 2);
		assertThat(refused(survey)).containsExactly("https://elsewhere.example");
		JsonNode stored = this.api.get("/api/v1/surveys/" + survey).json();
		((ObjectNode) stored).putArray("allowedOrigins").add("https://elsewhere.example");
		this.api.send("PUT", "/api/v1/surveys/" + survey, stored.toString(), "If-Match", "*").is(200);
		Wait.until("it may ask", () -> this.api.get(definition, "Origin", "https://elsewhere.example").status() == 200);
		shown(survey, "Origin", "https://elsewhere.example").is(202);
		shown(survey, "Origin", "https://shop.example").refused(403);
		Wait.until("both have changed", () -> List.of(refused(survey)).equals(List.of("https://shop.example")));
	}

	@Test
	void refusedPagesPushOutNoOthers() throws Exception {
		UUID survey = this.api.survey("""
				{"name": "NPS", "allowedOrigins": ["https://shop.example"],
				 "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
		shown(survey, "Origin", "https://shop.example").is(202);
		IntStream.range(0, 30).forEach((i) -> shown(survey, "Origin", "https://s" + i + ".example").refused(403));
		shown(survey, "Origin", "https://last.example").refused(403);
		Wait.until("the last is listed", () -> List.of(hosts(survey)).contains("last.example"));
		assertThat(hosts(survey)).hasSize(21).contains("shop.example");
	}

	@Test
	void aDeletedSurveyTakesItsSightingsAlong() throws Exception {
		UUID survey = this.api.npsSurvey();
		shown(survey, "Origin", "https://shop.example").is(202);
		Wait.until("the page is listed", () -> hosts(survey).length > 0);
		this.api.delete("/api/v1/surveys/" + survey + "?now=true").is(204);
		this.api.get("/api/v1/surveys/" + survey + "/sightings").refused(404);
		Wait.until("nothing is left",
				() -> new Sql(this.database).count("select count(*) from sighting where survey_id = ?", survey) == 0);
	}

}

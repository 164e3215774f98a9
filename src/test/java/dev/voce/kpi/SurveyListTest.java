package dev.voce.kpi;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of surveys with their headlines. */
@VoceTest
class SurveyListTest {

	private final Api api;

	SurveyListTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port, new Sql(dataSource).workspace());
	}

	@Test
	void anEmptyListIsAList() {
		assertThat(this.api.get("/api/v1/surveys").is(200).body()).isEqualTo("{\"items\":[],\"next\":null}");
	}

	@Test
	void theNewestComeFirstInPagesWithoutGapsOrRepeats() {
		List<String> made = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			made.add(this.api.npsSurvey().toString());
		}
		Collections.reverse(made);
		for (int limit : List.of(1, 2, 5, 6)) {
			List<String> listed = new ArrayList<>();
			String cursor = "";
			do {
				JsonNode page = this.api.get("/api/v1/surveys?limit=" + limit + cursor).is(200).json();
				page.get("items").forEach((item) -> listed.add(item.get("id").stringValue()));
				cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").stringValue();
			}
			while (!cursor.isEmpty());
			assertThat(listed).isEqualTo(made);
		}
	}

	@Test
	void eachSurveyHasItsHeadline() {
		String texts = this.api.post("/api/v1/surveys", """
				{"name": "Texts", "questions": [{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""")
			.header("Location");
		String answered = this.api.npsSurvey().toString();
		for (int score : new int[] { 10, 9, 3 }) {
			this.api.post("/api/v1/surveys/" + answered + "/responses", "{\"answers\": {\"nps\": " + score + "}}")
				.is(201);
		}
		this.api.npsSurvey();
		JsonNode items = this.api.get("/api/v1/surveys").is(200).json().get("items");
		assertThat(items.at("/0/headline/responses").intValue()).isZero();
		assertThat(items.at("/0/headline").propertyStream().filter((each) -> each.getValue().isNull()))
			.extracting(Map.Entry::getKey)
			.containsExactly("value", "mean", "interval", "change");
		JsonNode figures = this.api.get("/api/v1/surveys/" + answered + "/kpis").json().get("overall");
		assertThat(items.at("/1/headline/responses").intValue()).isEqualTo(3);
		assertThat(items.at("/1/headline/value")).isEqualTo(figures.get("value"));
		assertThat(items.at("/1/headline/interval")).isEqualTo(figures.get("interval"));
		assertThat(items.at("/1/headline/today").intValue()).isEqualTo(3);
		assertThat(items.at("/1/headline/series").size()).isBetween(13, 14);
		assertThat(items.at("/1/headline/series").get(items.at("/1/headline/series").size() - 1).get("value"))
			.isEqualTo(figures.get("value"));
		assertThat(items.at("/1/firstPublishedAt").stringValue()).isNotEmpty();
		assertThat(items.at("/2").has("firstPublishedAt")).isFalse();
		assertThat(items.at("/1/status").stringValue()).isEqualTo("LIVE");
		assertThat(items.at("/2/id").stringValue()).isEqualTo(texts.substring(texts.lastIndexOf('/') + 1));
		assertThat(items.at("/2/headline").isNull()).isTrue();
	}

	@Test
	void theHeadlineComparesTheLast90DaysWithThe90Before() {
		String survey = this.api.npsSurvey().toString();
		Instant now = Instant.now();
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch",
					IntStream.range(0, 60)
						.mapToObj((i) -> "{\"answers\": {\"nps\": %d}, \"submittedAt\": \"%s\"}"
							.formatted((i < 30) ? 10 : 3, now.minus(Duration.ofDays((i < 30) ? 2 : 100))))
						.collect(Collectors.joining(",", "[", "]")))
			.is(200);
		JsonNode headline = this.api.get("/api/v1/surveys").is(200).json().at("/items/0/headline");
		assertThat(headline.get("responses").intValue()).isEqualTo(30);
		assertThat(headline.get("today").intValue()).isZero();
		assertThat(headline.get("value").doubleValue()).isEqualTo(100);
		assertThat(headline.at("/change/responses").intValue()).isEqualTo(30);
		assertThat(headline.at("/change/value").doubleValue()).isEqualTo(-100);
		assertThat(headline.at("/change/delta").doubleValue()).isEqualTo(200);
		assertThat(headline.at("/change/significant").booleanValue()).isTrue();
	}

	@Test
	void aFlawIsToldWithItsParameter() {
		this.api.get("/api/v1/surveys?limit=0").flawedParameter("limit");
		this.api.get("/api/v1/surveys?limit=201").flawedParameter("limit");
		this.api.get("/api/v1/surveys?limit=x").flawedParameter("limit");
		this.api.get("/api/v1/surveys?cursor=nonsense").flawedParameter("cursor");
	}

}

package dev.voce.listing;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Taking responses out of the figures, and bringing them back. */
@VoceTest
class MarkTest {

	@LocalServerPort
	private int port;

	private Api api;

	private UUID survey;

	@BeforeEach
	void makeSurvey() {
		this.api = new Api(this.port);
		this.survey = this.api.npsSurvey();
	}

	private String path(String rest) {
		return "/api/v1/surveys/" + this.survey + rest;
	}

	private UUID answer(int day, int score, String channel) {
		UUID id = UUID.randomUUID();
		this.api.post(path("/responses"),
				"{\"id\": \"%s\", \"answers\": {\"nps\": %d}, \"submittedAt\": \"2026-03-%02dT10:00:00Z\", \"channel\": \"%s\"}"
					.formatted(id, score, day, channel))
			.is(201);
		return id;
	}

	private JsonNode mark(String query) {
		return this.api.post(path("/responses/mark?" + query), "").is(200).json();
	}

	private String figures() {
		JsonNode figures = this.api.get(path("/kpis?period=day&from=2026-03-01&to=2026-03-05&segment=channel")).json();
		assertThat(this.api.get(path("/kpis/audit")).json().get("differences")).isEmpty();
		return figures.get("overall") + " " + figures.get("series") + " " + figures.get("segments") + " "
				+ figures.get("reach");
	}

	private int counted() {
		figures();
		return this.api.get(path("/kpis?from=2026-03-01&to=2026-03-05")).json().at("/overall/responses").intValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SPAM", "TEST" })
	void aMarkedResponseLeavesTheFiguresAndComesBackAsItWas(String mark) {
		answer(1, 9, "web");
		UUID id = answer(1, 2, "mail");
		String before = figures();
		assertThat(mark("as=" + mark + "&id=" + id).toString()).isEqualTo("{\"changed\":1,\"next\":null}");
		assertThat(counted()).isEqualTo(1);
		assertThat(this.api.get(path("/responses/" + id)).json().get("mark").stringValue()).isEqualTo(mark);
		assertThat(mark("as=" + mark + "&id=" + id).get("changed").intValue()).isZero();
		assertThat(mark("as=NONE&id=" + id).get("changed").intValue()).isEqualTo(1);
		assertThat(figures()).isEqualTo(before);
		assertThat(this.api.get(path("/responses/" + id)).json().has("mark")).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "from=2026-03-02&to=2026-03-03, 2", "segment=channel&value=mail, 2",
			"from=2026-03-02&segment=channel&value=mail, 1", "question=nps&class=DETRACTOR, 1", "mark=NONE, 4",
			"mark=TEST, 0", "to=2026-01-01, 0" })
	void aFilterMarksWhatItFinds(String filter, int found) {
		answer(1, 9, "mail");
		answer(2, 2, "web");
		answer(2, 10, "mail");
		answer(3, 8, "web");
		String before = figures();
		assertThat(mark(filter).get("changed").intValue()).isEqualTo(found);
		assertThat(counted()).isEqualTo(4 - found);
		assertThat(this.api.get(path("/responses?mark=SPAM")).json().get("items")).hasSize(found);
		assertThat(this.api.get(path("/responses?mark=NONE")).json().get("items")).hasSize(4 - found);
		assertThat(mark("mark=SPAM&as=NONE").get("changed").intValue()).isEqualTo(found);
		assertThat(figures()).isEqualTo(before);
	}

	@Test
	void aMarkOutlivesWhatTheClientSaysLater() {
		UUID id = answer(1, 2, "web");
		mark("id=" + id);
		this.api
			.put(path("/responses/" + id), "{\"answers\": {\"nps\": 10}, \"submittedAt\": \"2026-03-01T10:00:00Z\"}")
			.is(200);
		assertThat(counted()).isZero();
		mark("as=NONE&id=" + id);
		assertThat(this.api.get(path("/kpis?from=2026-03-01&to=2026-03-05")).json().at("/overall/value").intValue())
			.isEqualTo(100);
		assertThat(counted()).isEqualTo(1);
	}

	@Test
	void aTestStaysATestWhenItsMarkIsTakenAway() {
		UUID id = UUID.randomUUID();
		this.api.put(path("/responses/" + id), "{\"answers\": {\"nps\": 10}, \"test\": true}").is(201);
		assertThat(mark("id=" + id).get("changed").intValue()).isEqualTo(1);
		assertThat(mark("as=NONE&id=" + id).get("changed").intValue()).isEqualTo(1);
		assertThat(this.api.get(path("/kpis")).json().at("/overall/responses").intValue()).isZero();
		figures();
	}

	@Test
	void manyAreMarkedInCallsOfTenThousand() {
		String line = "{\"answers\": {\"nps\": 3}, \"submittedAt\": \"2026-03-02T10:00:00Z\"}\n";
		this.api.post(path("/responses/batch"), line.repeat(10_001), "Content-Type", "application/x-ndjson").is(200);
		JsonNode first = mark("from=2026-03-01&to=2026-04-01");
		assertThat(first.get("changed").intValue()).isEqualTo(10_000);
		JsonNode second = mark("from=2026-03-01&to=2026-04-01&cursor=" + first.get("next").stringValue());
		assertThat(second.toString()).isEqualTo("{\"changed\":1,\"next\":null}");
		assertThat(counted()).isZero();
	}

	@Test
	void eitherIdsOrAFilterAreGiven() {
		UUID id = answer(1, 9, "web");
		this.api.post(path("/responses/mark"), "").flawedParameter("id");
		this.api.post(path("/responses/mark?zone=UTC"), "").flawedParameter("id");
		for (String nothing : new String[] { "", "%20", "%01" }) {
			this.api.post(path("/responses/mark?q=" + nothing), "").flawedParameter("q");
		}
		this.api.post(path("/responses/mark?id=" + id + "&from=2026-03-01"), "").flawedParameter("id");
		this.api.post(path("/responses/mark?" + ("id=" + id + "&").repeat(101)), "").flawedParameter("id");
		this.api.post(path("/responses/mark?as=GOOD&id=" + id), "").flawedParameter("as");
		this.api.post(path("/responses/mark?mark=GOOD"), "").flawedParameter("mark");
		assertThat(mark("id=" + UUID.randomUUID()).get("changed").intValue()).isZero();
		assertThat(counted()).isEqualTo(1);
	}

}

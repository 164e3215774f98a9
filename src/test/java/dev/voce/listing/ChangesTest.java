package dev.voce.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

/** Following what changes, with a cursor. */
@VoceTest
class ChangesTest {

	private final Api api;

	private final Sql sql;

	private UUID survey;

	/** What a client that follows the cursor has. */
	private final Map<String, JsonNode> copy = new TreeMap<>();

	ChangesTest(@LocalServerPort int port, @Autowired javax.sql.DataSource database) {
		this.api = new Api(port);
		this.sql = new Sql(database);
	}

	@BeforeEach
	void makeSurvey() {
		this.survey = this.api.npsSurvey();
	}

	private String path() {
		return "/api/v1/surveys/" + this.survey + "/responses";
	}

	private String answer(int score) {
		return this.api.post(path(), "{\"answers\": {\"nps\": " + score + "}}").is(201).json().get("id").stringValue();
	}

	private JsonNode changes(String query) {
		return this.api.get(path() + "?order=changed" + query).is(200).json();
	}

	private void take(JsonNode item) {
		if (item.path("erased").asBoolean(false)) {
			this.copy.remove(item.get("id").stringValue());
		}
		else {
			this.copy.put(item.get("id").stringValue(), item.get("answers"));
			assertThat(item.get("changedAt").stringValue()).isNotBlank();
		}
	}

	private String follow(String cursor, int limit) {
		String next = cursor;
		JsonNode page;
		do {
			page = changes("&limit=" + limit + (next.isEmpty() ? "" : "&cursor=" + next));
			page.get("items").forEach(this::take);
			next = page.get("next").stringValue();
		}
		while (!page.get("items").isEmpty());
		return next;
	}

	private Map<String, JsonNode> stored() {
		Map<String, JsonNode> stored = new TreeMap<>();
		this.api.get(path() + "?limit=200")
			.json()
			.get("items")
			.forEach((item) -> stored.put(item.get("id").stringValue(), item.get("answers")));
		return stored;
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 200 })
	void whoFollowsTheCursorHasExactlyWhatIsStored(int limit) {
		List<String> ids = new ArrayList<>();
		for (int score = 0; score < 8; score++) {
			ids.add(answer(score));
		}
		JsonNode first = changes("&limit=3");
		first.get("items").forEach(this::take);
		assertThat(this.copy.keySet()).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
		// Between two pages: what was sent is amended, erased and marked, and so is what
		// comes yet.
		this.api.put(path() + "/" + ids.get(0), "{\"answers\": {\"nps\": 10}}").is(200);
		this.api.delete(path() + "/" + ids.get(1)).is(204);
		this.api.delete(path() + "/" + ids.get(6)).is(204);
		this.api.put(path() + "/" + ids.get(5), "{\"answers\": {\"nps\": 9, \"why\": \"late\"}}").is(200);
		this.api
			.post(path() + "/mark", "{\"set\": \"SPAM\", \"ids\": [\"" + ids.get(2) + "\", \"" + ids.get(7) + "\"]}")
			.is(200);
		answer(4);
		String next = follow(first.get("next").stringValue(), limit);
		assertThat(this.copy).isEqualTo(stored()).hasSize(7);
		// The cursor survives: it goes on from where nothing more had changed.
		assertThat(changes("&cursor=" + next).get("items")).isEmpty();
		assertThat(changes("&cursor=" + next).get("next").stringValue()).isEqualTo(next);
		this.api.delete(path() + "/" + ids.get(0)).is(204);
		JsonNode last = changes("&cursor=" + next);
		assertThat(last.get("items")).hasSize(1);
		assertThat(last.at("/items/0/erased").booleanValue()).isTrue();
		assertThat(last.at("/items/0").propertyNames()).containsExactly("id", "survey", "erased", "changedAt",
				"cursor");
	}

	@Test
	void eachResponseIsListedOnceWithItsLastChange() {
		String one = answer(1);
		String two = answer(2);
		this.api.put(path() + "/" + one, "{\"answers\": {\"nps\": 3}}").is(200);
		this.api.post(path() + "/mark", "{\"set\": \"TEST\", \"ids\": [\"" + one + "\"]}").is(200);
		JsonNode items = changes("").get("items");
		assertThat(items.valueStream().map((item) -> item.get("id").stringValue())).containsExactly(two, one);
		assertThat(items.get(1).get("mark").stringValue()).isEqualTo("TEST");
	}

	@Test
	void linesGoOnAfterTheCursorOfAny() {
		List<String> ids = new ArrayList<>();
		for (int score = 0; score < 5; score++) {
			ids.add(answer(score));
		}
		this.api.delete(path() + "/" + ids.get(0)).is(204);
		String[] lines = this.api.get(path() + "?order=changed", "Accept", "application/x-ndjson")
			.is(200)
			.body()
			.split("\n");
		assertThat(lines).hasSize(5);
		assertThat(lines[4]).contains(ids.get(0), "\"erased\":true");
		String cursor = Api.read(lines[2]).get("cursor").stringValue();
		assertThat(this.api.get(path() + "?order=changed&cursor=" + cursor, "Accept", "application/x-ndjson").body())
			.isEqualTo(lines[3] + "\n" + lines[4] + "\n");
		assertThat(changes("&cursor=" + cursor).get("items")).hasSize(2);
	}

	@Test
	void changesBeginWithAnInstant() {
		String one = answer(1);
		answer(2);
		this.sql.run("update response set changed_at = '2020-01-01T00:00:00Z' where survey_id = ? and id = ?",
				this.survey, UUID.fromString(one));
		assertThat(changes("&changedSince=2020-01-01T00:00:00.000001Z").get("items")).hasSize(1);
		assertThat(changes("&changedSince=2020-01-01T01:00:00%2B0100").get("items")).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 200 })
	void whatWasStoredBeforeThereWereNumbersComesFirst(int limit) {
		for (int score = 0; score < 5; score++) {
			answer(score);
		}
		this.sql.run("update response set sequence = 0 where survey_id = ? and answers ->> 'nps' < '4'", this.survey);
		follow("", limit);
		assertThat(this.copy).isEqualTo(stored()).hasSize(5);
		assertThat(changes("").at("/items/4/answers/nps").intValue()).isEqualTo(4);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					order        | order=newest
					order        | order=changed&test=true
					order        | order=changed&from=2025-01-01
					changedSince | changedSince=2025-01-01T00:00:00Z
					changedSince | order=changed&changedSince=2025-01-01
					cursor       | order=changed&cursor=nonsense
					cursor       | order=changed&cursor=MjAyNS0wNC0wMVQxMDowMDowMFogMDE5MmY1ZjItN2M2ZS03ZDNhLTlkMGUtM2IxZjBmNWY2YTEx
					limit        | order=changed&limit=0
					limit        | order=changed&limit=201
					labels       | labels=true
					""")
	void whatDoesNotGoTogetherIsRefused(String parameter, String query) {
		this.api.get(path() + "?" + query).flawedParameter(parameter);
	}

	@Test
	void aTableHasNoOrderOfChanges() {
		this.api.get(path() + "?order=changed", "Accept", "text/csv").flawedParameter("order");
		this.api.get(path() + "?cursor=x", "Accept", "application/x-ndjson").flawedParameter("cursor");
	}

}

package dev.voce.response;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What repeating, amending and erasing a response does. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayTest {

	private final Api api;

	private final Sql sql;

	private final UUID shared;

	ReplayTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
		this.shared = publishedLongAgo();
	}

	/** A response's way in and what is stored of it. */
	private final class Client {

		private final UUID survey;

		private final UUID id = UUID.randomUUID();

		Client(UUID survey) {
			this.survey = survey;
		}

		Api.Reply post(Part part, String rest) {
			return ReplayTest.this.api.post(responses(part), "{\"id\": \"" + this.id + "\", " + rest + "}");
		}

		Api.Reply put(Part part, String rest) {
			return ReplayTest.this.api.put(responses(part) + "/" + this.id, "{" + rest + "}");
		}

		Api.Reply shown() {
			return ReplayTest.this.api.post("/api/v1/public/surveys/" + this.survey + "/shown",
					"{\"id\": \"" + this.id + "\", \"stage\": \"SHOWN\"}");
		}

		Api.Reply get() {
			return ReplayTest.this.api.get(responses(Part.KEYED) + "/" + this.id);
		}

		Api.Reply erase() {
			return ReplayTest.this.api.delete(responses(Part.KEYED) + "/" + this.id);
		}

		JsonNode stored() {
			return get().is(200).json();
		}

		int score() {
			return stored().at("/answers/nps").intValue();
		}

		/** As if it had been received and dated that much earlier. */
		void age(Duration age) {
			move("received_at", "receivedAt", age);
			move("submitted_at", "submittedAt", age);
		}

		// Computed here: Citus refuses to update a column by its own time.
		private void move(String column, String field, Duration back) {
			Instant earlier = Instant.parse(stored().get(field).stringValue()).minus(back);
			assertThat(ReplayTest.this.sql.run("update response set " + column + " = ? where survey_id = ? and id = ?",
					Timestamp.from(earlier), this.survey, this.id))
				.isOne();
		}

		private String responses(Part part) {
			return ((part == Part.PUBLIC) ? "/api/v1/public/surveys/" : "/api/v1/surveys/") + this.survey
					+ "/responses";
		}

	}

	private Client client() {
		return new Client(this.shared);
	}

	private static String score(int score) {
		return "\"answers\": {\"nps\": " + score + "}";
	}

	private static String score(int score, int revision) {
		return score(score) + ", \"revision\": " + revision;
	}

	private UUID publishedLongAgo() {
		UUID survey = this.api.npsSurvey();
		this.sql.publishedLongAgo(survey);
		return survey;
	}

	private void stop(UUID survey, String verb) {
		this.api.post("/api/v1/surveys/" + survey + "/" + verb, "").is(200);
	}

	/**
	 * Each line: what is stored (score and revision), what is sent (method, score,
	 * revision), what is answered, and what is stored then.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			-   | POST 9    | 201 | 9 0
			-   | POST 9 4  | 201 | 9 4
			-   | PUT 9     | 201 | 9 0
			-   | PUT 9 4   | 201 | 9 4
			9 0 | POST 9    | 200 | 9 0
			9 0 | POST 9 0  | 200 | 9 0
			9 0 | POST 3 1  | 200 | 3 1
			9 0 | POST 9 1  | 200 | 9 1
			9 0 | POST 3 7  | 200 | 3 7
			9 0 | POST 3    | 409 | 9 0
			9 0 | POST 3 0  | 409 | 9 0
			9 5 | POST 3    | 200 | 9 5
			9 5 | POST 3 4  | 200 | 9 5
			9 5 | POST 9 4  | 200 | 9 5
			9 5 | POST 9 5  | 200 | 9 5
			9 5 | POST 3 5  | 409 | 9 5
			9 5 | POST 3 6  | 200 | 3 6
			9 0 | PUT 9     | 200 | 9 0
			9 0 | PUT 3     | 200 | 3 1
			9 5 | PUT 9     | 200 | 9 5
			9 5 | PUT 3     | 200 | 3 6
			9 5 | PUT 3 5   | 200 | 3 6
			9 5 | PUT 3 8   | 200 | 3 8
			9 5 | PUT 3 2   | 200 | 9 5
			""")
	void everyRepetitionDoesWhatTheTableSays(String before, String sent, int status, String after) {
		for (Part part : Part.values()) {
			repeat(part, before, part, sent, status, after);
		}
	}

	/** As above, of what came by the keyed API and is sent by the public one. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			9 0 | POST 9    | 200 | 9 0
			9 0 | POST 9 0  | 200 | 9 0
			9 0 | POST 9 1  | 409 | 9 0
			9 0 | POST 3    | 409 | 9 0
			9 0 | POST 3 7  | 409 | 9 0
			9 5 | POST 3    | 200 | 9 5
			9 5 | POST 3 4  | 200 | 9 5
			9 5 | POST 9 4  | 200 | 9 5
			9 5 | POST 9 5  | 200 | 9 5
			9 5 | POST 3 5  | 409 | 9 5
			9 5 | POST 3 6  | 409 | 9 5
			9 0 | PUT 9     | 200 | 9 0
			9 5 | PUT 9     | 200 | 9 5
			9 5 | PUT 3     | 409 | 9 5
			9 5 | PUT 3 5   | 409 | 9 5
			9 5 | PUT 3 8   | 409 | 9 5
			9 5 | PUT 3 2   | 200 | 9 5
			""")
	void thePublicApiChangesNothingThatCameFromAServer(String before, String sent, int status, String after) {
		Repeated repeated = repeat(Part.KEYED, before, Part.PUBLIC, sent, status, after);
		assertThat(repeated.client().stored().get("source").stringValue()).isEqualTo("KEY");
	}

	/**
	 * As above, of what came by the public API and is sent by the keyed one, and whether
	 * that replaces it.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			9 0 | POST 9    | 9 0 | false
			9 0 | POST 9 0  | 9 0 | false
			9 0 | POST 9 1  | 9 1 | false
			9 5 | POST 9    | 9 5 | false
			9 5 | POST 9 4  | 9 5 | false
			9 5 | POST 9 5  | 9 5 | false
			9 5 | POST 9 6  | 9 6 | false
			9 0 | POST 3    | 3 0 | true
			9 0 | POST 3 0  | 3 0 | true
			9 0 | POST 3 7  | 3 7 | true
			9 5 | POST 3    | 3 0 | true
			9 5 | POST 3 4  | 3 4 | true
			9 5 | POST 3 5  | 3 5 | true
			9 5 | POST 3 6  | 3 6 | true
			9 0 | PUT 9     | 9 0 | false
			9 5 | PUT 9     | 9 5 | false
			9 5 | PUT 9 2   | 9 5 | false
			9 5 | PUT 9 8   | 9 8 | false
			9 0 | PUT 3     | 3 1 | true
			9 5 | PUT 3     | 3 6 | true
			9 5 | PUT 3 5   | 3 5 | true
			9 5 | PUT 3 8   | 3 8 | true
			9 5 | PUT 3 2   | 3 2 | true
			2 2000000000 | POST 3   | 3 0          | true
			2 2000000000 | PUT 3    | 3 2000000001 | true
			""")
	void aServersContentReplacesWhatCameByThePublicApi(String before, String sent, String after, boolean replaced) {
		Repeated repeated = repeat(Part.PUBLIC, before, Part.KEYED, sent, 200, after);
		JsonNode reply = repeated.answer().json();
		Client client = repeated.client();
		assertThat(reply.path("replaced").asBoolean(false)).isEqualTo(replaced);
		assertThat(reply.has("replaced")).isEqualTo(replaced);
		assertThat(client.stored().get("source").stringValue()).isEqualTo(replaced ? "KEY" : "PUBLIC");
		client.put(Part.PUBLIC, score(7)).is(replaced ? 409 : 200);
	}

	/** A client, and what it was answered last. */
	private record Repeated(Client client, Api.Reply answer) {
	}

	private Repeated repeat(Part first, String before, Part then, String sent, int status, String after) {
		Client client = client();
		if (!before.equals("-")) {
			String[] stored = before.split(" ");
			client.post(first, score(Integer.parseInt(stored[0]), Integer.parseInt(stored[1]))).is(201);
		}
		String[] call = sent.split(" ");
		int score = Integer.parseInt(call[1]);
		String body = (call.length > 2) ? score(score, Integer.parseInt(call[2])) : score(score);
		Api.Reply answer = call[0].equals("POST") ? client.post(then, body) : client.put(then, body);
		String[] expected = after.split(" ");
		JsonNode stored = client.stored();
		if (status == 409) {
			answer.refused(409);
		}
		else {
			answer.is(status);
			assertThat(answer.json().get("revision").intValue()).isEqualTo(Integer.parseInt(expected[1]));
			assertThat(answer.json().get("id").stringValue()).isEqualTo(client.id.toString());
			assertThat(answer.json().get("submittedAt")).isEqualTo(stored.get("submittedAt"));
			assertThat(answer.json().get("receivedAt")).isEqualTo(stored.get("receivedAt"));
		}
		assertThat(stored.at("/answers/nps").intValue()).isEqualTo(Integer.parseInt(expected[0]));
		assertThat(stored.get("revision").intValue()).isEqualTo(Integer.parseInt(expected[1]));
		return new Repeated(client, answer);
	}

	@Test
	void contentIsWhatWasSentNotHowItWasWritten() {
		Client client = client();
		client
			.post(Part.PUBLIC,
					"\"answers\": {\"nps\": 9, \"why\": \"é\"}, \"submittedAt\": \"" + Instant.now() + "\", "
							+ "\"attributes\": {\"a\": 1, \"b\": 2.50}")
			.is(201);
		String at = client.stored().get("submittedAt").stringValue();
		client
			.post(Part.PUBLIC,
					"\"attributes\": {\"b\": 2.5, \"a\": 1.0}, \"submittedAt\": \"" + at.replace("Z", "+00:00")
							+ "\",\n \"answers\": {\"why\": \"\\u00e9\", \"nps\": 9.0}, \"locale\": null")
			.is(200);
		assertThat(client.stored().get("revision").intValue()).isZero();
	}

	@Test
	void contentIsNotWhatTheServerFilledIn() {
		UUID survey = this.api.npsSurvey();
		Client client = new Client(survey);
		client.post(Part.PUBLIC, score(9)).is(201);
		Api.Reply read = this.api.get("/api/v1/surveys/" + survey);
		this.api
			.put("/api/v1/surveys/" + survey,
					read.body().replace("\"name\":\"NPS\"", "\"name\":\"NPS\",\"channel\":\"web\""), "If-Match",
					read.header("ETag"))
			.is(200);
		client.post(Part.PUBLIC, score(9)).is(200);
		assertThat(client.stored().has("channel")).isFalse();
	}

	@Test
	void aTextIsNotTheNumberThatItSpells() {
		Client client = client();
		client.post(Part.KEYED, score(9) + ", \"attributes\": {\"plan\": \"1\"}").is(201);
		client.post(Part.KEYED, score(9) + ", \"attributes\": {\"plan\": 1}").refused(409);
		client.post(Part.KEYED, score(9) + ", \"attributes\": {\"plan\": true}").refused(409);
	}

	@Test
	void anAbsentSubmittedAtKeepsTheStoredOne() {
		Client client = client();
		client.post(Part.KEYED, score(9) + ", \"submittedAt\": \"2024-05-06T07:08:09Z\"").is(201);
		Api.Reply amended = client.put(Part.KEYED, score(3)).is(200);
		assertThat(amended.json().get("submittedAt").stringValue()).isEqualTo("2024-05-06T07:08:09Z");
		client.post(Part.KEYED, score(4, 9) + ", \"submittedAt\": \"2024-06-06T07:08:09Z\"").is(200);
		assertThat(client.stored().get("submittedAt").stringValue()).isEqualTo("2024-06-06T07:08:09Z");
	}

	@Test
	void everyRequestCarriesTheWholeResponse() {
		Client client = client();
		client
			.post(Part.KEYED,
					"\"answers\": {\"nps\": 9, \"why\": \"x\"}, \"respondent\": \"c\", \"attributes\": {\"a\": 1}")
			.is(201);
		client.put(Part.KEYED, score(9)).is(200);
		assertThat(client.stored().get("answers").has("why")).isFalse();
		assertThat(client.stored().has("respondent")).isFalse();
		assertThat(client.stored().get("attributes").isEmpty()).isTrue();
	}

	@Test
	void thePublicApiAmendsOnlyWhatCameThroughIt() {
		Client client = client();
		client.post(Part.KEYED, score(9)).is(201);
		client.post(Part.PUBLIC, score(9)).is(200);
		client.post(Part.PUBLIC, score(3, 1)).refused(409);
		client.put(Part.PUBLIC, score(3)).refused(409);
		assertThat(client.score()).isEqualTo(9);
	}

	@Test
	void whatAServerStoresInPlaceOfAForgeryCountsAsSent() {
		UUID survey = publishedLongAgo();
		Client client = new Client(survey);
		String forged = Instant.now().minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS).toString();
		client.post(Part.PUBLIC, score(0, 9) + ", \"submittedAt\": \"" + forged + "\"").is(201);
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/mark",
					"{\"set\": \"SPAM\", \"where\": {\"source\": \"PUBLIC\"}}")
			.is(200);
		client.age(Duration.ofHours(1));
		Instant sent = Instant.now();
		client.post(Part.KEYED, score(10) + ", \"submittedAt\": \"2026-01-02T03:04:05Z\"").is(200);
		assertThat(client.stored().get("submittedAt").stringValue()).isEqualTo("2026-01-02T03:04:05Z");
		assertThat(Instant.parse(client.stored().get("receivedAt").stringValue())).isAfterOrEqualTo(sent);
		assertThat(client.stored().has("mark")).isFalse();
		client.post(Part.KEYED, score(8, 1)).is(200);
		assertThat(client.score()).isEqualTo(8);
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis?from=2026-01-01&to=2026-02-01")
			.json()
			.at("/overall/responses")
			.intValue()).isOne();
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences")).isEmpty();
	}

	@Test
	void aReplacementIsHeldToTheRulesOfServers() {
		Client client = client();
		client.post(Part.PUBLIC, score(9) + ", \"submittedAt\": \"" + Instant.now().minusSeconds(60) + "\"").is(201);
		String stored = client.stored().get("submittedAt").stringValue();
		client.put(Part.KEYED, score(5) + ", \"submittedAt\": \"" + Instant.now().plusSeconds(3_600) + "\"")
			.flawed("/submittedAt");
		client.put(Part.KEYED, score(5)).is(200);
		assertThat(client.stored().get("submittedAt").stringValue()).isEqualTo(stored);
	}

	@Test
	void aBatchReplacesWhatCameByThePublicApiToo() {
		Client client = client();
		client.post(Part.PUBLIC, score(0, 9)).is(201);
		Api.Reply batch = this.api.post("/api/v1/surveys/" + this.shared + "/responses/batch", "[{\"id\": \""
				+ client.id + "\", " + score(9) + "}, {\"id\": \"" + client.id + "\", " + score(9) + "}]");
		assertThat(batch.json().get("amended").intValue()).isOne();
		assertThat(batch.json().get("duplicates").intValue()).isOne();
		assertThat(client.score()).isEqualTo(9);
		assertThat(client.stored().get("source").stringValue()).isEqualTo("BATCH");
	}

	@Test
	void thePublicApiAmendsForSevenDays() {
		Client client = client();
		client.post(Part.PUBLIC, score(9)).is(201);
		client.age(Duration.ofDays(7).minusHours(1));
		client.put(Part.PUBLIC, score(8)).is(200);
		client.age(Duration.ofHours(2));
		client.put(Part.PUBLIC, score(7)).refused(409);
		client.post(Part.PUBLIC, score(7, 5)).refused(409);
		client.put(Part.PUBLIC, score(8)).is(200);
		client.post(Part.PUBLIC, score(8, 1)).is(200);
		assertThat(client.score()).isEqualTo(8);
		client.put(Part.KEYED, score(7)).is(200);
		assertThat(client.score()).isEqualTo(7);
	}

	@Test
	void whatIsStoredIsFoundBeforeItsDateIsRefused() {
		Client client = client();
		Instant answered = Instant.now().minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);
		String at = ", \"submittedAt\": \"" + answered + "\"";
		client.post(Part.PUBLIC, score(9) + at).is(201);
		// Two days later the date is out of bounds for a first answer.
		client.move("submitted_at", "submittedAt", Duration.ofDays(2));
		String now = ", \"submittedAt\": \"" + answered.minus(2, ChronoUnit.DAYS) + "\"";
		client.put(Part.PUBLIC, score(8) + now).is(200);
		client.post(Part.PUBLIC, score(8, 1) + now).is(200);
		client.put(Part.PUBLIC, score(7) + ", \"submittedAt\": \"" + answered.minus(3, ChronoUnit.DAYS) + "\"")
			.flawed("/submittedAt");
	}

	@Test
	void anErasedIdIsGoneForEver() {
		Client client = client();
		client.post(Part.PUBLIC, score(9)).is(201);
		assertThat(client.erase().is(204).body()).isEmpty();
		client.get().refused(410);
		client.erase().is(204);
		for (Part part : Part.values()) {
			client.post(part, score(9)).refused(410);
			client.post(part, score(3, 9)).refused(410);
			client.put(part, score(9)).refused(410);
		}
		Api.Reply batch = this.api.post("/api/v1/surveys/" + this.shared + "/responses/batch",
				"[{\"id\": \"" + client.id + "\", " + score(9) + "}]");
		assertThat(batch.json().get("rejected").intValue()).isOne();
		assertThat(batch.json().at("/errors/0/detail").stringValue()).contains("erased");
		client.get().refused(410);
	}

	@Test
	void whatWasNeverThereCannotBeErased() {
		client().erase().refused(404);
		client().get().refused(404);
	}

	@Test
	void theSameIdInTwoSurveysIsTwoResponses() {
		Client here = client();
		UUID other = this.api.npsSurvey();
		String there = "/api/v1/surveys/" + other + "/responses";
		here.post(Part.PUBLIC, score(9)).is(201);
		this.api.post(there, "{\"id\": \"" + here.id + "\", " + score(2) + "}").is(201);
		here.erase().is(204);
		assertThat(this.api.get(there + "/" + here.id).is(200).json().at("/answers/nps").intValue()).isEqualTo(2);
	}

	@ParameterizedTest
	@CsvSource({ "pause, PAUSED", "close, CLOSED" })
	void aStoppedSurveyTakesAmendmentsAndWhatWasShownBefore(String verb, String status) {
		UUID survey = publishedLongAgo();
		Client stored = new Client(survey);
		stored.post(Part.PUBLIC, score(9)).is(201);
		Client asked = new Client(survey);
		asked.shown().is(202);
		Client dated = new Client(survey);
		dated.shown().is(202);
		stop(survey, verb);

		assertThat(new Client(survey).post(Part.PUBLIC, score(9)).refused(409).body()).contains(status);
		new Client(survey).put(Part.PUBLIC, score(9)).refused(409);
		for (Instant date : List.of(Instant.now().plusSeconds(1), Instant.now().minus(1, ChronoUnit.DAYS))) {
			new Client(survey).post(Part.PUBLIC, score(9) + ", \"submittedAt\": \"" + date + "\"").refused(409);
		}
		this.api.post("/s/" + survey, "a.nps=9&form.seen=nps", "Content-Type", "application/x-www-form-urlencoded")
			.is(409);
		Client late = new Client(survey);
		late.shown().refused(409);
		late.post(Part.PUBLIC, score(9)).refused(409);

		stored.post(Part.PUBLIC, score(9)).is(200);
		stored.post(Part.PUBLIC, score(3)).refused(409);
		stored.put(Part.PUBLIC, score(3)).is(200);
		stored.post(Part.PUBLIC, score(4, 8)).is(200);
		asked.put(Part.PUBLIC, score(8)).is(201);
		asked.post(Part.PUBLIC, score(7, 1)).is(200);
		dated.post(Part.PUBLIC, score(8) + ", \"submittedAt\": \"" + Instant.now().minusSeconds(60) + "\"").is(201);
		new Client(survey).post(Part.KEYED, score(8)).is(201);
		new Client(survey).put(Part.KEYED, score(8)).is(201);
		stored.erase().is(204);
		stored.put(Part.PUBLIC, score(3)).refused(410);
	}

	@Test
	void aStoppedSurveyWaitsSevenDaysForThoseWhomItWasShownTo() throws InterruptedException {
		UUID survey = this.api.npsSurvey();
		Client stored = new Client(survey);
		stored.post(Part.PUBLIC, score(9)).is(201);
		Client inTime = new Client(survey);
		inTime.shown().is(202);
		Client late = new Client(survey);
		late.shown().is(202);
		stop(survey, "pause");
		stoppedEarlier(survey, "6 days 23 hours");
		inTime.post(Part.PUBLIC, score(9)).is(201);
		stoppedEarlier(survey, "1 hour");
		late.post(Part.PUBLIC, score(9)).refused(409);
		stored.put(Part.PUBLIC, score(3)).is(200);
		stop(survey, "publish");
		late.post(Part.PUBLIC, score(9)).is(201);
	}

	/**
	 * As if a survey had stopped, and all that was shown been shown, that much earlier.
	 */
	private void stoppedEarlier(UUID survey, String interval) throws InterruptedException {
		this.sql.run("update survey set stopped_at = stopped_at - cast(? as interval) where id = ?", interval, survey);
		this.sql.run("update shown set at = at - cast(? as interval) where survey_id = ?", interval, survey);
		Thread.sleep(1_100); // definitions are at most a second old
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "pause", "close" })
	void closingAtOnceEndsAmendmentsAndWhatWasShown(String verb) {
		UUID survey = this.api.npsSurvey();
		Client stored = new Client(survey);
		stored.post(Part.PUBLIC, score(9)).is(201);
		Client asked = new Client(survey);
		asked.shown().is(202);
		if (!verb.isEmpty()) {
			stop(survey, verb);
		}
		String close = "/api/v1/surveys/" + survey + "/close";
		this.api.post(close, "{\"now\": 1}").flawed("/now");
		this.api.post(close, "{\"today\": true}").flawed("/today");
		this.api.post(close, "{\"now\": true}").is(200);

		stored.post(Part.PUBLIC, score(9)).is(200);
		stored.put(Part.PUBLIC, score(3)).refused(409);
		stored.post(Part.PUBLIC, score(3, 1)).refused(409);
		asked.post(Part.PUBLIC, score(9)).refused(409);
		assertThat(stored.score()).isEqualTo(9);
		stored.put(Part.KEYED, score(4)).is(200);
		new Client(survey).post(Part.KEYED, score(8)).is(201);
		for (String body : List.of("", "{}", "{\"now\": false}", "{\"now\": true}")) {
			this.api.post(close, body).refused(409);
		}
	}

	@Test
	void nothingIsDatedBeforeTheFirstPublishingOnThePublicApi() {
		UUID survey = this.api.npsSurvey();
		Instant published = Instant.now();
		String before = ", \"submittedAt\": \"" + published.minusSeconds(60) + "\"";
		String after = ", \"submittedAt\": \"" + published + "\"";
		stop(survey, "pause");
		stop(survey, "publish");
		new Client(survey).post(Part.PUBLIC, score(9) + before).flawed("/submittedAt");
		new Client(survey).put(Part.PUBLIC, score(9) + before).flawed("/submittedAt");
		Client client = new Client(survey);
		client.post(Part.PUBLIC, score(9) + after).is(201);
		client.put(Part.PUBLIC, score(8) + before).flawed("/submittedAt");
		client.put(Part.PUBLIC, score(8)).is(200);
		new Client(survey).post(Part.KEYED, score(9) + before).is(201);
	}

	@Test
	void aSurveyThatGoesOnTakesAnswersAgain() {
		UUID survey = this.api.npsSurvey();
		stop(survey, "pause");
		stop(survey, "publish");
		new Client(survey).post(Part.PUBLIC, score(8)).is(201);
	}

	@ParameterizedTest
	@EnumSource
	void aDraftTakesNothingButTests(Part part) {
		UUID draft = UUID.fromString(this.api.post("/api/v1/surveys",
				"{\"name\": \"Draft\", \"questions\": [{\"key\": \"nps\", \"type\": \"NPS\", \"text\": {\"en\": \"?\"}}]}")
			.is(201)
			.json()
			.get("id")
			.stringValue());
		new Client(draft).post(part, score(9)).refused((part == Part.PUBLIC) ? 404 : 409);
		if (part == Part.PUBLIC) {
			new Client(draft).post(part, score(9) + ", \"test\": true").refused(404);
		}
		else {
			Client client = new Client(draft);
			client.post(part, score(9) + ", \"test\": true").is(201);
			client.post(part, score(9) + ", \"revision\": 1").refused(409);
			client.put(part, score(9)).refused(409);
		}
	}

	@Test
	void testAnswersNeverCountUntilTheyAreNoTestsAnyMore() {
		UUID survey = this.api.npsSurvey();
		Client client = new Client(survey);
		for (Part part : Part.values()) {
			new Client(survey).post(part, score(0) + ", \"test\": true").is(201);
		}
		client.post(Part.PUBLIC, score(10) + ", \"test\": true").is(201);
		assertThat(counted(survey)).isZero();
		client.put(Part.PUBLIC, score(10)).is(200);
		assertThat(counted(survey)).isOne();
		client.put(Part.PUBLIC, score(10) + ", \"test\": true").is(200);
		assertThat(counted(survey)).isZero();
	}

	@Test
	void anAmendmentMovesTheCountAndARetryDoesNot() {
		UUID survey = this.api.npsSurvey();
		Client client = new Client(survey);
		for (int i = 0; i < 3; i++) {
			client.post(Part.PUBLIC, score(10));
		}
		for (int i = 0; i < 3; i++) {
			client.put(Part.PUBLIC, score(0) + ", \"finished\": false");
		}
		JsonNode figures = this.api.get("/api/v1/surveys/" + survey + "/kpis").json();
		assertThat(figures.at("/overall/distribution").toString()).isEqualTo("[1,0,0,0,0,0,0,0,0,0,0]");
		assertThat(figures.at("/reach/started").intValue()).isOne();
		assertThat(figures.at("/reach/finished").intValue()).isZero();
		client.erase().is(204);
		assertThat(counted(survey)).isZero();
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences").size()).isZero();
	}

	private long counted(UUID survey) {
		return this.api.get("/api/v1/surveys/" + survey + "/kpis").is(200).json().at("/overall/responses").longValue();
	}

}

package dev.voce.response;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** What a response may hold, through both parts of the API. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerRulesTest {

	private final Api api;

	private final UUID survey;

	AnswerRulesTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port);
		this.survey = this.api.survey("""
				{"name": "Rules", "segments": ["plan"], "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "csat", "type": "CSAT", "text": {"en": "How satisfied?"}},
					{"key": "mood", "type": "RATING", "scale": {"min": -5, "max": 5}, "text": {"en": "How was it?"}},
					{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
						{"key": "price", "text": {"en": "Price"}}, {"key": "quality", "text": {"en": "Quality"}}]},
					{"key": "one", "type": "CHOICE", "text": {"en": "Which?"}, "options": [
						{"key": "a", "text": {"en": "A"}}, {"key": "b", "text": {"en": "B"}}]},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		new Sql(dataSource).publishedLongAgo(this.survey);
	}

	private String responses(Part part) {
		return ((part == Part.PUBLIC) ? "/api/v1/public/surveys/" : "/api/v1/surveys/") + this.survey + "/responses";
	}

	private Api.Reply send(Part part, String body) {
		return this.api.post(responses(part), body);
	}

	private JsonNode stored(Api.Reply created) {
		created.is(201);
		return this.api.get(responses(Part.KEYED) + "/" + created.json().get("id").stringValue()).is(200).json();
	}

	private static String json(String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	static Stream<Arguments> bodiesThatAreNoJsonObject() {
		String deep = "{\"answers\": {\"nps\": 9}, \"attributes\": {\"a\": " + "[".repeat(20) + "]".repeat(20) + "}}";
		String bomb = "[".repeat(30_000);
		return Stream
			.of("", "   ", "nps=9", "{", "{\"answers\": {\"nps\": 9}", "{\"answers\": {\"nps\": 9}}}",
					"{\"answers\": {\"nps\": 9}} {}", "{\"answers\": {\"nps\": 9}} x", "{'answers': {'nps': 9}}",
					"{\"answers\": {\"nps\": 9},}", "{\"answers\": {\"nps\": 09}}", "{\"answers\": {\"nps\": NaN}}",
					"{\"answers\": {\"nps\": 9}, \"answers\": {\"nps\": 1}}", "{\"answers\": {\"nps\": 9, \"nps\": 1}}",
					"{\"answers\": {\"why\": \"a\u0001b\"}}", "[]", "[{\"answers\": {\"nps\": 9}}]", "null", "true",
					"9", "\"{}\"", deep, bomb, "{\"answers\": " + bomb, "{\"a\":".repeat(10_000))
			.flatMap((body) -> Stream.of(Part.values()).map((part) -> Arguments.of(part, body)));
	}

	@ParameterizedTest
	@MethodSource
	void bodiesThatAreNoJsonObject(Part part, String body) {
		send(part, body).refused(400);
		this.api.put(responses(part) + "/" + UUID.randomUUID(), body).refused(400);
	}

	@ParameterizedTest
	@EnumSource
	void aBodyThatIsNotUtf8IsRefused(Part part) {
		for (byte[] text : List.of(new byte[] { (byte) 0xE9 }, new byte[] { (byte) 0xC0, (byte) 0x80 },
				new byte[] { (byte) 0xED, (byte) 0xA0, (byte) 0x80 }, new byte[] { (byte) 0xF5, 0, 0, 0 })) {
			byte[] body = "{\"answers\": {\"nps\": 9, \"why\": \"????\"}}".getBytes(StandardCharsets.US_ASCII);
			System.arraycopy(text, 0, body, 31, text.length);
			this.api.send("POST", responses(part), body).refused(400);
		}
		this.api.send("POST", responses(part), "{\"answers\": {\"nps\": 9}}".getBytes(StandardCharsets.UTF_16))
			.refused(400);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			0       | 0
			-0      | 0
			9       | 9
			9.0     | 9
			10.0    | 10
			10.000000000000000000000000 | 10
			1e1     | 10
			0.9E+1  | 9
			0e999   | 0
			""")
	void aScoreIsAnyNumberOfIntegerValue(String sent, int kept) {
		for (Part part : Part.values()) {
			JsonNode nps = stored(send(part, "{\"answers\": {\"nps\": " + sent + "}}")).at("/answers/nps");
			assertThat(nps.isInt()).isTrue();
			assertThat(nps.intValue()).isEqualTo(kept);
		}
	}

	static Stream<Arguments> aNumberThatIsNoScoreIsRefusedWithItsPlace() {
		return Stream
			.of("9.5", "\"9\"", "true", "[9]", "{}", "-1", "11", "1e400", "-1e400", "1e-400", "9.0000000000000001",
					"4294967305", "9223372036854775817", "9".repeat(300), "9".repeat(50_000), "0." + "1".repeat(50_000),
					"1e1000000000", "1e-1000000000", "1e2147483647", "1e99999999999", "1e-99999999999",
					"9".repeat(20_000) + "e-20000")
			.flatMap((score) -> Stream.of(Part.values()).map((part) -> Arguments.of(part, score)));
	}

	@ParameterizedTest
	@MethodSource
	void aNumberThatIsNoScoreIsRefusedWithItsPlace(Part part, String score) {
		Api.Reply refused = send(part, "{\"answers\": {\"nps\": " + score + "}}").flawed("/answers/nps");
		assertThat(refused.json().at("/errors/0/detail").stringValue()).startsWith("must be a");
	}

	@Test
	void negativeScoresAreTakenWhereTheScaleHasThem() {
		assertThat(stored(send(Part.PUBLIC, "{\"answers\": {\"mood\": -5}}")).at("/answers/mood").intValue())
			.isEqualTo(-5);
		send(Part.PUBLIC, "{\"answers\": {\"mood\": -6}}").flawed("/answers/mood");
	}

	static Stream<Arguments> textsAreKeptExactly() {
		return Stream.of("👩‍👩‍👧‍👦 🇮🇹 👍🏽", "שלום עולם مرحبا بالعالم",
				"e\u0301 \u0041\u030A ḍ̇ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!͖̬̰̙̗̿̋ͥͥ̂ͣ̐́́͜͞",
				"\u202Eright to left\u202C \u200F\u200B\uFEFF", "'; drop table response; -- \\ % _ {0} ${x} <script>",
				"a\\nb\ttab\r\nend", "\uFFFD\uFFFE\uFFFF\uD83F\uDFFF", " leading and trailing ", "x".repeat(5_000),
				"😀".repeat(5_000), "e\u0301".repeat(2_500))
			.map(Arguments::of);
	}

	@ParameterizedTest
	@MethodSource
	void textsAreKeptExactly(String text) {
		String escaped = json(text).replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
		for (Part part : Part.values()) {
			assertThat(stored(send(part, "{\"answers\": {\"why\": " + escaped + "}}")).at("/answers/why").stringValue())
				.isEqualTo(text);
		}
	}

	@Test
	void astralCharactersMayBeEscaped() {
		assertThat(stored(send(Part.PUBLIC, "{\"answers\": {\"why\": \"" + "\\ud83d\\ude00".repeat(5_000) + "\"}}"))
			.at("/answers/why")
			.stringValue()).isEqualTo("😀".repeat(5_000));
	}

	static Stream<Arguments> textsThatCannotBeKeptAreRefused() {
		return Stream
			.of("x".repeat(5_001), "😀".repeat(5_001), "e\u0301".repeat(2_500) + "x", "a\\u0000b", "\\ud83d", "\\ude00",
					"\\ude00\\ud83d", "a\\ud83db")
			.flatMap((text) -> Stream.of(Part.values()).map((part) -> Arguments.of(part, text)));
	}

	@ParameterizedTest
	@MethodSource
	void textsThatCannotBeKeptAreRefused(Part part, String text) {
		send(part, "{\"answers\": {\"why\": \"" + text + "\"}}").flawed("/answers/why");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"answers\": {}}", "{\"answers\": null}", "{\"answers\": []}",
			"{\"answers\": \"nps\"}", "{\"answers\": {\"why\": \"\"}}", "{\"answers\": {\"reason\": []}}" })
	void aResponseNeedsAtLeastOneAnswer(String body) {
		for (Part part : Part.values()) {
			send(part, body).flawed("/answers");
		}
	}

	@Test
	void anUnknownQuestionIsReportedWithThoseThatThereAre() {
		for (Part part : Part.values()) {
			Api.Reply refused = send(part, "{\"answers\": {\"nps\": 9, \"nsp/~\": 9}}").flawed("/answers/nsp~1~0");
			assertThat(refused.json().at("/errors/0/detail").stringValue())
				.contains("nps, csat, mood, reason, one, why");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			reason | ["prize"]
			reason | [1]
			reason | [["price"]]
			reason | {"price": true}
			reason | 1
			one    | ["a", "b"]
			one    | ["c"]
			why    | 5
			why    | ["x"]
			""")
	void anAnswerOfTheWrongKindIsRefusedWithItsPlace(String question, String answer) {
		for (Part part : Part.values()) {
			send(part, "{\"answers\": {\"" + question + "\": " + answer + "}}").flawed("/answers/" + question);
		}
	}

	@Test
	void severalOptionsStandOnceEach() {
		JsonNode chosen = stored(
				send(Part.PUBLIC, "{\"answers\": {\"reason\": [\"quality\", \"price\", \"quality\"]}}"))
			.at("/answers/reason");
		assertThat(chosen.valueStream().map(JsonNode::stringValue)).containsExactlyInAnyOrder("quality", "price");
	}

	@Test
	void everyFlawOfABodyIsReportedAtOnce() {
		Api.Reply refused = send(Part.KEYED,
				"{\"id\": 1, \"answers\": {\"nps\": 11, \"why\": 2}, \"respondent\": 3, \"finished\": \"yes\"}");
		refused.flawed("/id").flawed("/answers/nps").flawed("/answers/why").flawed("/respondent").flawed("/finished");
	}

	@Test
	void anUnknownFieldIsReportedByTheKeyedApiAndIgnoredByThePublicOne() {
		String body = "{\"answers\": {\"nps\": 9}, \"respondant\": \"x\", \"deep\": {\"a\": [1e400, null]}}";
		Api.Reply refused = send(Part.KEYED, body).flawed("/respondant").flawed("/deep");
		assertThat(refused.body()).contains("respondent");
		assertThat(stored(send(Part.PUBLIC, body)).has("respondant")).isFalse();
	}

	static Stream<Arguments> fieldsOutsideTheirBoundsAreRefused() {
		String many = IntStream.range(0, 21).mapToObj((i) -> "\"a" + i + "\": 1").collect(Collectors.joining(", "));
		return Stream.of(List.of("/respondent", json("x".repeat(201))), List.of("/respondent", "\"a\\u0000\""),
				List.of("/respondent", "5"), List.of("/channel", json("x".repeat(201))),
				List.of("/channel", "\"(none)\""), List.of("/channel", "\"(other)\""),
				List.of("/touchpoint", "\"(none)\""), List.of("/touchpoint", "\"(other)\""),
				List.of("/touchpoint", "[]"), List.of("/locale", "\"(none)\""), List.of("/locale", "\"it it\""),
				List.of("/locale", json("x".repeat(36))), List.of("/attributes", "[]"),
				List.of("/attributes", "\"plan\""), List.of("/attributes", "{" + many + "}"),
				List.of("/attributes/plan", "{\"plan\": \"(none)\"}"),
				List.of("/attributes/plan", "{\"plan\": \"(other)\"}"), List.of("/attributes/plan", "{\"plan\": {}}"),
				List.of("/attributes/plan", "{\"plan\": [\"a\"]}"),
				List.of("/attributes/plan", "{\"plan\": \"\\u0000\"}"),
				List.of("/attributes/plan", "{\"plan\": " + json("x".repeat(201)) + "}"),
				List.of("/attributes/plan", "{\"plan\": 1e400}"), List.of("/attributes/plan", "{\"plan\": 1e-400}"),
				List.of("/attributes/plan", "{\"plan\": 1e1000000000}"),
				List.of("/attributes/plan", "{\"plan\": 1e99999999999}"), List.of("/attributes/", "{\"\": 1}"),
				List.of("/attributes/" + "x".repeat(41), "{" + json("x".repeat(41)) + ": 1}"), List.of("/id", "\"42\""),
				List.of("/id", "\"1-1-1-1-1\""), List.of("/id", "{}"), List.of("/revision", "-1"),
				List.of("/revision", "\"1\""), List.of("/revision", "1.5"), List.of("/revision", "9999999999"),
				List.of("/revision", "2147483647"), List.of("/version", "0"), List.of("/version", "2"),
				List.of("/version", "\"1\""), List.of("/finished", "\"true\""), List.of("/finished", "1"),
				List.of("/test", "0"), List.of("/submittedAt", "1760000000"), List.of("/submittedAt", "\"2026-01-31\""),
				List.of("/submittedAt", "\"2026-01-31T10:15:00\""), List.of("/submittedAt", "\"2026-02-30T10:15:00Z\""),
				List.of("/submittedAt", "\"yesterday\""), List.of("/submittedAt", "\"1999-12-31T23:59:59Z\""),
				List.of("/submittedAt", "\"+999999999-12-31T23:59:59Z\""), List.of("/submittedAt", "\"\""))
			.flatMap((flaw) -> Stream.of(Part.values()).map((part) -> Arguments.of(part, flaw.get(0), flaw.get(1))));
	}

	@ParameterizedTest
	@MethodSource
	void fieldsOutsideTheirBoundsAreRefused(Part part, String pointer, String value) {
		String field = pointer.split("/")[1];
		send(part, "{\"answers\": {\"nps\": 9}, \"" + field + "\": " + value + "}").flawed(pointer);
	}

	@Test
	void fieldsAtTheirBoundsAreKept() {
		String key = "é".repeat(39) + "😀";
		String attributes = IntStream.range(0, 19).mapToObj((i) -> ", \"a" + i + "\": 1").collect(Collectors.joining());
		for (Part part : Part.values()) {
			JsonNode stored = stored(send(part,
					"{\"answers\": {\"nps\": 9}, \"respondent\": " + json("😀".repeat(200)) + ", \"channel\": "
							+ json("è".repeat(200)) + ", \"locale\": \"zh-Hant-TW\", \"attributes\": {" + json(key)
							+ ": " + json("😀".repeat(200)) + attributes + "}}"));
			assertThat(stored.get("respondent").stringValue()).isEqualTo("😀".repeat(200));
			assertThat(stored.get("channel").stringValue()).isEqualTo("è".repeat(200));
			assertThat(stored.get("locale").stringValue()).isEqualTo("zh-Hant-TW");
			assertThat(stored.get("attributes").size()).isEqualTo(20);
			assertThat(stored.get("attributes").get(key).stringValue()).isEqualTo("😀".repeat(200));
		}
	}

	@Test
	void attributesAreTextsNumbersAndBooleans() {
		JsonNode attributes = stored(send(Part.KEYED,
				"""
						{"answers": {"nps": 9}, "attributes": {
							"text": "pro", "empty": "", "yes": true, "no": false, "big": 12345678901234567890, "small": 0.10, "zero": 0.0}}"""))
			.get("attributes");
		assertThat(attributes.toString()).isEqualTo(
				"{\"big\":12345678901234567890,\"empty\":\"\",\"no\":false,\"small\":0.1,\"text\":\"pro\",\"yes\":true,\"zero\":0}");
	}

	@Test
	void whatIsAbsentIsFilledIn() {
		Api.Reply created = send(Part.PUBLIC, "{\"answers\": {\"nps\": 0}}").is(201);
		assertThat(created.json().propertyNames()).containsExactlyInAnyOrder("id", "survey", "revision", "submittedAt",
				"receivedAt");
		assertThat(created.json().get("survey").stringValue()).isEqualTo(this.survey.toString());
		assertThat(created.json().get("revision").intValue()).isZero();
		assertThat(created.json().get("submittedAt")).isEqualTo(created.json().get("receivedAt"));
		assertThat(UUID.fromString(created.json().get("id").stringValue()).version()).isEqualTo(7);
		JsonNode stored = stored(created);
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":0}");
		assertThat(stored.get("version").intValue()).isEqualTo(1);
		assertThat(stored.get("finished").booleanValue()).isTrue();
		assertThat(stored.get("test").booleanValue()).isFalse();
	}

	@Test
	void nullIsAbsent() {
		send(Part.KEYED,
				"""
						{"answers": {"nps": 9}, "id": null, "revision": null, "submittedAt": null, "channel": null, "touchpoint": null,
						"locale": null, "respondent": null, "attributes": null, "version": null, "finished": null, "test": null}""")
			.is(201);
	}

	@Test
	void thePublicApiAcceptsSevenDaysBackAndFiveMinutesAhead() {
		Instant now = Instant.now();
		for (Instant believed : List.of(now.minus(7, ChronoUnit.DAYS).plusSeconds(60), now.plusSeconds(240))) {
			Api.Reply created = send(Part.PUBLIC, dated(believed)).is(201);
			assertThat(Instant.parse(created.json().get("submittedAt").stringValue()))
				.isEqualTo(believed.truncatedTo(ChronoUnit.MICROS));
		}
		send(Part.PUBLIC, dated(now.minus(7, ChronoUnit.DAYS).minusSeconds(60))).flawed("/submittedAt");
		send(Part.PUBLIC, dated(now.plusSeconds(360))).flawed("/submittedAt");
	}

	@Test
	void theKeyedApiAcceptsFrom2000On() {
		assertThat(send(Part.KEYED, dated(Instant.parse("2000-01-01T00:00:00Z"))).is(201)
			.json()
			.get("submittedAt")
			.stringValue()).isEqualTo("2000-01-01T00:00:00Z");
		send(Part.KEYED, dated(Instant.parse("1999-12-31T23:59:59Z"))).flawed("/submittedAt");
		send(Part.KEYED, dated(Instant.now().plusSeconds(240))).is(201);
		send(Part.KEYED, dated(Instant.now().plusSeconds(360))).flawed("/submittedAt");
	}

	@Test
	void anOffsetIsTurnedIntoTheInstant() {
		assertThat(send(Part.KEYED,
				"{\"answers\": {\"nps\": 9}, \"submittedAt\": \"2025-11-20T10:15:00.123456789+05:45\"}")
			.is(201)
			.json()
			.get("submittedAt")
			.stringValue()).isEqualTo("2025-11-20T04:30:00.123456Z");
	}

	private static String dated(Instant submittedAt) {
		return "{\"answers\": {\"nps\": 9}, \"submittedAt\": \"" + submittedAt + "\"}";
	}

	@ParameterizedTest
	@EnumSource
	void aBodyOverSixtyFourKibIsTooLarge(Part part) {
		String body = "{\"answers\": {\"nps\": 9}}";
		send(part, body + " ".repeat(64 * 1024 - body.length())).is(201);
		send(part, body + " ".repeat(64 * 1024 - body.length() + 1)).refused(413);
		send(part, body + " ".repeat(1024 * 1024)).refused(413);
		this.api.put(responses(part) + "/" + UUID.randomUUID(), body + " ".repeat(64 * 1024)).refused(413);
	}

	@Test
	void aByteOrderMarkIsNotPartOfTheBody() {
		send(Part.PUBLIC, "\uFEFF{\"answers\": {\"nps\": 9}}").is(201);
	}

	@Test
	void thePublicApiAcceptsJsonThatIsCalledPlainText() {
		String body = "{\"answers\": {\"nps\": 9}}";
		for (String type : List.of("text/plain", "text/plain;charset=UTF-8", "application/json",
				"application/json; charset=utf-8")) {
			this.api.post(responses(Part.PUBLIC), body, "Content-Type", type).is(201);
			this.api.put(responses(Part.PUBLIC) + "/" + UUID.randomUUID(), body, "Content-Type", type).is(201);
		}
	}

	@Test
	void otherMediaTypesAreNotTaken() {
		String body = "{\"answers\": {\"nps\": 9}}";
		for (String type : List.of("application/xml", "application/x-www-form-urlencoded",
				"multipart/form-data; boundary=x", "text/html", "nonsense", "")) {
			for (Part part : Part.values()) {
				this.api.post(responses(part), body, "Content-Type", type).refused(415);
				this.api.put(responses(part) + "/" + UUID.randomUUID(), body, "Content-Type", type).refused(415);
			}
		}
		assertThat(this.api.post(responses(Part.KEYED), body, "Content-Type", "text/plain")
			.refused(415)
			.json()
			.get("detail")
			.stringValue()).isEqualTo("the Content-Type must be application/json");
	}

	@Test
	void whoAcceptsNoJsonIsRefusedBeforeAnythingIsStored() {
		String id = UUID.randomUUID().toString();
		String body = "{\"id\": \"" + id + "\", \"answers\": {\"nps\": 9}}";
		for (Part part : Part.values()) {
			this.api.post(responses(part), body, "Accept", "image/png").refused(406);
			this.api.put(responses(part) + "/" + id, body, "Accept", "text/csv").refused(406);
		}
		this.api.get(responses(Part.KEYED) + "/" + id).refused(404);
	}

	@Test
	void malformedIdsInThePathAreNotFound() {
		String body = "{\"answers\": {\"nps\": 9}}";
		for (String id : List.of("42", "1-1-1-1-1", UUID.randomUUID() + "0", "%20", "null")) {
			for (String surveys : List.of("/api/v1/public/surveys/", "/api/v1/surveys/")) {
				this.api.post(surveys + id + "/responses", body).refused(404);
				this.api.put(surveys + id + "/responses/" + UUID.randomUUID(), body).refused(404);
				this.api.put(surveys + this.survey + "/responses/" + id, body).refused(404);
			}
			this.api.get("/api/v1/surveys/" + this.survey + "/responses/" + id).refused(404);
			this.api.delete("/api/v1/surveys/" + this.survey + "/responses/" + id).refused(404);
		}
	}

	@Test
	void anUnknownSurveyIsNotFound() {
		String body = "{\"answers\": {\"nps\": 9}}";
		for (String surveys : List.of("/api/v1/public/surveys/", "/api/v1/surveys/")) {
			this.api.post(surveys + UUID.randomUUID() + "/responses", body).refused(404);
			this.api.put(surveys + UUID.randomUUID() + "/responses/" + UUID.randomUUID(), body).refused(404);
		}
	}

	@Test
	void theIdInThePathDecides() {
		String id = UUID.randomUUID().toString();
		for (Part part : Part.values()) {
			this.api
				.put(responses(part) + "/" + id, "{\"id\": \"" + UUID.randomUUID() + "\", \"answers\": {\"nps\": 9}}")
				.flawed("/id");
		}
		assertThat(this.api
			.put(responses(Part.KEYED) + "/" + id.toUpperCase(), "{\"id\": \"" + id + "\", \"answers\": {\"nps\": 9}}")
			.is(201)
			.json()
			.get("id")
			.stringValue()).isEqualTo(id);
	}

	@Test
	void otherMethodsAreNotAllowed() {
		String id = "/" + UUID.randomUUID();
		this.api.send("PATCH", responses(Part.KEYED) + id, "{}").refused(405);
		Api.Reply refused = this.api.delete(responses(Part.KEYED)).refused(405);
		assertThat(refused.json().get("detail").stringValue()).isEqualTo("this address takes GET, POST");
		assertThat(refused.header("Allow")).contains("GET", "POST");
		this.api.post(responses(Part.KEYED) + id, "{}").refused(405);
		for (String method : List.of("GET", "DELETE", "PATCH")) {
			this.api.send(method, responses(Part.PUBLIC) + id, "{}").refused(405);
			this.api.send(method, responses(Part.PUBLIC), "{}").refused(405);
		}
	}

}

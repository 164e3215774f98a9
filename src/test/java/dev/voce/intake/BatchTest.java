package dev.voce.intake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of responses. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BatchTest {

	private static final String NDJSON = "application/x-ndjson";

	private static final String GOOD = "{\"answers\": {\"nps\": 9}}";

	private static final String BAD = "{\"answers\": {\"nps\": 11}}";

	private final Api api;

	private final UUID survey;

	BatchTest(@LocalServerPort int port) {
		this.api = new Api(port);
		this.survey = this.api.npsSurvey();
	}

	private String path(UUID survey) {
		return "/api/v1/surveys/" + survey + "/responses/batch";
	}

	private JsonNode lines(String body, String... headers) {
		return sent(this.survey, NDJSON, body.getBytes(StandardCharsets.UTF_8), headers);
	}

	private JsonNode array(String body, String... headers) {
		return sent(this.survey, "application/json", body.getBytes(StandardCharsets.UTF_8), headers);
	}

	private JsonNode sent(UUID survey, String type, byte[] body, String... headers) {
		String[] all = new String[headers.length + 2];
		System.arraycopy(headers, 0, all, 0, headers.length);
		all[headers.length] = "Content-Type";
		all[headers.length + 1] = type;
		return this.api.send("POST", path(survey), body, all).is(200).json();
	}

	private static void assertCounts(JsonNode result, int accepted, int amended, int duplicates, int rejected) {
		assertThat(result.toString()).startsWith("{\"accepted\":" + accepted + ",\"amended\":" + amended
				+ ",\"duplicates\":" + duplicates + ",\"rejected\":" + rejected + ",\"errors\":[");
	}

	private static String withId(UUID id, String rest) {
		return "{\"id\": \"" + id + "\", " + rest + "}";
	}

	private long responses(UUID survey) {
		return this.api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/responses").longValue();
	}

	@Test
	void anArrayAndLinesMeanTheSame() {
		assertCounts(array("[" + GOOD + ", " + BAD + ",\n" + GOOD + "]"), 2, 0, 0, 1);
		assertCounts(lines(GOOD + "\n" + BAD + "\n" + GOOD), 2, 0, 0, 1);
	}

	@Test
	void nothingIsNoError() {
		assertCounts(array("[]"), 0, 0, 0, 0);
		assertCounts(array(" [ \n ] "), 0, 0, 0, 0);
		assertCounts(lines(""), 0, 0, 0, 0);
		assertCounts(lines("\n\r\n \n"), 0, 0, 0, 0);
	}

	@Test
	void aBadLineIsReportedWithItsNumberAndPlace() {
		JsonNode result = lines(GOOD + "\n\n" + BAD + "\r\n" + "{\"answers\"\n" + GOOD + "\n");
		assertCounts(result, 2, 0, 0, 2);
		assertThat(result.at("/errors/0").toString())
			.isEqualTo("{\"line\":3,\"detail\":\"must be an integer from 0 to 10\",\"pointer\":\"/answers/nps\"}");
		assertThat(result.at("/errors/1/line").intValue()).isEqualTo(4);
		assertThat(result.at("/errors/1/detail").stringValue()).contains("JSON");
		assertThat(result.at("/errors/1").has("pointer")).isFalse();
	}

	@Test
	void badLinesAreReportedInTheLanguageThatIsAskedFor() {
		JsonNode result = lines(BAD + "\n[", "Accept-Language", "it");
		assertThat(result.at("/errors/0/detail").stringValue()).isEqualTo("deve essere un numero intero da 0 a 10");
		assertThat(result.at("/errors/1/detail").stringValue()).startsWith("il corpo deve essere un valore JSON")
			.contains("la lettura si è fermata alla riga 1, colonna");
	}

	@Test
	void theFirstHundredErrorsAreReported() {
		JsonNode result = lines(GOOD + "\n" + (BAD + "\n").repeat(130));
		assertCounts(result, 1, 0, 0, 130);
		assertThat(result.get("errors").size()).isEqualTo(100);
		assertThat(result.at("/errors/99/line").intValue()).isEqualTo(101);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "5", "[]", "\"x\"", "{\"answers\": {\"nps\": 9}, \"unknown\": 1}",
			"{\"answers\": {\"nps\": 1e99999999999}}", "{\"answers\": {\"nps\": 9, \"nps\": 9}}",
			"{\"answers\": {}} {}", "{\"answers\": {\"why\": \"a\\u0000\"}}", "[[[[[[[[[[[[[[[[[[[[[[[[", "{]",
			"nonsense" })
	void aBadElementSpoilsNoOther(String bad) {
		JsonNode ofLines = lines(GOOD + "\n" + bad + "\n" + GOOD);
		assertCounts(ofLines, 2, 0, 0, 1);
		assertThat(ofLines.at("/errors/0/line").intValue()).isEqualTo(2);
		if (!bad.startsWith("[[")) {
			JsonNode ofArray = array("[" + GOOD + "," + bad + "," + GOOD + "]");
			assertCounts(ofArray, 2, 0, 0, 1);
			assertThat(ofArray.at("/errors/0/line").intValue()).isEqualTo(2);
		}
	}

	@Test
	void aLineThatIsTooLongIsOneRejectedLine() {
		String longest = GOOD + " ".repeat(64 * 1024 - GOOD.length());
		String endless = "{\"answers\": {\"why\": \"" + "x".repeat(300_000) + "\"}}";
		JsonNode ofLines = lines(longest + "\n" + longest + " \n" + endless + "\n" + GOOD);
		assertCounts(ofLines, 2, 0, 0, 2);
		assertThat(ofLines.at("/errors/0/line").intValue()).isEqualTo(2);
		assertThat(ofLines.at("/errors/0/detail").stringValue()).contains("64 KiB");
		JsonNode ofArray = array("[" + GOOD + "," + endless + "," + GOOD + "]");
		assertCounts(ofArray, 2, 0, 0, 1);
		assertThat(ofArray.at("/errors/0/line").intValue()).isEqualTo(2);
	}

	@Test
	void whatIsNotUtf8IsOneRejectedLine() {
		for (String between : new String[] { "\n", "," }) {
			ByteArrayOutputStream body = new ByteArrayOutputStream();
			body.writeBytes((between.equals(",") ? "[" : "").getBytes(StandardCharsets.UTF_8));
			body.writeBytes((GOOD + between).getBytes(StandardCharsets.UTF_8));
			body.writeBytes("{\"answers\": {\"why\": \"caff\u00e8\"}}".getBytes(StandardCharsets.ISO_8859_1));
			body.writeBytes((between + GOOD).getBytes(StandardCharsets.UTF_8));
			body.writeBytes((between.equals(",") ? "]" : "").getBytes(StandardCharsets.UTF_8));
			JsonNode result = sent(this.survey, between.equals(",") ? "application/json" : NDJSON, body.toByteArray());
			assertCounts(result, 2, 0, 0, 1);
			assertThat(result.at("/errors/0/line").intValue()).isEqualTo(2);
			assertThat(result.at("/errors/0/detail").stringValue()).contains("UTF-8");
		}
	}

	@Test
	void aBrokenArrayKeepsWhatCameBeforeTheBreak() {
		for (String rest : new String[] { "", ",", ",{\"answers\": {\"n", ",{\"answers\": {\"why\": \"x", ", \n [" }) {
			JsonNode result = array("[" + GOOD + "," + GOOD + rest);
			assertCounts(result, 2, 0, 0, 1);
			assertThat(result.at("/errors/0/line").intValue()).isEqualTo(3);
			assertThat(result.at("/errors/0/detail").stringValue()).contains("must end with ]");
		}
		assertCounts(array("["), 0, 0, 0, 1);
		assertCounts(array("[" + GOOD + ",]"), 1, 0, 0, 1);
		assertCounts(array("[," + GOOD + "]"), 1, 0, 0, 1);
		assertCounts(array("[" + GOOD + "] [" + GOOD + "]"), 1, 0, 0, 1);
	}

	@Test
	void bracketsAndQuotesInTextsAreText() {
		String text = "{\"answers\": {\"why\": \"],[ \\\" \\\\\\\" }{ \\\\\"}}";
		assertCounts(array("[" + text + "," + text + "]"), 2, 0, 0, 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "{}", GOOD, "null", "nonsense", "\"[]\"" })
	void aBodyThatIsNoArrayIsRefused(String body) {
		this.api.post(path(this.survey), body).refused(400);
	}

	@Test
	void sendingAFileAgainUnderTheSameKeyIsSafe() {
		UUID survey = this.api.npsSurvey();
		String file = GOOD + "\n\n" + GOOD + "\n" + BAD + "\n";
		byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
		assertCounts(sent(survey, NDJSON, bytes, "Idempotency-Key", "monday"), 2, 0, 0, 1);
		assertCounts(sent(survey, NDJSON, bytes, "Idempotency-Key", "monday"), 0, 0, 2, 1);
		assertThat(responses(survey)).isEqualTo(2);
		byte[] corrected = (file.replace("11", "1")).getBytes(StandardCharsets.UTF_8);
		assertCounts(sent(survey, NDJSON, corrected, "Idempotency-Key", "monday"), 1, 0, 2, 0);
		assertCounts(sent(survey, NDJSON, bytes, "Idempotency-Key", "tuesday"), 2, 0, 0, 1);
		assertCounts(sent(survey, NDJSON, bytes), 2, 0, 0, 1);
		assertThat(responses(survey)).isEqualTo(7);
	}

	@Test
	void madeUpIdsCannotBeGuessedFromKeyAndLine() {
		UUID survey = this.api.npsSurvey();
		UUID guessed = UUID.nameUUIDFromBytes((survey + " 1 monday").getBytes(StandardCharsets.UTF_8));
		this.api.put("/api/v1/public/surveys/" + survey + "/responses/" + guessed, "{\"answers\": {\"nps\": 0}}")
			.is(201);
		byte[] file = (GOOD + "\n" + GOOD).getBytes(StandardCharsets.UTF_8);
		assertCounts(sent(survey, NDJSON, file, "Idempotency-Key", "monday"), 2, 0, 0, 0);
		assertThat(responses(survey)).isEqualTo(3);
		assertThat(
				this.api.get("/api/v1/surveys/" + survey + "/responses?source=BATCH").json().get("items").valueStream())
			.extracting((item) -> UUID.fromString(item.get("id").stringValue()))
			.doesNotContain(guessed)
			.doesNotHaveDuplicates()
			.allSatisfy((id) -> {
				assertThat(id.version()).isEqualTo(8);
				assertThat(id.variant()).isEqualTo(2);
			});
	}

	@Test
	void anIdempotencyKeyHasBounds() {
		this.api.post(path(this.survey), "[]", "Idempotency-Key", "x".repeat(201)).refused(422);
		this.api.post(path(this.survey), "[]", "Idempotency-Key", " ").refused(422);
	}

	@Test
	void linesWithIdsFollowTheTableOfRepetitions() {
		UUID one = UUID.randomUUID();
		UUID two = UUID.randomUUID();
		String nine = "\"answers\": {\"nps\": 9}";
		String three = "\"answers\": {\"nps\": 3}";
		assertCounts(lines(withId(one, nine) + "\n" + withId(two, nine) + "\n" + withId(one, nine)), 2, 0, 1, 0);
		JsonNode result = lines(withId(one, three + ", \"revision\": 1") + "\n" + withId(two, three) + "\n"
				+ withId(two, nine) + "\n" + withId(one, nine));
		assertCounts(result, 0, 1, 2, 1);
		assertThat(result.at("/errors/0/line").intValue()).isEqualTo(2);
		String responses = "/api/v1/surveys/" + this.survey + "/responses/";
		assertThat(this.api.get(responses + one).json().at("/answers/nps").intValue()).isEqualTo(3);
		assertThat(this.api.get(responses + two).json().at("/answers/nps").intValue()).isEqualTo(9);
	}

	@Test
	void aLongFileIsStoredInChunks() {
		UUID survey = this.api.npsSurvey();
		String file = IntStream.rangeClosed(1, 2_500)
			.mapToObj((line) -> "{\"answers\": {\"nps\": " + ((line == 1_700) ? 11 : line % 11)
					+ "}, \"submittedAt\": \"2025-03-01T00:00:00Z\"}")
			.collect(Collectors.joining("\n"));
		JsonNode result = sent(survey, NDJSON, file.getBytes(StandardCharsets.UTF_8), "Idempotency-Key", "long");
		assertCounts(result, 2_499, 0, 0, 1);
		assertThat(result.at("/errors/0/line").intValue()).isEqualTo(1_700);
		assertCounts(sent(survey, "application/json",
				("[" + file.replace("\n", ",") + "]").getBytes(StandardCharsets.UTF_8), "Idempotency-Key", "long"), 0,
				0, 2_499, 1);
		JsonNode figures = this.api.get("/api/v1/surveys/" + survey + "/kpis?from=2025-03-01&to=2025-03-02&period=day")
			.json();
		assertThat(figures.at("/overall/responses").intValue()).isEqualTo(2_499);
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences").size()).isZero();
	}

	@Test
	void whatCannotBeReadAtAllIsRefusedBeforeReading() {
		this.api.post(path(this.survey), GOOD, "Content-Type", "text/plain").refused(415);
		this.api.post(path(this.survey), GOOD, "Content-Type", "text/csv").refused(415);
		this.api.post(path(this.survey), "[" + GOOD + "]", "Accept", "text/csv").refused(406);
		this.api.post(path(UUID.randomUUID()), "[]").refused(404);
		this.api.post("/api/v1/surveys/42/responses/batch", "[]").refused(404);
		this.api.put(path(this.survey), "[]").refused(404);
		this.api.delete(path(this.survey)).refused(404);
	}

	@Test
	void importsMayGoToAStoppedSurvey() {
		UUID survey = this.api.npsSurvey();
		this.api.post("/api/v1/surveys/" + survey + "/close", "").is(200);
		assertCounts(sent(survey, NDJSON, GOOD.getBytes(StandardCharsets.UTF_8)), 1, 0, 0, 0);
	}

}

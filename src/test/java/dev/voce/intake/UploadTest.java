package dev.voce.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

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

/** Responses as other programs write and send them. */
@VoceTest
class UploadTest {

	private static final String GOOD = "{\"answers\": {\"nps\": 9}}";

	private final Api api;

	private UUID survey;

	UploadTest(@LocalServerPort int port) {
		this.api = new Api(port);
	}

	@BeforeEach
	void makeSurvey() {
		this.survey = this.api.npsSurvey();
	}

	private String path() {
		return "/api/v1/surveys/" + this.survey + "/responses";
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
			out.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

	private Api.Reply lines(byte[] body, String... headers) {
		String[] all = Arrays.copyOf(headers, headers.length + 2);
		all[headers.length] = "Content-Type";
		all[headers.length + 1] = "application/x-ndjson";
		return this.api.send("POST", path() + "/batch", body, all);
	}

	private long stored() {
		return this.api.get(path() + "?limit=200").json().get("items").size();
	}

	@Test
	void whatIsNullIsAbsent() {
		JsonNode stored = stored("""
				{"id": null, "answers": {"nps": 9, "why": null, "unknown": null}, "submittedAt": null, "askedAt": null,
				"channel": null, "respondent": null, "attributes": {"plan": null, "n": 1}, "version": null,
				"finished": null, "test": null, "revision": null, "mark": null, "another": null}""");
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":9}");
		assertThat(stored.get("attributes").toString()).isEqualTo("{\"n\":1}");
	}

	private JsonNode stored(String body) {
		return this.api.get(path() + "/" + this.api.post(path(), body).is(201).json().get("id").stringValue()).json();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"nps\": null}", "{\"nps\": null, \"why\": null}", "null", "{}" })
	void noAnswerLeftIsNoResponse(String answers) {
		this.api.post(path(), "{\"answers\": " + answers + "}").flawed("/answers");
		this.api.post("/api/v1/public/surveys/" + this.survey + "/responses", "{\"answers\": " + answers + "}")
			.flawed("/answers");
	}

	@Test
	void twentyAttributesAreCountedWithoutThoseThatAreNull() {
		StringBuilder attributes = new StringBuilder("\"a\": 1");
		for (int i = 0; i < 30; i++) {
			attributes.append(", \"n" + i + "\": null");
		}
		this.api.post(path(), "{\"answers\": {\"nps\": 9}, \"attributes\": {" + attributes + "}}").is(201);
	}

	@ParameterizedTest
	@CsvSource({ "2025-01-31T10:15:00+0100,2025-01-31T09:15:00Z", "2025-01-31T10:15:00+01,2025-01-31T09:15:00Z",
			"2025-01-31T10:15:00.5-0330,2025-01-31T13:45:00.500Z", "2025-01-31T10:15:00+01:00,2025-01-31T09:15:00Z",
			"2025-01-31T10:15:00z,2025-01-31T10:15:00Z" })
	void everyOffsetOfIso8601IsRead(String sent, String stored) {
		assertThat(stored("{\"answers\": {\"nps\": 9}, \"submittedAt\": \"" + sent + "\"}").get("submittedAt")
			.stringValue()).isEqualTo(stored);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2025-01-31T10:15:00", "2025-01-31T10:15:00+1", "2025-01-31T10:15:00+01:00+0100",
			"2025-01-31T10:15:00+0160", "2025-02-30T10:15:00Z", "2025-02-30T10:15:00+0100", "2025-01-31",
			"20250131T101500Z" })
	void whatIsNoInstantIsRefused(String sent) {
		this.api.post(path(), "{\"answers\": {\"nps\": 9}, \"submittedAt\": \"" + sent + "\"}").flawed("/submittedAt");
	}

	@Test
	void aNumberOfTooManyDigitsIsRefusedForThat() {
		Api.Reply refused = this.api.post(path(), "{\"answers\": {\"nps\": 9}, \"attributes\": {\"n\": 1e100}}")
			.flawed("/attributes/n");
		assertThat(refused.json().at("/errors/0/detail").stringValue())
			.isEqualTo("must be a number of at most 100 digits before the decimal point, and as many after it");
		this.api.post(path(), "{\"answers\": {\"nps\": 9}, \"attributes\": {\"n\": 1e99}}").is(201);
	}

	@Test
	void allRejectedLinesAreReportedWhereTheyAreAskedFor() {
		String file = (GOOD + "\n").repeat(3) + "{\"answers\": {\"nps\": 11}}\n".repeat(2_500) + "nonsense\n";
		Api.Reply answer = this.api.post(path() + "/batch?errors=all", file, "Content-Type", "application/jsonl")
			.is(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		JsonNode result = answer.json();
		assertThat(result.get("accepted").intValue()).isEqualTo(3);
		assertThat(result.get("rejected").intValue()).isEqualTo(2_501);
		assertThat(result.get("errors").valueStream().map((error) -> error.get("line").intValue())).hasSize(2_501)
			.doesNotHaveDuplicates()
			.contains(4, 2_504);
		assertThat(this.api.post(path() + "/batch?errors=all", "[]").is(200).body())
			.isEqualTo("{\"accepted\":0,\"amended\":0,\"duplicates\":0,\"rejected\":0,\"errors\":[]}");
		this.api.post(path() + "/batch?errors=first", "[]").flawedParameter("errors");
	}

	@Test
	void aResponseSentAgainUnderTheSameKeyIsStoredOnce() {
		String id = this.api.post(path(), GOOD, "Idempotency-Key", "order-1").is(201).json().get("id").stringValue();
		assertThat(this.api.post(path(), GOOD, "Idempotency-Key", "order-1").is(200).json().get("id").stringValue())
			.isEqualTo(id);
		this.api.post(path(), GOOD.replace("9", "8"), "Idempotency-Key", "order-1").refused(409);
		this.api.post(path(), GOOD, "Idempotency-Key", "order-2").is(201);
		// A batch under the same words is another.
		lines(GOOD.getBytes(StandardCharsets.UTF_8), "Idempotency-Key", "order-1").is(200);
		this.api.post(path(), GOOD, "Idempotency-Key", "1 order-1").is(201);
		assertThat(stored()).isEqualTo(4);
		this.api.post(path(), GOOD, "Idempotency-Key", " ").flawedParameter("Idempotency-Key");
		this.api.post(path(), GOOD, "Idempotency-Key", "x".repeat(201)).flawedParameter("Idempotency-Key");
	}

	@Test
	void anIdOfTheResponseGoesBeforeTheKey() {
		UUID id = UUID.randomUUID();
		this.api.post(path(), "{\"id\": \"" + id + "\", \"answers\": {\"nps\": 9}}", "Idempotency-Key", "k").is(201);
		this.api.post(path(), GOOD, "Idempotency-Key", "k").is(201);
		assertThat(stored()).isEqualTo(2);
	}

	@Test
	void thePublicApiIgnoresTheKey() {
		String path = "/api/v1/public/surveys/" + this.survey + "/responses";
		this.api.post(path, GOOD, "Idempotency-Key", "k").is(201);
		this.api.post(path, GOOD, "Idempotency-Key", "k").is(201);
		assertThat(stored()).isEqualTo(2);
		assertThat(this.api.send("OPTIONS", path, (byte[]) null, "Access-Control-Request-Method", "POST")
			.is(204)
			.header("Access-Control-Allow-Headers")).contains("Idempotency-Key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "x-gzip", "GZIP" })
	void aBatchMayBeCompressed(String coding) throws IOException {
		JsonNode result = lines(gzip(GOOD + "\n" + GOOD + "\nnonsense"), "Content-Encoding", coding).is(200).json();
		assertThat(result.get("accepted").intValue()).isEqualTo(2);
		assertThat(result.get("rejected").intValue()).isEqualTo(1);
		assertThat(this.api.send("POST", path() + "/batch", gzip("[" + GOOD + "]"), "Content-Encoding", coding)
			.is(200)
			.json()
			.get("accepted")
			.intValue()).isEqualTo(1);
		assertThat(stored()).isEqualTo(3);
	}

	@Test
	void whatIsNotCompressedAsItSaysIsRefused() throws IOException {
		byte[] whole = gzip(GOOD.repeat(50));
		lines(GOOD.getBytes(StandardCharsets.UTF_8), "Content-Encoding", "gzip").refused(400);
		lines(Arrays.copyOf(whole, whole.length - 9), "Content-Encoding", "gzip").refused(400);
		lines(new byte[0], "Content-Encoding", "gzip").refused(400);
	}

	@Test
	void aBombIsRefusedBeforeItIsUnpacked() throws IOException {
		long before = System.nanoTime();
		lines(gzip(" ".repeat(200_000_000)), "Content-Encoding", "gzip").refused(413);
		assertThat(System.nanoTime() - before).isLessThan(20_000_000_000L);
		String line = "{\"answers\": {\"why\": \"" + "x".repeat(70_000) + "\"}}\n";
		JsonNode result = lines(gzip(line + GOOD), "Content-Encoding", "gzip").is(200).json();
		assertThat(result.at("/errors/0/detail").stringValue()).contains("64 KiB");
		assertThat(result.get("accepted").intValue()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource({ "br,/batch,gzip", "'gzip, gzip',/batch,gzip", "gzip,'',identity", "deflate,'',identity" })
	void otherCodingsAreRefusedWithWhatIsAccepted(String coding, String path, String accepted) throws IOException {
		Api.Reply refused = this.api.send("POST", path() + path, gzip(GOOD), "Content-Encoding", coding).refused(415);
		assertThat(refused.header("Accept-Encoding")).isEqualTo(accepted);
	}

	@Test
	void noOtherCallTakesACompressedBody() throws IOException {
		this.api
			.send("POST", "/api/v1/public/surveys/" + this.survey + "/responses", gzip(GOOD), "Content-Encoding",
					"gzip")
			.refused(415);
		this.api.send("POST", "/api/v1/surveys", gzip("{}"), "Content-Encoding", "gzip").refused(415);
		this.api.post(path(), GOOD, "Content-Encoding", "identity").is(201);
		assertThat(stored()).isEqualTo(1);
	}

}

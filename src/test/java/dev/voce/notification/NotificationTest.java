package dev.voce.notification;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import jakarta.mail.internet.MimeMessage;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Mails that users choose to get, through a real mail server. */
@NullUnmarked
@VoceTest
class NotificationTest {

	@RegisterExtension
	static final Mails mails = new Mails();

	private static final String MESSAGES = "/api/v1/users/me/notifications";

	private static final String QUOTING = "select count(*) from outbox where mail ->> 'text' like '%A tazza%'";

	private static final String DIGEST = "/api/v1/users/me/digest";

	private final int port;

	private final Api administrator;

	private final Api key;

	private final Sql sql;

	private String user;

	private UUID survey;

	NotificationTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.administrator = Api.administrator(port, dataSource);
		this.key = new Api(port);
		this.sql = new Sql(dataSource);
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		mails.register(registry);
		registry.add("voce.notifications.every", () -> "200ms");
		registry.add("voce.notifications.settled", () -> "3s");
		registry.add("voce.notifications.bundle", () -> "2s");
		registry.add("voce.cases.every", () -> "200ms");
	}

	@BeforeEach
	void begin() throws Exception {
		this.administrator
			.put("/api/v1/workspace",
					"{\"name\": \"Aurora\", \"brand\": {\"name\": \"Bottega Aurora\"},"
							+ " \"mail\": {\"fromName\": \"Bottega Aurora\", \"from\": \"care@aurora.example\"}}",
					"If-Match", "*")
			.is(200);
		this.user = this.administrator.get("/session").json().at("/user/id").stringValue();
		this.sql.run("delete from user_message");
		this.sql.run("delete from user_notification");
		this.survey = this.administrator.npsSurvey();
		mails.clear();
	}

	private void respond(String body) {
		this.key.post("/api/v1/surveys/" + this.survey + "/responses", body).is(201);
	}

	private void rule(String due) {
		this.administrator
			.put("/api/v1/surveys/" + this.survey + "/follow-up",
					"{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"" + due
							+ "\", \"owner\": \"" + this.user + "\"}]}",
					"If-Match", "*")
			.is(200);
	}

	@Test
	void aCaseThatARuleGivesToAUserIsToldAtOnceAndOwnDeedsAreNot() throws Exception {
		this.survey = this.administrator.survey("""
				{"name": "Care", "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "reasons", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
						{"key": "d", "text": {"en": "Delivery"}}, {"key": "s", "text": {"en": "Service"}}]},
					{"key": "why", "type": "TEXT", "text": {"en": "Tell us"}}]}""");
		rule("PT24H");
		this.key.put("/api/v1/people", "{\"respondent\": \"customer-7\", \"name\": \"Marta Bellini\"}").is(200);
		String marta = ", \"respondent\": \"customer-7\", \"finished\": true}";
		respond("{\"answers\": {\"nps\": 1, \"why\": \"A tazza\"}" + marta);
		mails.received(1);
		mails.clear();
		respond("{\"answers\": {\"nps\": 2, \"reasons\": [\"d\", \"s\"], \"why\": \"Dieci giorni <b>di attesa</b>\"},"
				+ " \"attributes\": {\"contact\": \"marta@posta.example\", \"order\": 48213}" + marta);
		MimeMessage mail = mails.received(1).get(0);
		assertThat(mail.getSubject()).matches("Case \\d+ for you: Marta Bellini, score 2, by .*");
		assertThat(mail.getReplyTo()[0].toString()).as("never the customer").contains("care@aurora.example");
		assertThat(Mails.text(mail)).contains("> Dieci giorni <b>di attesa</b>")
			.containsPattern("Rule\\s“detractors”\\.")
			.contains("2 out of 10, detractor · reasons: Delivery, Service")
			.containsPattern("Order: +48213\n")
			.containsPattern("Who: +Marta Bellini, marta@posta.example\n +customer-7\n")
			.containsPattern("1 on \\d+ \\w+: “A tazza” Case \\d+,\\s+open")
			.contains("marta@posta.example")
			.contains("http://localhost/cases/")
			.contains("does not reach Marta Bellini");
		assertThat(Mails.html(mail)).contains("&lt;b&gt;di attesa&lt;/b&gt;")
			.doesNotContain("<b>")
			.contains("href=\"mailto:marta@posta.example\"");
		JsonNode one = this.administrator.get("/api/v1/cases?survey=" + this.survey).json().at("/items/0");
		String path = "/api/v1/cases/" + one.get("id").stringValue();
		this.administrator.post(path + "/assign", "{\"owner\": null}", "If-Match", "*").is(200);
		this.administrator.post(path + "/assign", "{\"owner\": \"" + this.user + "\"}", "If-Match", "*").is(200);
		Thread.sleep(1_500);
		assertThat(mails.received()).as("who takes a case knows it").hasSize(1);
		this.key.post(path + "/assign", "{\"owner\": null}", "If-Match", "*").is(200);
		this.key.post(path + "/assign", "{\"owner\": \"" + this.user + "\"}", "If-Match", "*").is(200);
		Wait.until("a key's assignment is sent", () -> mails.received().size() == 2);
		assertThat(this.sql.count(QUOTING)).isEqualTo(3);
		String first = this.administrator.get("/api/v1/surveys/" + this.survey + "/responses?score=1&question=nps")
			.json()
			.at("/items/0/id")
			.stringValue();
		this.administrator.delete("/api/v1/surveys/" + this.survey + "/responses/" + first).is(204);
		assertThat(this.sql.count(QUOTING)).as("mails that quote an earlier response which was erased").isZero();
	}

	@Test
	void anOverdueCaseIsToldOnceToWhoWantsItAndNothingWhereItIsOff() throws Exception {
		this.administrator.put(MESSAGES, "{\"assigned\": \"OFF\", \"overdue\": \"AT_ONCE\"}").is(200);
		rule("PT1S");
		respond("{\"answers\": {\"nps\": 0}, \"finished\": true}");
		mails.received(1);
		Thread.sleep(1_500);
		assertThat(mails.received()).hasSize(1);
		assertThat(mails.received().get(0).getSubject()).contains("is overdue");
		assertThat(Mails.text(mails.received().get(0))).contains("Overdue: case ");
	}

	@Test
	void responsesOfChosenClassesAreBundledAndUnfinishedOnesWait() throws Exception {
		this.administrator
			.put(MESSAGES,
					"{\"assigned\": \"OFF\", \"responses\": \"BUNDLED\", \"of\": [{\"survey\": \"" + this.survey
							+ "\", \"classes\": [\"DETRACTOR\"]}]}")
			.is(200);
		Thread.sleep(1_100);
		respond("{\"answers\": {\"nps\": 1, \"why\": \"Pacco perso\"}, \"finished\": true}");
		respond("{\"answers\": {\"nps\": 10, \"why\": \"Ottimo\"}, \"finished\": true}");
		respond("{\"answers\": {\"nps\": 3}, \"finished\": true}");
		Wait.until("all were sent",
				() -> mails.received()
					.stream()
					.mapToInt((mail) -> occurrences(mail, "[1] Pacco perso", "[3] No comment"))
					.sum() == 2);
		assertThat(mails.received().stream().mapToInt((mail) -> occurrences(mail, "Ottimo")).sum()).isZero();
		mails.clear();
		this.administrator
			.put(MESSAGES,
					"{\"assigned\": \"OFF\", \"responses\": \"AT_ONCE\", \"of\": [{\"survey\": \"" + this.survey
							+ "\"}]}")
			.is(200);
		Thread.sleep(1_100);
		UUID id = UUID.randomUUID();
		respond("{\"id\": \"" + id + "\", \"answers\": {\"nps\": 4}, \"finished\": false}");
		this.key
			.post("/api/v1/surveys/" + this.survey + "/responses", "{\"id\": \"" + id
					+ "\", \"revision\": 1, \"answers\": {\"nps\": 4, \"why\": \"Tardi\"}, \"finished\": false}")
			.is(200);
		mails.received(1);
		assertThat(Mails.text(mails.received().get(0))).contains("[4] Tardi");
		respond("{\"answers\": {\"nps\": 4}, \"submittedAt\": \"2020-01-01T00:00:00Z\", \"finished\": true}");
		Thread.sleep(1_500);
		assertThat(mails.received()).as("an import is no news").hasSize(1);
	}

	private static int occurrences(MimeMessage mail, String... words) {
		try {
			String text = Mails.text(mail);
			return (int) Stream.of(words).filter(text::contains).count();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void answerLastWeek() {
		ZoneId zone = ZoneId
			.of(this.administrator.get("/api/v1/surveys/" + this.survey).json().get("zone").stringValue());
		LocalDate monday = new DigestChoice(DigestChoice.Frequency.WEEKLY, null).before(LocalDate.now(zone)).from();
		answer(60, 10, monday.minusDays(4).atTime(12, 0).toInstant(ZoneOffset.UTC));
		answer(20, 10, monday.plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC));
		answer(30, 1, monday.plusDays(2).atTime(12, 0).toInstant(ZoneOffset.UTC));
	}

	private void answer(int many, int score, Instant at) {
		String responses = IntStream.range(0, many)
			.mapToObj((i) -> "{\"answers\": {\"nps\": " + score + ", \"why\": \"Voto " + score
					+ "\"}, \"submittedAt\": \"" + at + "\"}")
			.collect(Collectors.joining(",", "[", "]"));
		this.key.post("/api/v1/surveys/" + this.survey + "/responses/batch", responses).is(200);
	}

	@Test
	void aDigestSaysWhatThePagesSayAndEndsByOneClick() throws Exception {
		assertThat(this.administrator.get(DIGEST).json().get("frequency").stringValue()).isEqualTo("NEVER");
		UUID later = this.administrator.npsSurvey();
		String only = "{\"frequency\": \"WEEKLY\", \"surveys\": [\"" + this.survey + "\", \"" + later + "\"]}";
		assertThat(this.administrator.put(DIGEST, only).is(200).json().has("nextAt")).isTrue();
		assertThat(this.administrator.post(DIGEST + "/send", "").is(200).json().get("result").stringValue())
			.isEqualTo("NOTHING");
		answerLastWeek();
		assertThat(this.administrator.post(DIGEST + "/send", "").is(200).json().get("result").stringValue())
			.isEqualTo("SENT");
		MimeMessage mail = mails.received(1).get(0);
		assertThat(mail.getSubject()).startsWith("NPS down, from +100 to −20 · from ");
		assertThat(mail.getSize()).isLessThan(100_000);
		assertThat(Mails.text(mail)).contains("−20\n")
			.contains("from 50 answers · 95%")
			.contains("Clear fall: −120 points (between ")
			.contains("The week before: +100")
			.as("a survey that was published after its week")
			.doesNotContain("No answers:")
			.contains("[1] Voto 1")
			.contains("[10] Voto 10")
			.contains("http://localhost/surveys/" + this.survey + "?question=nps&range=custom&from=");
		assertThat(Mails.html(mail)).contains("prefers-color-scheme: dark")
			.doesNotContain("<img")
			.doesNotContain("url(");
		assertThat(mail.getHeader("List-Unsubscribe-Post")[0]).isEqualTo("List-Unsubscribe=One-Click");
		String link = mail.getHeader("List-Unsubscribe")[0].replaceAll("[<>\\s]", "");
		String path = URI.create(link).getPath();
		assertThat(this.sql.count("select count(*) from unsubscribe_token where encode(hash, 'escape') like '%"
				+ path.substring(3) + "%'"))
			.isZero();
		assertThat(page("GET", path).body()).contains("<form method=\"post\">");
		assertThat(this.administrator.get(DIGEST).json().get("frequency").stringValue()).isEqualTo("WEEKLY");
		assertThat(page("POST", path).statusCode()).isEqualTo(200);
		assertThat(this.administrator.get(DIGEST).json().get("frequency").stringValue()).isEqualTo("NEVER");
		assertThat(page("POST", "/d/unknown").statusCode()).isEqualTo(404);
		assertThat(this.administrator.get(DIGEST + "/preview").is(200).json().get("html").stringValue())
			.contains("Clear fall");
	}

	/** As a mail program does, without cookies. */
	private HttpResponse<String> page(String method, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
				.header("Content-Type", "application/x-www-form-urlencoded")
				.method(method,
						HttpRequest.BodyPublishers.ofString(method.equals("POST") ? "List-Unsubscribe=One-Click" : ""))
				.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	@Test
	void aDueDigestIsSentOnceAndTheNextIsDueLater() throws Exception {
		answerLastWeek();
		this.administrator.put(DIGEST, "{\"frequency\": \"WEEKLY\", \"surveys\": [\"" + this.survey + "\"]}").is(200);
		ZoneId zone = ZoneId.of(this.administrator.get(DIGEST).json().get("zone").stringValue());
		Instant monday = new DigestChoice(DigestChoice.Frequency.WEEKLY, null).before(LocalDate.now(zone))
			.to()
			.atTime(7, 0)
			.atZone(zone)
			.toInstant();
		this.sql.run("update user_notification set digest_due_at = cast(? as timestamptz)", monday.toString());
		mails.received(1);
		Thread.sleep(1_000);
		assertThat(mails.received()).hasSize(1);
		assertThat(Instant.parse(this.administrator.get(DIGEST).json().get("nextAt").stringValue()))
			.isAfter(Instant.now());
		this.sql.run("update user_notification set digest_due_at = timestamptz '2099-01-01'");
		Wait.until("what a clock put off that was ahead is due as usual",
				() -> Instant.parse(this.administrator.get(DIGEST).json().get("nextAt").stringValue())
					.isBefore(Instant.now().plus(Duration.ofDays(8))));
		assertThat(mails.received()).hasSize(1);
	}

	@Test
	void whatIsNotAcceptedIsRefusedWithItsPlace() {
		this.key.get(MESSAGES).refused(403);
		this.key.put(DIGEST, "{}").refused(403);
		this.administrator.put(MESSAGES, "{\"of\": [{\"survey\": \"" + UUID.randomUUID() + "\"}]}")
			.flawed("/of/0/survey");
		this.administrator.put(MESSAGES, "{\"of\": [{\"survey\": \"" + this.survey + "\", \"classes\": []}]}")
			.flawed("/of/0/classes");
		this.administrator.put(DIGEST, "{}").flawed("/frequency");
		this.administrator.put(DIGEST, "{\"frequency\": \"DAILY\", \"surveys\": [null]}").flawed("/surveys");
	}

	@Test
	void aDigestIsDueAtSevenWhateverTheClockDoes() {
		ZoneId rome = ZoneId.of("Europe/Rome");
		DigestChoice weekly = new DigestChoice(DigestChoice.Frequency.WEEKLY, null);
		assertThat(weekly.next(Instant.parse("2026-10-23T10:00:00Z"), rome))
			.isEqualTo(Instant.parse("2026-10-26T06:00:00Z"));
		assertThat(weekly.next(Instant.parse("2026-10-26T06:00:00Z"), rome))
			.isEqualTo(Instant.parse("2026-11-02T06:00:00Z"));
		assertThat(new DigestChoice(DigestChoice.Frequency.MONTHLY, null).next(Instant.parse("2026-03-01T06:00:00Z"),
				rome))
			.isEqualTo(Instant.parse("2026-04-01T05:00:00Z"));
		assertThat(
				new DigestChoice(DigestChoice.Frequency.DAILY, null).next(Instant.parse("2026-03-01T05:59:00Z"), rome))
			.isEqualTo(Instant.parse("2026-03-01T06:00:00Z"));
		assertThat(DigestChoice.USUAL.next(Instant.parse("2026-03-01T05:59:00Z"), rome)).isNull();
		assertThat(new DigestChoice(DigestChoice.Frequency.MONTHLY, null).before(LocalDate.of(2026, 3, 1)))
			.isEqualTo(new DigestChoice.Days(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 3, 1)));
	}

}

package dev.voce.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

import dev.voce.hours.BusinessHours;
import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Alerts, from stored responses to the mail. */
@NullUnmarked
@VoceTest
class AlertTest {

	@RegisterExtension
	static final Mails mails = new Mails();

	private final Api administrator;

	private final Sql sql;

	private UUID survey;

	private String user;

	private LocalDate month;

	AlertTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.administrator = Api.administrator(port, dataSource);
		this.sql = new Sql(dataSource);
	}

	@DynamicPropertySource
	static void mailServer(DynamicPropertyRegistry registry) {
		mails.register(registry);
		registry.add("voce.alerts.every", () -> "300ms");
	}

	@BeforeEach
	void begin() throws Exception {
		this.administrator.put("/api/v1/workspace",
				"{\"name\": \"Aurora\", \"mail\": {\"fromName\": \"Bottega Aurora\", \"from\": \"care@aurora.example\"}}",
				"If-Match", "*")
			.is(200);
		this.survey = this.administrator.npsSurvey();
		this.user = this.administrator.get("/session").json().at("/user/id").stringValue();
		ZoneId zone = ZoneId
			.of(this.administrator.get("/api/v1/surveys/" + this.survey).json().get("zone").stringValue());
		this.month = LocalDate.now(zone).withDayOfMonth(1);
	}

	private void answer(int many, int score, Instant at, String comment) {
		String responses = IntStream.range(0, many)
			.mapToObj((i) -> "{\"answers\": {\"nps\": " + score
					+ ((comment != null) ? ", \"why\": \"" + comment + " " + i + "\"" : "") + "}, \"submittedAt\": \""
					+ at + "\"}")
			.collect(Collectors.joining(",", "[", "]"));
		assertThat(this.administrator.post("/api/v1/surveys/" + this.survey + "/responses/batch", responses)
			.is(200)
			.json()
			.get("accepted")
			.intValue()).isEqualTo(many);
	}

	private Instant before() {
		return this.month.minusDays(20).atTime(12, 0).toInstant(ZoneOffset.UTC);
	}

	private String alert(String rest) {
		return "{\"survey\": \"" + this.survey + "\", " + rest + ", \"notify\": {\"users\": [\"" + this.user + "\"]}}";
	}

	private JsonNode read(String id) {
		return this.administrator.get("/api/v1/alerts/" + id).is(200).json();
	}

	@Test
	void aFallIsToldOnceWithWhatItWasBeforeAndHowSureItIs() throws Exception {
		answer(60, 10, before(), null);
		answer(25, 8, before(), null);
		answer(15, 3, before(), null);
		JsonNode made = this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\"")).is(201).json();
		assertThat(made.has("raisedAt")).isFalse();
		assertThat(made.at("/finding/before/responses").intValue()).isEqualTo(100);
		assertThat(made.at("/finding/before/value").doubleValue()).isEqualTo(45);
		answer(30, 2, Instant.now(), "Pacco <b>perso</b>");
		MimeMessage mail = mails.received(1).get(0);
		assertThat(mail.getFrom()[0].toString()).isEqualTo("Voce for Bottega Aurora <care@aurora.example>");
		assertThat(mail.getSubject()).contains(": the NPS fell from +45 to −100");
		assertThat(Mails.text(mail)).contains("from 30 answers")
			.contains("+45, between ")
			.contains("How large it is. −145 points, between ")
			.contains("by chance less\nthan 5 times in 100 (p < 0.001)")
			.contains("[2] Pacco <b>perso</b>")
			.contains("/surveys/" + this.survey + "/responses?question=nps&range=custom&from=" + this.month)
			.contains("class=DETRACTOR");
		assertThat(Mails.html(mail)).contains("Pacco &lt;b&gt;perso&lt;/b&gt;")
			.doesNotContain("<b>")
			.doesNotContain("<img");
		assertThat(this.sql.count("select count(*) from outbox where mail ->> 'subject' like '%fell from +45%'"))
			.isOne();
		String quoted = this.administrator
			.get("/api/v1/surveys/" + this.survey + "/responses?limit=1&score=2&question=nps")
			.json()
			.at("/items/0/id")
			.stringValue();
		this.administrator.delete("/api/v1/surveys/" + this.survey + "/responses/" + quoted).is(204);
		assertThat(this.sql.count("select count(*) from outbox where mail ->> 'subject' like '%fell from +45%'"))
			.as("the mail that quotes an erased response")
			.isZero();
		String id = made.get("id").stringValue();
		JsonNode raised = read(id);
		assertThat(raised.at("/finding/raises").booleanValue()).isTrue();
		assertThat(raised.at("/finding/drift/upper").doubleValue()).isNegative();
		assertThat(this.administrator.get("/api/v1/alerts?raised=true&survey=" + this.survey).json().get("items"))
			.hasSize(1);
		JsonNode cleared = this.administrator.post("/api/v1/alerts/" + id + "/clear", "{}").is(200).json();
		assertThat(Instant.parse(cleared.get("quietSince").stringValue()))
			.isAfter(Instant.parse(raised.get("raisedAt").stringValue()));
		assertThat(cleared.get("raisings")).hasSize(1).first().isEqualTo(raised.get("raisedAt"));
		this.administrator.post("/api/v1/alerts/" + id + "/clear", "{}").refused(409);
		Thread.sleep(1_000);
		assertThat(read(id).has("raisedAt")).as("it was raised once in this period").isFalse();
		assertThat(mails.received()).hasSize(1);
		assertThat(this.administrator.get("/api/v1/alerts/" + id + "/history").json().get("items"))
			.extracting((entry) -> entry.get("kind").stringValue())
			.containsExactly("CLEARED", "RAISED");
	}

	@Test
	void aPreviewSaysWhenItWouldHaveBeenRaised() {
		Instant earlier = this.month.minusMonths(2).plusDays(9).atTime(12, 0).toInstant(ZoneOffset.UTC);
		answer(100, 10, earlier.minus(Duration.ofDays(40)), null);
		answer(40, 0, earlier, null);
		this.administrator
			.post("/api/v1/surveys/" + this.survey + "/notes",
					"{\"day\": \"" + this.month.minusMonths(2).plusDays(8) + "\", \"text\": \"ferries on strike\"}")
			.is(201);
		JsonNode preview = this.administrator.post("/api/v1/alerts/preview", alert("\"kind\": \"DROP\""))
			.is(200)
			.json();
		assertThat(preview.get("raised")).hasSize(1);
		assertThat(preview.at("/raised/0/day").stringValue())
			.isEqualTo(this.month.minusMonths(2).plusDays(9).toString());
		assertThat(preview.at("/raised/0/notes/0").stringValue()).isEqualTo("ferries on strike");
		JsonNode below = this.administrator
			.post("/api/v1/alerts/preview", alert("\"kind\": \"BELOW\", \"threshold\": -20"))
			.is(200)
			.json();
		assertThat(below.get("raised")).hasSize(1);
		assertThat(this.administrator.get("/api/v1/alerts?survey=" + this.survey).json().get("items")).isEmpty();
	}

	@Test
	void moreBadAnswersThanUsualRaiseItAndASurveyWithoutAnswersDoesNot() {
		JsonNode empty = this.administrator.post("/api/v1/alerts", alert("\"kind\": \"SURGE\"")).is(201).json();
		assertThat(empty.has("finding")).isFalse();
		JsonNode drop = this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\"")).is(201).json();
		assertThat(drop.at("/finding/raises").booleanValue()).isFalse();
		assertThat(drop.at("/finding").has("drift")).isFalse();
	}

	@Test
	void silenceCountsBusinessTimeWhileTheSurveyIsLiveAndVoceRuns() {
		BusinessHours always = new BusinessHours(ZoneOffset.UTC, Map.of(), java.util.Set.of());
		Instant start = Instant.parse("2026-11-02T10:00:00Z");
		Duration longest = Duration.ofMinutes(15);
		Quiet quiet = Quiet.next(null, 7, true, always, longest, start);
		quiet = Quiet.next(quiet, 7, true, always, longest, start.plusSeconds(300));
		assertThat(quiet.seconds()).isEqualTo(300);
		quiet = Quiet.next(quiet, 7, false, always, longest, start.plusSeconds(600));
		assertThat(quiet.seconds()).as("paused").isEqualTo(300);
		quiet = Quiet.next(quiet, 7, true, always, longest, start.plusSeconds(90_000));
		assertThat(quiet.seconds()).as("Voce did not run").isEqualTo(300);
		quiet = Quiet.next(quiet, 8, true, always, longest, start.plusSeconds(90_300));
		assertThat(quiet.seconds()).as("an answer came").isZero();
		assertThat(quiet.since()).isEqualTo(start.plusSeconds(90_300));
	}

	@Test
	void silenceIsRaisedAndEndsWithTheNextAnswer() throws Exception {
		answer(90 * 24 * 4, 9, Instant.now().minus(Duration.ofDays(3)), null);
		String id = this.administrator
			.post("/api/v1/alerts", alert("\"kind\": \"SILENCE\", \"after\": \"PT1H\", \"rate\": 1"))
			.is(201)
			.json()
			.get("id")
			.stringValue();
		assertThat(read(id).at("/finding/silence/usual").doubleValue()).isBetween(3.9, 4.1);
		assertThat(this.sql
			.run("update alert set seen = jsonb_set(seen, '{quiet,seconds}', '3600') where id = cast(? as uuid)", id))
			.isEqualTo(1);
		Wait.until("it is raised", () -> read(id).has("raisedAt"));
		answer(1, 9, Instant.now(), null);
		Wait.until("it has ended", () -> !read(id).has("raisedAt"));
		assertThat(this.administrator.get("/api/v1/alerts/" + id + "/history").json().get("items"))
			.extracting((entry) -> entry.get("kind").stringValue())
			.containsExactly("ENDED", "RAISED");
	}

	@Test
	void aSurveyHasNoMoreThan100AlertsHoweverManyAreMadeAtOnce() {
		String first = this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\""))
			.is(201)
			.json()
			.get("id")
			.stringValue();
		this.sql.run("""
				insert into alert (id, workspace_id, survey_id, rule, author, created_at, revision, seen, quiet_since)
				select gen_random_uuid(), workspace_id, survey_id, rule, author, created_at, revision, seen, quiet_since
				from alert, generate_series(1, 96) where id = cast(? as uuid)""", first);
		IntStream.range(0, 12)
			.mapToObj((i) -> CompletableFuture
				.supplyAsync(() -> this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\""))))
			.toList()
			.forEach(CompletableFuture::join);
		String ofSurvey = " where survey_id = cast('" + this.survey + "' as uuid)";
		assertThat(this.sql.count("select count(*) from alert" + ofSurvey)).isEqualTo(100);
		this.sql.run("delete from alert" + ofSurvey);
	}

	@Test
	void whatCannotBeLookedAtIsRefusedWithItsPlace() {
		this.administrator.post("/api/v1/alerts", "{}").flawed("/survey");
		this.administrator.post("/api/v1/alerts", "{\"survey\": \"" + UUID.randomUUID() + "\"}").flawed("/survey");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"BELOW\", \"threshold\": 101"))
			.flawed("/threshold");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\", \"question\": \"why\""))
			.flawed("/question");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\", \"alpha\": 0.5")).flawed("/alpha");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"SILENCE\"")).flawed("/after");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"SURGE\", \"within\": \"PT36H\""))
			.flawed("/within");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\", \"segment\": \"channel\""))
			.flawed("/value");
		this.administrator
			.post("/api/v1/alerts", alert("\"kind\": \"DROP\", \"segment\": \"channel\", \"value\": \"\\ud800\""))
			.flawed("/value");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"SILENCE\", \"after\": \"P1M\"")).flawed("/after");
		this.administrator.post("/api/v1/alerts", alert("\"kind\": \"SILENCE\", \"after\": 1e1000000000"))
			.flawed("/after");
		this.administrator
			.post("/api/v1/alerts",
					"{\"survey\": \"" + this.survey + "\", \"kind\": \"DROP\", \"notify\": {\"users\": [null]}}")
			.flawed("/notify/users");
		this.administrator
			.post("/api/v1/alerts",
					alert("\"kind\": \"DROP\", \"baseline\": {\"from\": \"2026-01-01\", \"to\": \"9000-01-01\"}"))
			.flawed("/baseline/from");
		this.administrator.get("/api/v1/alerts/" + UUID.randomUUID()).refused(404);
		String id = this.administrator.post("/api/v1/alerts", alert("\"kind\": \"DROP\""))
			.is(201)
			.json()
			.get("id")
			.stringValue();
		this.administrator.put("/api/v1/alerts/" + id, alert("\"kind\": \"DROP\"")).refused(428);
		this.administrator.put("/api/v1/alerts/" + id, alert("\"kind\": \"DROP\""), "If-Match", "\"7\"").refused(412);
		this.administrator.delete("/api/v1/alerts/" + id).is(204);
		this.administrator.get("/api/v1/alerts/" + id).refused(404);
	}

	@Test
	void aLookFindsWhatCameMeanwhile() throws Exception {
		answer(100, 10, before(), null);
		String id = this.administrator.post("/api/v1/alerts", alert("\"kind\": \"BELOW\", \"threshold\": 0"))
			.is(201)
			.json()
			.get("id")
			.stringValue();
		answer(40, 1, Instant.now(), null);
		Wait.until("it is raised", () -> read(id).has("raisedAt"));
		assertThat(read(id).at("/finding/now/responses").intValue()).isEqualTo(40);
		assertThat(read(id).at("/finding/drift/delta").doubleValue()).isEqualTo(-100);
	}

}

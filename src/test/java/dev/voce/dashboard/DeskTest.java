package dev.voce.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import dev.voce.tally.TallyNow;
import dev.voce.testing.Api;
import dev.voce.testing.Sql;

/** Somebody at a desk, with a browser, before the pages of a running service. */
@NullUnmarked
abstract class DeskTest {

	static final String PASSWORD = "correct horse";

	static Desk browser;

	@LocalServerPort
	int port;

	@Autowired
	DataSource database;

	@Autowired
	ApplicationContext context;

	Api api;

	@BeforeAll
	static void start() {
		browser = Desk.shared();
	}

	/** A page that stays open would go on asking for news. */
	@AfterAll
	static void leave() {
		if (browser != null) {
			browser.open("about:blank");
		}
	}

	@BeforeEach
	void open() {
		this.api = new Api(this.port);
		browser.begin(voce("/actuator/health/liveness"));
	}

	String voce(String path) {
		return "http://localhost:" + this.port + path;
	}

	/** Invites somebody, who accepts and is logged in from the next page on. */
	String enter(String role) {
		String email = UUID.randomUUID() + "@shop.example";
		String token = Api.administrator(this.port, this.database)
			.post("/api/v1/users", """
					{"email": "%s", "name": "Ada Rossi", "role": "%s"}""".formatted(email, role))
			.is(201)
			.json()
			.get("invitation")
			.stringValue();
		browser.hold(Api.cookies(this.port, "/session/invitation",
				"{\"token\": \"" + token + "\", \"password\": \"" + PASSWORD + "\"}"));
		return email;
	}

	UUID survey(int... scores) {
		UUID survey = this.api.survey("""
				{"name": "Checkout", "zone": "Europe/Rome", "questions": [
				  {"key": "nps", "type": "NPS", "text": {"en": "How likely?", "it": "Quanto?"}},
				  {"key": "reason", "type": "CHOICE", "options": [{"key": "price", "text": {"en": "Prices"}}],
				   "multiple": true, "text": {"en": "What?"}},
				  {"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		if (scores.length > 0) {
			this.api
				.post("/api/v1/surveys/" + survey + "/responses/batch", IntStream.of(scores)
					.mapToObj((score) -> "{\"answers\": {\"nps\": " + score
							+ ", \"reason\": [\"price\"]}, \"channel\": \"" + (score > 6 ? "web" : "mail") + "\"}")
					.collect(Collectors.joining(",", "[", "]")))
				.is(200);
		}
		return survey;
	}

	/**
	 * A survey with 20 responses a month, of which those older than 100 days are deleted,
	 * and a segment that was declared after that.
	 */
	UUID purgedSurvey() {
		UUID survey = survey();
		Instant now = Instant.now();
		this.api.post("/api/v1/surveys/" + survey + "/responses/batch", IntStream.range(0, 200)
			.mapToObj((i) -> """
					{"answers": {"nps": %d}, "submittedAt": "%s", "channel": "web", "attributes": {"plan": "%s"}}"""
				.formatted((i % 2 == 0) ? 10 : 0, now.minus(Duration.ofHours(36L * i)), (i % 3 == 0) ? "pro" : "free"))
			.collect(Collectors.joining(",", "[", "]"))).is(200);
		TallyNow.of(this.context, survey);
		String kept = "(now() at time zone 'Europe/Rome' - interval '100 days')::date";
		Sql sql = new Sql(this.database);
		sql.run("update survey_state set purged_before = " + kept + " where survey_id = ?", survey);
		sql.run("delete from response where survey_id = ? and submitted_at < " + kept + " at time zone 'Europe/Rome'",
				survey);
		this.api
			.put("/api/v1/surveys/" + survey,
					this.api.get("/api/v1/surveys/" + survey)
						.body()
						.replace("\"segments\":[]", "\"segments\":[\"plan\"],\"retention\":{\"purgeAfterDays\":100}"),
					"If-Match", "*")
			.is(200);
		browser.until(() -> this.api.get("/api/v1/surveys/" + survey + "/kpis?segment=plan")
			.json()
			.get("complete")
			.booleanValue());
		return survey;
	}

	void answer(UUID survey, int score, String comment) {
		this.api
			.post("/api/v1/public/surveys/" + survey + "/responses",
					"{\"answers\": {\"nps\": " + score + ", \"why\": \"" + comment + "\"}}")
			.is(201);
	}

}

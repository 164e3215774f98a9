package dev.voce.respondent;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.Api;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Responses that are deleted at the end of a retention period. */
class PurgingTest extends TwoNodesTest {

	private static String body(String segments, String retention) {
		return """
				{"name": "Short", "segments": [%s], "retention": %s, "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""".formatted(segments, retention);
	}

	private static String answer(UUID id, int score, Instant at) {
		return "{\"id\": \"" + id + "\", \"answers\": {\"nps\": " + score + ", \"why\": \"words\"}, \"submittedAt\": \""
				+ at + "\", \"respondent\": \"anna\", \"attributes\": {\"plan\": \"pro\", \"phone\": \"555\"}}";
	}

	private static Instant daysAgo(int days) {
		return Instant.now().minus(days, ChronoUnit.DAYS);
	}

	/** A year of figures. */
	private static JsonNode figures(UUID survey, String more) {
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		return api
			.get("/api/v1/surveys/" + survey + "/kpis?from=" + today.minusYears(1) + "&to=" + today.plusDays(1) + more)
			.json();
	}

	/** The figures of the last days. */
	private static JsonNode kept(UUID survey, int days, String more) {
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		return api
			.get("/api/v1/surveys/" + survey + "/kpis?from=" + today.minusDays(days) + "&to=" + today.plusDays(1)
					+ more)
			.json();
	}

	private static void edit(UUID survey, String segments, String retention) {
		String path = "/api/v1/surveys/" + survey;
		api.put(path, body(segments, retention), "If-Match", api.get(path).header("ETag")).is(200);
	}

	private static JsonNode audit(UUID survey) {
		return api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json();
	}

	private static JsonNode rebuild(UUID survey) throws Exception {
		String rebuild = api.post("/api/v1/surveys/" + survey + "/kpis/rebuild", "").is(202).header("Location");
		Wait.until("the rebuild is done", () -> api.get(rebuild).body().contains("DONE"));
		return api.get(rebuild).json();
	}

	private static long rows(UUID survey) {
		return sql.count("select count(*) from response where survey_id = ?", survey);
	}

	@Test
	void wholeAnswersGoAndTheirFiguresStay() throws Exception {
		UUID survey = api.survey(body("\"plan\"", "{}"));
		String responses = "/api/v1/surveys/" + survey + "/responses";
		Instant rawFrom = daysAgo(30).truncatedTo(ChronoUnit.DAYS);
		UUID last = UUID.randomUUID();
		UUID first = UUID.randomUUID();
		UUID young = UUID.randomUUID();
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 1_200; i++) {
			lines.append(answer(UUID.randomUUID(), i % 11, daysAgo(32 + i % 40))).append('\n');
		}
		lines.append(answer(last, 10, rawFrom.minus(1, ChronoUnit.MICROS))).append('\n');
		lines.append(answer(first, 0, rawFrom)).append('\n');
		lines.append(answer(young, 5, daysAgo(3))).append('\n');
		api.post(responses + "/batch", lines.toString(), "Content-Type", "application/x-ndjson").is(200);
		JsonNode before = figures(survey, "&segment=plan");

		edit(survey, "\"plan\"", "{\"forgetAfterDays\": 20, \"purgeAfterDays\": 30}");
		Wait.until("the old ones are gone", () -> rows(survey) == 2);
		Wait.until("nobody is named in what is left but is older",
				() -> api.get(responses + "?q=words").json().get("items").size() == 1);
		JsonNode after = figures(survey, "&segment=plan");
		assertThat(after.get("overall")).isEqualTo(before.get("overall"));
		assertThat(after.get("series")).isEqualTo(before.get("series"));
		assertThat(after.get("segments")).isEqualTo(before.get("segments"));
		assertThat(after.get("reach")).isEqualTo(before.get("reach"));
		assertThat(api.get(responses + "/" + first).is(200).json().at("/answers/nps").intValue()).isZero();
		assertThat(api.get(responses, "Accept", "text/csv").body().lines()).hasSize(3);
		JsonNode audit = audit(survey);
		assertThat(audit.get("differences")).isEmpty();
		assertThat(audit.get("responses").intValue()).isEqualTo(2);
		Wait.until("it is noted",
				() -> api.get("/api/v1/activity")
					.body()
					.contains("\"action\":\"purged\",\"subject\":\"survey " + survey + "\",\"survey\":\"" + survey
							+ "\",\"responses\":1201}"));
		assertThat(one.api().get("/actuator/prometheus").body() + two.api().get("/actuator/prometheus").body())
			.containsPattern("voce_retention_total\\{what=\"purged\"} [1-9]");

		// What is sent again is known, and nothing else is taken in for those days.
		api.post(responses, answer(last, 10, rawFrom.minus(1, ChronoUnit.MICROS))).refused(410);
		api.get(responses + "/" + last).refused(410);
		Api.Reply late = api.post(responses, answer(UUID.randomUUID(), 10, daysAgo(31).minus(1, ChronoUnit.DAYS)));
		assertThat(late.flawed("/submittedAt").body())
			.contains(LocalDate.ofInstant(rawFrom, ZoneOffset.UTC).toString());
		api.put(responses + "/" + young, answer(young, 3, daysAgo(40))).flawed("/submittedAt");
		assertThat(api
			.post(responses + "/batch", answer(UUID.randomUUID(), 10, daysAgo(32)) + "\n", "Content-Type",
					"application/x-ndjson")
			.json()
			.at("/errors/0/pointer")
			.stringValue()).isEqualTo("/submittedAt");
		assertThat(figures(survey, "&segment=plan").get("overall")).isEqualTo(before.get("overall"));
	}

	@Test
	void auditAndRebuildLeaveAlonePeriodsThatAreOnlyCounted() throws Exception {
		UUID survey = api.survey(body("\"plan\"", "{}"));
		String responses = "/api/v1/surveys/" + survey + "/responses";
		api.post(responses, answer(UUID.randomUUID(), 9, daysAgo(50))).is(201);
		UUID kept = UUID.randomUUID();
		api.post(responses, answer(kept, 9, daysAgo(5))).is(201);
		edit(survey, "\"plan\"", "{\"purgeAfterDays\": 30}");
		Wait.until("the old one is gone", () -> rows(survey) == 1);
		int all = sql.run("""
				update tally t set cells = cells || '\\x0101'::bytea from tally_series s
				where s.survey_id = t.survey_id and s.id = t.series and s.segment = 'plan' and t.survey_id = ?""",
				survey);
		assertThat(audit(survey).get("differences")).hasSize(all / 2);
		assertThat(rebuild(survey).get("corrected").intValue()).isEqualTo(all / 2);
		assertThat(audit(survey).get("differences")).isEmpty();

		// A segment declared now knows what is still there.
		edit(survey, "\"plan\", \"phone\"", "{\"purgeAfterDays\": 30}");
		Wait.until("the segment is made", () -> figures(survey, "&segment=phone").get("complete").booleanValue());
		JsonNode phones = figures(survey, "&segment=phone");
		assertThat(phones.at("/overall/responses").intValue()).isEqualTo(2);
		assertThat(phones.at("/segments/0/responses").isNull()).isTrue();
		assertThat(phones.at("/segments/0/overall/purged").booleanValue()).isTrue();
		assertThat(kept(survey, 20, "&segment=phone").at("/segments/0/responses").intValue()).isOne();

		// A person is taken out of what is still there.
		api.put(responses + "/" + kept, answer(kept, 2, daysAgo(6))).is(200);
		api.delete("/api/v1/respondents/anna?figures=remove").is(200);
		assertThat(figures(survey, "").at("/overall/responses").intValue()).isEqualTo(1);
		assertThat(audit(survey).get("differences")).isEmpty();
		assertThat(audit(survey).get("responses").intValue()).isZero();
	}

	@Test
	void whateverWasAcknowledgedIsCountedOnceThoughItIsPurgedMeanwhile() throws Exception {
		UUID survey = api.survey(body("\"plan\"", "{}"));
		String responses = "/api/v1/surveys/" + survey + "/responses";
		AtomicBoolean over = new AtomicBoolean();
		ExecutorService senders = Executors.newFixedThreadPool(4);
		List<Future<Long>> accepted = new ArrayList<>();
		for (int sender = 0; sender < 4; sender++) {
			Api client = ((sender % 2 == 0) ? one : two).api();
			accepted.add(senders.submit(() -> {
				long created = 0;
				for (int i = 0; !over.get(); i++) {
					UUID id = UUID.randomUUID();
					String old = answer(id, i % 11, daysAgo(40));
					Api.Reply answer = client.post(responses, old);
					created += (answer.status() == 201) ? 1 : 0;
					assertThat(answer.status()).isIn(201, 422);
					// Amended, moved out of what is purged, or known as gone.
					Api.Reply again = client.put(responses + "/" + id,
							(i % 2 == 0) ? answer(id, 7, daysAgo(39)) : answer(id, 7, daysAgo(4)));
					created += (again.status() == 201) ? 1 : 0;
					assertThat(again.status()).isIn(200, 201, 410, 422);
				}
				return created;
			}));
		}
		Wait.until("many came", () -> rows(survey) > 600);
		edit(survey, "\"plan\"", "{\"forgetAfterDays\": 1, \"purgeAfterDays\": 30}");
		Instant rawFrom = daysAgo(30).truncatedTo(ChronoUnit.DAYS);
		Wait.until("the old ones are gone",
				() -> sql.count(
						"select count(*) from response where survey_id = ? and submitted_at < cast(? as timestamptz)",
						survey, rawFrom.toString()) == 0
						&& sql.count("select count(*) from erased where survey_id = ?", survey) > 0);
		over.set(true);
		long sum = 0;
		for (Future<Long> sender : accepted) {
			sum += sender.get();
		}
		senders.shutdown();
		assertThat(figures(survey, "").at("/overall/responses").longValue()).isEqualTo(sum);
		assertThat(figures(survey, "&segment=plan&value=pro").at("/overall/responses").longValue()).isEqualTo(sum);
		assertThat(audit(survey).get("differences")).isEmpty();
		assertThat(rebuild(survey).get("corrected").intValue()).isZero();
	}

	@Test
	void whatIsNotKeptAtAllIsAnonymisedBefore() {
		for (String days : new String[] { "0", "3651", "29" }) {
			api.post("/api/v1/surveys", body("", "{\"forgetAfterDays\": 30, \"purgeAfterDays\": " + days + "}"))
				.flawed("/retention/purgeAfterDays");
		}
		UUID survey = api.survey(body("", "{\"forgetAfterDays\": 30, \"purgeAfterDays\": 30}"));
		assertThat(api.get("/api/v1/surveys/" + survey).json().get("retention").toString())
			.isEqualTo("{\"forgetAfterDays\":30,\"purgeAfterDays\":30}");
	}

	private static UUID withCases(String retention) {
		UUID survey = api.survey(body("", retention));
		api.put("/api/v1/surveys/" + survey + "/follow-up",
				"{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"PT24H\"}]}", "If-Match",
				"*")
			.is(200);
		return survey;
	}

	private static JsonNode cases(UUID survey) {
		return api.get("/api/v1/cases?survey=" + survey).is(200).json().get("items");
	}

	@Test
	void ofAnAnswerThatBothNodesGetOneCaseIsOpened() throws Exception {
		UUID survey = withCases("{}");
		String answer = answer(UUID.randomUUID(), 3, Instant.now());
		ExecutorService senders = Executors.newFixedThreadPool(20);
		List<Future<Api.Reply>> replies = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Api node = (i % 2 == 0) ? api : two.api();
			replies.add(senders.submit(() -> node.post("/api/v1/surveys/" + survey + "/responses", answer)));
		}
		senders.shutdown();
		int created = 0;
		for (Future<Api.Reply> reply : replies) {
			created += (reply.get().status() == 201) ? 1 : 0;
		}
		assertThat(created).isOne();
		assertThat(cases(survey)).hasSize(1);
	}

	@Test
	void casesOutliveTheirAnswersWithoutWordsAndGoWithTheirSurvey() throws Exception {
		UUID survey = withCases("{}");
		String path = "/api/v1/surveys/" + survey;
		api.post(path + "/responses/batch?openCases=true", answer(UUID.randomUUID(), 2, daysAgo(40)), "Content-Type",
				"application/x-ndjson")
			.is(200);
		JsonNode before = cases(survey).get(0);
		String one = "/api/v1/cases/" + before.get("id").stringValue();
		api.post(one + "/note", "{\"text\": \"Called Anna\"}", "If-Match", "*").is(200);
		edit(survey, "", "{\"purgeAfterDays\": 30}");
		Wait.until("the answer is gone", () -> rows(survey) == 0);
		JsonNode after = api.get(one).is(200).json();
		assertThat(after.has("said")).isFalse();
		assertThat(after.toString()).doesNotContain("Called Anna", "words");
		assertThat(after.get("dueAt")).isEqualTo(before.get("dueAt"));
		assertThat(after.at("/events/1/kind").stringValue()).isEqualTo("NOTED");
		api.delete(path + "?now=true").is(204);
		api.get(one).refused(404);
		Wait.until("nothing is left of it",
				() -> sql.count("select count(*) from case_event where survey_id = ?", survey)
						+ sql.count("select count(*) from survey_case where survey_id = ?", survey) == 0);
	}

}

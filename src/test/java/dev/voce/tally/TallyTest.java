package dev.voce.tally;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.counting.Cells;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Tallies of a running service, step by step. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TallyTest {

	private static final List<String> SEGMENTS = List.of("", "channel", "touchpoint", "locale", "reason");

	private static final List<String> WITH_PLAN = List.of("", "channel", "touchpoint", "locale", "reason", "plan");

	private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

	private final Api api;

	private final DataSource database;

	private final JdbcTemplate jdbc;

	private final Sql sql;

	private final Tallying tallying;

	private final CountsReader reader;

	private final Surveys surveys;

	private final RebuildRequests rebuilds;

	private final TransactionTemplate snapshot;

	private UUID survey;

	TallyTest(@LocalServerPort int port, @Autowired DataSource database, @Autowired Tallying tallying,
			@Autowired CountsReader reader, @Autowired Surveys surveys, @Autowired RebuildRequests rebuilds,
			@Autowired PlatformTransactionManager transactions) {
		this.api = new Api(port);
		this.database = database;
		this.jdbc = new JdbcTemplate(database);
		this.sql = new Sql(database);
		this.tallying = tallying;
		this.reader = reader;
		this.surveys = surveys;
		this.rebuilds = rebuilds;
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	@BeforeEach
	void makeSurvey() {
		this.survey = this.api.survey(body("UTC", "\"plan\""));
	}

	static String body(String zone, String segments) {
		return """
				{"name": "Tallied", "zone": "%s", "segments": [%s], "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
						{"key": "price", "text": {"en": "Price"}}, {"key": "quality", "text": {"en": "Quality"}}]}]}"""
			.formatted(zone, segments);
	}

	private String path(String rest) {
		return "/api/v1/surveys/" + this.survey + rest;
	}

	private void edit(String zone, String segments) {
		this.api.put(path(""), body(zone, segments), "If-Match", this.api.get(path("")).header("ETag")).is(200);
	}

	private static String answer(UUID id, int score, String plan, String more) {
		return "{\"id\": \"" + id + "\", \"answers\": {\"nps\": " + score
				+ ", \"reason\": [\"price\", \"quality\"]}, \"attributes\": {\"plan\": \"" + plan + "\"}" + more + "}";
	}

	private UUID post(int score, String plan, String more) {
		UUID id = UUID.randomUUID();
		this.api.post(path("/responses"), answer(id, score, plan, more)).is(201);
		return id;
	}

	private void amend(UUID id, int score, String plan, String more) {
		this.api.put(path("/responses/" + id), answer(id, score, plan, more)).is(200);
	}

	private void upload(List<String> lines) {
		JsonNode done = this.api
			.post(path("/responses/batch"), String.join("\n", lines), "Content-Type", "application/x-ndjson")
			.is(200)
			.json();
		assertThat(done.get("accepted").intValue()).as("%s", done).isEqualTo(lines.size());
	}

	private void shown(UUID id, String stage) {
		this.api
			.post("/api/v1/public/surveys/" + this.survey + "/shown",
					"{\"id\": \"" + id + "\", \"stage\": \"" + stage + "\", \"channel\": \"web\"}")
			.is(202);
	}

	private void mark(String set, UUID id) {
		this.api.post(path("/responses/mark"), "{\"set\": \"" + set + "\", \"ids\": [\"" + id + "\"]}").is(200);
	}

	/** Tallies all there is. */
	private void tally() throws Exception {
		Wait.until("everything is tallied", () -> {
			this.tallying.tally(this.survey);
			return this.tallying.tally(this.survey).equals(Tallying.Done.NOTHING) && this.sql.count("""
					select count(*) from superseded where survey_id = ? and became <= (
						select tallied_to from tally_state where survey_id = ?)""", this.survey, this.survey) == 0;
		});
	}

	/** Holds what is read against what is stored, before and after all is tallied. */
	private void check(List<String> segments) {
		LocalDate from = TODAY.minusDays(12);
		check(segments, ZoneOffset.UTC, from, TODAY.plusDays(2));
		assertThat(differences()).isEmpty();
	}

	private void check(List<String> segments, ZoneId zone, LocalDate from, LocalDate to) {
		this.snapshot.executeWithoutResult((status) -> {
			SurveyDefinition definition = this.surveys.currentDefinition(this.survey);
			PlainCount read = new PlainCount(zone, from, to);
			CountsReader.Reading reading = this.reader.read(read.request(definition, segments));
			reading.bySegment().forEach((segment, counts) -> assertThat(counts.isComplete()).as(segment).isTrue());
			assertThat(read.take(reading).counts())
				.isEqualTo(new PlainCount(zone, from, to).count(this.jdbc, this.survey, segments).counts());
		});
	}

	private List<String> differences() {
		return this.api.get(path("/kpis/audit"))
			.is(200)
			.json()
			.get("differences")
			.valueStream()
			.map(JsonNode::toString)
			.toList();
	}

	private JsonNode figures(String query) {
		return this.api.get(path("/kpis?from=" + TODAY.minusDays(12) + "&to=" + TODAY.plusDays(1) + query))
			.is(200)
			.json();
	}

	private JsonNode rebuild(String body) throws Exception {
		String rebuild = this.api.post(path("/kpis/rebuild"), body).is(202).header("Location");
		Wait.until("the rebuild is over", () -> !this.api.get(rebuild).body().contains("RUNNING"));
		return this.api.get(rebuild).json();
	}

	private static String daysAgo(int days) {
		return ", \"submittedAt\": \"" + Instant.now().minus(days, ChronoUnit.DAYS) + "\"";
	}

	@Test
	void aChainOfAmendmentsAcrossThreeTallyingsCountsWhatIsSaidLast() throws Exception {
		UUID id = post(9, "pro", "");
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
		amend(id, 3, "free", ", \"channel\": \"web\"");
		check(WITH_PLAN);
		amend(id, 4, "free", daysAgo(3));
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
		amend(id, 5, "pro", daysAgo(5));
		tally();
		amend(id, 5, "pro", daysAgo(6));
		amend(id, 6, "old", "");
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
		assertThat(figures("&segment=plan").get("segments")).hasSize(1);
		assertThat(figures("").at("/overall/distribution").toString()).isEqualTo("[0,0,0,0,0,0,1,0,0,0,0]");
		assertThat(this.sql.count("select count(*) from superseded where survey_id = ?", this.survey)).isZero();
	}

	@Test
	void whatIsMarkedLeavesTheFiguresAndComesBackTalliedOrNot() throws Exception {
		UUID id = post(9, "pro", "");
		UUID other = post(2, "free", daysAgo(2));
		for (int round = 0; round < 4; round++) {
			for (String set : List.of("SPAM", "TEST", "NONE")) {
				mark(set, id);
				check(WITH_PLAN);
				if ((round & 1) != 0) {
					mark(set, other);
				}
				if ((round & 2) != 0) {
					tally();
					check(WITH_PLAN);
				}
			}
		}
		assertThat(figures("").at("/overall/responses").intValue()).isEqualTo(2);
	}

	@Test
	void whatIsErasedBetweenTwoTallyingsIsCountedNoMore() throws Exception {
		UUID tallied = post(9, "pro", "");
		UUID amended = post(8, "pro", daysAgo(1));
		tally();
		UUID fresh = post(7, "free", "");
		amend(amended, 1, "free", "");
		for (UUID id : List.of(tallied, fresh, amended)) {
			this.api.delete(path("/responses/" + id)).is(204);
			check(WITH_PLAN);
		}
		tally();
		check(WITH_PLAN);
		UUID last = post(0, "pro", "");
		tally();
		this.api.delete(path("/responses/" + last)).is(204);
		tally();
		check(WITH_PLAN);
		assertThat(figures("").at("/overall/responses").intValue()).isZero();
		assertThat(this.sql.count("select count(*) from tally where survey_id = ?", this.survey)).isZero();
	}

	@Test
	void whatWasStoredAndErasedSinceTheLastTallyingIsNeitherAddedNorTakenAway() throws Exception {
		UUID fresh = post(7, "free", "");
		post(9, "pro", "");
		this.api.delete(path("/responses/" + fresh)).is(204);
		this.tallying.tally(this.survey);
		check(WITH_PLAN);
		assertThat(figures("").at("/overall/responses").intValue()).isOne();
		assertThat(this.sql.count("select count(*) from superseded where survey_id = ?", this.survey)).isZero();
	}

	@Test
	void whatIsAmendedWhileItIsTalliedCountsAsAmended() throws Exception {
		UUID amended = post(9, "pro", "");
		UUID erased = post(8, "pro", "");
		post(7, "free", "");
		CompletableFuture<Tallying.Done> under;
		try (Sql.Hold held = this.sql.holdTable("segment_value")) {
			under = CompletableFuture.supplyAsync(() -> this.tallying.tally(this.survey));
			waitUntilBlocked("segment_value");
			amend(amended, 2, "free", daysAgo(4));
			this.api.delete(path("/responses/" + erased)).is(204);
			post(1, "new", "");
		}
		assertThat(under.get().rows()).isPositive();
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
	}

	@Test
	void responsesComeInWhileASegmentIsBuilt() throws Exception {
		UUID amended = post(9, "pro", "");
		UUID erased = post(8, "pro", daysAgo(3));
		for (int i = 0; i < 30; i++) {
			post(i % 11, "p" + i % 3, daysAgo(i % 10));
		}
		edit("UTC", "");
		tally();
		try (Sql.Hold held = hold("lock table tally in share mode")) {
			edit("UTC", "\"plan\"");
			waitUntilBlocked("into tally ");
			assertThat(figures("&segment=plan").get("complete").booleanValue()).isFalse();
			for (int i = 0; i < 20; i++) {
				post(i % 11, "q" + i % 3, daysAgo(i % 10));
				amend(amended, i % 11, "r" + i, daysAgo(i % 10));
			}
			this.api.delete(path("/responses/" + erased)).is(204);
		}
		Wait.until("the segment is built", () -> figures("&segment=plan").get("complete").booleanValue());
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
	}

	@Test
	void aSegmentThatIsDeclaredAgainHasNothingOfTheOneBefore() throws Exception {
		UUID id = post(9, "pro", "");
		tally();
		edit("UTC", "");
		check(SEGMENTS);
		amend(id, 3, "free", "");
		tally();
		edit("UTC", "\"plan\"");
		amend(id, 4, "old", "");
		Wait.until("the segment is built", () -> figures("&segment=plan").get("complete").booleanValue());
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
		Wait.until("nothing is left of the first", () -> this.sql.count("""
				select count(*) from tally t where t.survey_id = ? and not exists (
					select from tally_series s where s.survey_id = t.survey_id and s.id = t.series)""",
				this.survey) == 0);
	}

	@Test
	void inAnotherZoneDaysBeginElsewhere() throws Exception {
		for (int hour = 0; hour < 72; hour++) {
			Instant at = TODAY.minusDays(5).atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(3600L * hour);
			post(hour % 11, "p" + hour % 3, ", \"submittedAt\": \"" + at + "\"");
		}
		tally();
		for (String zone : List.of("Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu")) {
			edit(zone, "\"plan\"");
			post(5, "pro", daysAgo(2));
			Wait.until("the survey is counted anew", () -> figures("&segment=plan").get("complete").booleanValue());
			check(WITH_PLAN, ZoneId.of(zone), TODAY.minusDays(9), TODAY.plusDays(3));
			check(WITH_PLAN);
			tally();
			check(WITH_PLAN, ZoneId.of(zone), TODAY.minusDays(9), TODAY.plusDays(3));
		}
	}

	private void plant(String segment, byte[] cells) {
		assertThat(this.sql.run("""
				update tally t set cells = ? from tally_series s
				where s.survey_id = t.survey_id and s.id = t.series and t.survey_id = ? and s.segment = ?
					and s.question_id <> s.survey_id""", cells, this.survey, segment)).isOne();
	}

	@Test
	void aTallyThatWouldFallBelowZeroIsCorrectedWhileResponsesComeIn() throws Exception {
		UUID id = post(9, "pro", "");
		tally();
		Cells.Sum wrong = new Cells.Sum();
		wrong.add(0, 3, 1);
		plant("", wrong.cells().pack());
		amend(id, 4, "pro", "");
		post(10, "pro", "");
		tally();
		post(1, "pro", "");
		tally();
		Wait.until("the tally is corrected",
				() -> figures("").get("complete").booleanValue() && this.sql.count(
						"select count(*) from rebuild where survey_id = ? and status = 'DONE' and corrected > 0",
						this.survey) > 0);
		check(WITH_PLAN);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "plan" })
	void anUnreadableTallyHoldsUpNothingAndIsCorrected(String segment) throws Exception {
		UUID id = post(9, "pro", "");
		tally();
		plant(segment, new byte[] { 5, 0 });
		try (Sql.Hold held = hold("select from tally_state where survey_id = '" + this.survey + "' for update")) {
			JsonNode figures = figures("&segment=plan");
			assertThat(figures.get("complete").booleanValue()).isFalse();
			assertThat(figures.at("/overall/responses").intValue()).isEqualTo(segment.isEmpty() ? 0 : 1);
			post(10, "pro", "");
			amend(id, 4, "free", "");
		}
		tally();
		this.rebuilds.requestNoticed();
		Wait.until("the tally is corrected", () -> figures("&segment=plan").get("complete").booleanValue());
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
	}

	@Test
	void auditFindsEveryPlantedDifferenceAndRebuildCorrectsExactlyThose() throws Exception {
		List<String> lines = new ArrayList<>();
		for (int i = 0; i < 300; i++) {
			lines.add(answer(UUID.randomUUID(), i % 11, (i % 3 == 0) ? "pro" : "free",
					", \"submittedAt\": \"2026-0%d-1%dT10:00:00Z\", \"channel\": \"%s\"".formatted(1 + i % 6, i % 7,
							(i % 2 == 0) ? "web" : "shop")));
		}
		upload(lines);
		tally();
		assertThat(differences()).isEmpty();
		String figures = this.api.get(path("/kpis?from=2000-01-01&to=2027-01-01&period=year&segment=channel"))
			.json()
			.get("segments")
			.toString();
		String question = this.jdbc.queryForObject("select id::text from question where survey_id = ? and key = 'nps'",
				String.class, this.survey);
		String row = """
				where t.survey_id = ? and exists (select from tally_series s where s.survey_id = t.survey_id
				and s.id = t.series and s.segment = ? and (s.question_id = s.survey_id) = ?) and t.day = ?""";
		Cells.Sum more = new Cells.Sum();
		more.add(0, 3, 4);
		byte[] stored = Objects.requireNonNull(this.jdbc.queryForObject("select t.cells from tally t " + row,
				byte[].class, this.survey, "channel", false, LocalDate.of(2026, 1, 10)));
		assertThat(this.sql.run("update tally t set cells = ? " + row, Cells.unpack(stored).plus(more.cells()).pack(),
				this.survey, "channel", false, LocalDate.of(2026, 1, 10)))
			.isOne();
		assertThat(this.sql.run("delete from tally t " + row, this.survey, "", false, LocalDate.of(2026, 2, 11)))
			.isOne();
		assertThat(this.sql.run("""
				insert into tally (survey_id, series, day, part, cells)
				select survey_id, id, date '2003-05-06', 0, '\\x0a07'::bytea from tally_series
				where survey_id = ? and segment = 'touchpoint' and question_id <> survey_id""", this.survey)).isOne();
		assertThat(this.sql.run("update tally t set cells = '\\x00'::bytea " + row, this.survey, "", true,
				LocalDate.of(2026, 3, 12)))
			.isOne();
		List<String> differences = differences();
		assertThat(differences).hasSize(4);
		assertThat(differences.get(0)).contains(
				"\"segment\":\"touchpoint\",\"day\":\"2003-05-06\",\"value\":\"(none)\"",
				"\"missing\":[0,0,0,0,0,0,0,0,0,-7,0");
		assertThat(differences.get(1)).contains("\"question\":\"" + question + "\",\"segment\":\"channel\"",
				"\"day\":\"2026-01-10\",\"value\":\"(none)\"", "\"missing\":[0,0,0,-4,0");
		assertThat(differences.get(2)).contains("\"segment\":\"\",\"day\":\"2026-02-11\",\"value\":\"\"",
				"\"missing\":[1,1,1,0,1,0,1,0,1,1,1,");
		assertThat(differences.get(3)).contains("\"question\":\"" + this.survey + "\",\"segment\":\"\"",
				"\"day\":\"2026-03-12\"", "\"missing\":null");
		JsonNode done = rebuild("");
		assertThat(done.get("status").stringValue()).isEqualTo("DONE");
		assertThat(done.get("checked").intValue()).isEqualTo(300);
		assertThat(done.get("corrected").intValue()).isEqualTo(4);
		assertThat(differences()).isEmpty();
		assertThat(this.api.get(path("/kpis?from=2000-01-01&to=2027-01-01&period=year&segment=channel"))
			.json()
			.get("segments")
			.toString()).isEqualTo(figures);
		assertThat(rebuild("").get("corrected").intValue()).isZero();
	}

	@Test
	void aSecondRequestFindsTheRebuildThatIsUnderWay() throws Exception {
		post(9, "pro", "");
		tally();
		String first;
		try (Sql.Hold held = hold("select from tally_state where survey_id = '" + this.survey + "' for update")) {
			first = this.api.post(path("/kpis/rebuild"), "").is(202).header("Location");
			assertThat(this.api.post(path("/kpis/rebuild"), "").is(202).header("Location")).isEqualTo(first);
			assertThat(this.api.get(first).json().get("status").stringValue()).isEqualTo("RUNNING");
			post(8, "pro", "");
		}
		Wait.until("the rebuild is over", () -> this.api.get(first).body().contains("DONE"));
		check(WITH_PLAN);
		assertThat(this.api.post(path("/kpis/rebuild"), "").is(202).header("Location")).isNotEqualTo(first);
	}

	@Test
	void valuesGetTheirNamesAfterJunkThatHadTakenThemWasMarked() throws Exception {
		upload(IntStream.range(0, 1_100)
			.mapToObj((i) -> answer(UUID.randomUUID(), i % 11, "junk" + i, ", \"channel\": \"flood\""))
			.toList());
		tally();
		UUID real = post(9, "gold", "");
		JsonNode capped = figures("&segment=plan");
		assertThat(capped.get("capped").booleanValue()).isTrue();
		assertThat(capped.get("segments").toString()).contains("(other)").doesNotContain("gold");
		tally();
		assertThat(figures("&segment=plan").get("segments").toString()).contains("(other)").doesNotContain("gold");
		this.api.post(path("/responses/mark"), "{\"set\": \"SPAM\", \"where\": {\"channel\": \"flood\"}}").is(200);
		tally();
		assertThat(figures("&segment=plan").get("segments").toString()).contains("(other)").doesNotContain("gold");
		assertThat(rebuild("{\"names\": true}").get("status").stringValue()).isEqualTo("DONE");
		JsonNode named = figures("&segment=plan");
		assertThat(named.get("capped").booleanValue()).isFalse();
		assertThat(named.get("segments")).hasSize(1);
		assertThat(named.at("/segments/0/value").stringValue()).isEqualTo("gold");
		amend(real, 3, "silver", "");
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
		assertThat(figures("&segment=plan").at("/segments/0/value").stringValue()).isEqualTo("silver");
	}

	@Test
	void aFigureNeverGoesBackWhileResponsesAreTallied() throws Exception {
		AtomicBoolean over = new AtomicBoolean();
		CompletableFuture<Integer> posting = CompletableFuture.supplyAsync(() -> {
			int posted = 0;
			while (!over.get()) {
				pause();
				upload(IntStream.range(0, 20).mapToObj((i) -> answer(UUID.randomUUID(), 9, "p" + i, "")).toList());
				posted += 20;
			}
			return posted;
		});
		CompletableFuture<Integer> tallying = CompletableFuture.supplyAsync(() -> {
			int tallied = 0;
			while (!over.get()) {
				pause();
				tallied += (this.tallying.tally(this.survey).rows() > 0) ? 1 : 0;
			}
			return tallied;
		});
		int before = 0;
		for (int i = 0; i < 1_000; i++) {
			JsonNode figures = figures("&segment=plan");
			int now = figures.at("/overall/responses").intValue();
			assertThat(now).isGreaterThanOrEqualTo(before);
			assertThat(figures.get("segments")
				.valueStream()
				.mapToInt((segment) -> segment.get("responses").intValue())
				.sum()).isEqualTo(now);
			before = now;
		}
		over.set(true);
		assertThat(tallying.get()).isGreaterThan(10);
		int posted = posting.get();
		assertThat(figures("").at("/overall/responses").intValue()).isEqualTo(posted);
		check(List.of(""));
	}

	/** Leaves the processor to those who read. */
	private static void pause() {
		LockSupport.parkNanos(5_000_000);
	}

	private String reach(int daysAgo) {
		LocalDate day = TODAY.minusDays(daysAgo);
		return this.api.get(path("/kpis?from=" + day + "&to=" + day.plusDays(1)))
			.is(200)
			.json()
			.get("reach")
			.toString();
	}

	private static String reached(int asked, int answered, int shown, int dismissed, int started, int finished,
			String rate) {
		return "{\"asked\":%d,\"answered\":%d,\"invited\":0,\"sent\":0,\"shown\":%d,\"dismissed\":%d,\"started\":%d,\"finished\":%d,\"responseRate\":%s}"
			.formatted(asked, answered, shown, dismissed, started, finished, rate);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whoAnswersDaysLaterCountsOnTheDayAsked(boolean tallied) throws Exception {
		List<UUID> asked = IntStream.range(0, 4).mapToObj((i) -> UUID.randomUUID()).toList();
		asked.forEach((id) -> shown(id, "SHOWN"));
		UUID dismissed = UUID.randomUUID();
		shown(dismissed, "DISMISSED");
		// As if that had been three days ago.
		this.sql.run("update shown set at = at - interval '3 days' where survey_id = ?", this.survey);
		if (tallied) {
			tally();
		}
		assertThat(reach(3)).isEqualTo(reached(5, 0, 4, 1, 0, 0, "0.0"));
		this.api.post(path("/responses"), answer(asked.get(0), 9, "pro", "")).is(201);
		if (tallied) {
			tally();
		}
		assertThat(reach(3)).isEqualTo(reached(5, 1, 4, 1, 0, 0, "20.0"));
		assertThat(reach(0)).isEqualTo(reached(0, 0, 0, 0, 1, 1, "null"));
		this.api.post(path("/responses"), answer(asked.get(1), 9, "pro", ", \"test\": true")).is(201);
		assertThat(reach(3)).isEqualTo(reached(4, 1, 4, 1, 0, 0, "25.0"));
		this.api.post(path("/responses"), answer(asked.get(2), 9, "pro", "")).is(201);
		if (tallied) {
			tally();
		}
		mark("SPAM", asked.get(2));
		assertThat(reach(3)).isEqualTo(reached(3, 1, 4, 1, 0, 0, String.valueOf(100.0 / 3)));
		this.api.post(path("/responses"), answer(asked.get(3), 9, "pro", "")).is(201);
		assertThat(reach(3)).isEqualTo(reached(3, 2, 4, 1, 0, 0, String.valueOf(200.0 / 3)));
		this.api.delete(path("/responses/" + asked.get(3))).is(204);
		assertThat(reach(3)).isEqualTo(reached(2, 1, 3, 1, 0, 0, "50.0"));
		if (tallied) {
			tally();
		}
		assertThat(reach(3)).isEqualTo(reached(2, 1, 3, 1, 0, 0, "50.0"));
		mark("NONE", asked.get(2));
		assertThat(reach(3)).isEqualTo(reached(3, 2, 3, 1, 0, 0, String.valueOf(200.0 / 3)));
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
	}

	@Test
	void aResponseThatSaysWhenItWasAskedForMakesUpForTheRecordThatGotLost() throws Exception {
		String asked = ", \"channel\": \"web\", \"askedAt\": \"" + Instant.now().minus(2, ChronoUnit.DAYS) + "\"";
		UUID id = post(9, "pro", asked);
		assertThat(reach(2)).isEqualTo(reached(1, 1, 1, 0, 0, 0, "100.0"));
		assertThat(reach(0)).isEqualTo(reached(0, 0, 0, 0, 1, 1, "null"));
		// Where it was recorded, the record counts; what is said after the response, not.
		shown(id, "SHOWN");
		shown(id, "DISMISSED");
		UUID recorded = UUID.randomUUID();
		shown(recorded, "DISMISSED");
		this.api.post(path("/responses"), answer(recorded, 3, "free", asked)).is(201);
		assertThat(reach(2)).isEqualTo(reached(1, 1, 1, 0, 0, 0, "100.0"));
		assertThat(reach(0)).isEqualTo(reached(1, 1, 0, 1, 2, 2, "100.0"));
		// After the response, or before responses are taken, nobody was asked.
		post(5, "pro", daysAgo(4) + asked);
		post(5, "pro", ", \"askedAt\": \"1999-12-31T00:00:00Z\"");
		assertThat(reach(2)).isEqualTo(reached(1, 1, 1, 0, 0, 0, "100.0"));
		check(WITH_PLAN);
		tally();
		check(WITH_PLAN);
		this.api.delete(path("/responses/" + id)).is(204);
		check(WITH_PLAN);
		tally();
		assertThat(reach(2)).isEqualTo(reached(0, 0, 0, 0, 0, 0, "null"));
		check(WITH_PLAN);
	}

	@Test
	void twoNodesWriteAndTallyTheSameSurvey() throws Exception {
		String url;
		try (Connection connection = this.database.getConnection()) {
			url = connection.getMetaData().getURL();
		}
		try (Node second = Node.start(url, TestDatabase.user(), TestDatabase.password())) {
			List<Api> apis = List.of(this.api, second.api());
			AtomicBoolean over = new AtomicBoolean();
			ExecutorService threads = Executors.newFixedThreadPool(4);
			List<Future<Integer>> tallied = Stream.of(this.tallying, second.bean(Tallying.class))
				.map((one) -> threads.submit(() -> tallyUntil(over, one)))
				.toList();
			List<Future<?>> sent = new ArrayList<>();
			for (Api one : apis) {
				sent.add(threads.submit(() -> {
					for (int i = 0; i < 150; i++) {
						UUID id = UUID.randomUUID();
						one.post(path("/responses"), answer(id, i % 11, "p" + i % 5, daysAgo(i % 4))).is(201);
						if (i % 3 == 0) {
							apis.get(i % 2).put(path("/responses/" + id), answer(id, 10, "p0", "")).is(200);
						}
						if (i % 7 == 0) {
							apis.get((i + 1) % 2).delete(path("/responses/" + id)).is(204);
						}
					}
				}));
			}
			threads.shutdown();
			try {
				for (Future<?> one : sent) {
					one.get();
				}
			}
			finally {
				over.set(true);
			}
			for (Future<Integer> one : tallied) {
				assertThat(one.get()).isPositive();
			}
			check(WITH_PLAN);
			tally();
			check(WITH_PLAN);
		}
	}

	private int tallyUntil(AtomicBoolean over, Tallying tallying) {
		int tallied = 0;
		while (!over.get()) {
			try {
				tallied += (tallying.tally(this.survey).rows() > 0) ? 1 : 0;
			}
			catch (ConcurrencyFailureException met) {
				// The other node was faster.
			}
		}
		return tallied;
	}

	@Test
	void auditEndsWhereTheDatabaseKnowsNothingOfTheSizesOfItsTables() {
		String url = TestDatabase.create();
		JdbcTemplate fresh = new JdbcTemplate(
				new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
		try (Node node = Node.start(url, TestDatabase.user(), TestDatabase.password())) {
			for (String table : List.of("response", "shown", "superseded", "tally")) {
				fresh.execute("alter table " + table + " set (autovacuum_enabled = false)");
			}
			UUID restored = node.api().npsSurvey();
			String lines = IntStream.range(0, 70_000)
				.mapToObj((i) -> "{\"answers\":{\"nps\":" + i % 11 + "},\"channel\":\"c" + i % 7
						+ "\",\"askedAt\":\"2026-01-01T00:00:00Z\"}\n")
				.collect(Collectors.joining());
			node.api()
				.post("/api/v1/surveys/" + restored + "/responses/batch", lines, "Content-Type", "application/x-ndjson")
				.is(200);
			JsonNode audit = node.api().get("/api/v1/surveys/" + restored + "/kpis/audit").is(200).json();
			assertThat(audit.get("responses").intValue()).isEqualTo(70_000);
			assertThat(audit.get("differences")).isEmpty();
		}
	}

	private Sql.Hold hold(String statement) throws Exception {
		Connection connection = this.database.getConnection();
		connection.setAutoCommit(false);
		try (Statement lock = connection.createStatement()) {
			lock.execute(statement);
		}
		return () -> {
			connection.rollback();
			connection.setAutoCommit(true);
			connection.close();
		};
	}

	/** Waits until somebody waits for a lock on the table or one of its rows. */
	private void waitUntilBlocked(String table) throws Exception {
		Wait.until("a statement on " + table + " is blocked",
				() -> this.jdbc
					.queryForList("select query from pg_stat_activity"
							+ " where datname = current_database() and wait_event_type = 'Lock'", String.class)
					.stream()
					.anyMatch((statement) -> statement.contains(table)));
	}

}

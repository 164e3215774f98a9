package dev.voce.invitation;

import java.sql.Date;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.jobs.Jobs;
import dev.voce.testing.Api;
import dev.voce.testing.Mails;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** People who are asked regularly, over weeks of a clock that is set forward. */
@NullUnmarked
class RecurringTest {

	@RegisterExtension
	static final Mails mails = new Mails();

	private static volatile Duration ahead = Duration.ZERO;

	private static Node node;

	private static Api api;

	private static Sql sql;

	private UUID survey;

	/** The next one; the clock never goes back. */
	private LocalDate monday;

	@BeforeAll
	static void start() {
		String url = TestDatabase.create();
		InstantSource clock = () -> Instant.now().plus(ahead);
		node = Node.start(url, TestDatabase.user(), TestDatabase.password(), clock.withZone(ZoneOffset.UTC),
				"spring.mail.host=localhost", "spring.mail.port=" + mails.port(), "voce.public.url=http://localhost",
				"voce.jobs.polling-interval=50ms", "voce.delivery.every=50ms", "voce.invitation.every=50ms");
		DriverManagerDataSource database = new DriverManagerDataSource(url, TestDatabase.user(),
				TestDatabase.password());
		sql = new Sql(database);
		api = node.api();
		Api.administrator(node.port(), database)
			.put("/api/v1/workspace",
					"{\"name\": \"Aurora\", \"zone\": \"UTC\", \"mail\": {\"from\": \"care@aurora.example\","
							+ " \"postalAddress\": \"Bologna\"}}",
					"If-Match", "*")
			.is(200);
	}

	@AfterAll
	static void stop() {
		node.close();
	}

	@BeforeEach
	void begin() {
		this.survey = api.npsSurvey();
		this.monday = LocalDate.ofInstant(Instant.now().plus(ahead), ZoneOffset.UTC)
			.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
	}

	@AfterEach
	void end() {
		settings("{}");
	}

	private void settings(String body) {
		api.put("/api/v1/surveys/" + this.survey + "/invitation", body, "If-Match", "*").is(200);
	}

	/** People whom only this test's survey asks. */
	private void know(int people) {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < people; i++) {
			lines.append("{\"email\": \"p")
				.append(UUID.randomUUID())
				.append("@posta.example\", \"attributes\": {\"club\": \"")
				.append(this.survey)
				.append("\"}}\n");
		}
		api.put("/api/v1/people", lines.toString(), "Content-Type", "application/x-ndjson").is(200);
	}

	private String recurring(String every) {
		return "\"recurring\": {\"every\": \"" + every + "\", \"where\": {\"club\": [\"" + this.survey + "\"]}}";
	}

	/**
	 * Sets the clock to noon of a day, and waits until those are asked whose turn it is.
	 */
	private void go(LocalDate day) throws Exception {
		ahead = Duration.between(Instant.now(), noon(day));
		node.bean(Jobs.class).runSoon("recurring-invitations");
		Wait.until("turns of " + day,
				() -> sql.count("select count(*) from survey_invitation where survey_id = ? and recurred_on = ?",
						this.survey, Date.valueOf(day)) == 1);
	}

	private static Instant noon(LocalDate day) {
		return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
	}

	private void waitForMails(LocalDate day) throws Exception {
		node.bean(Jobs.class).runSoon(Sender.JOB);
		Wait.until("mails of " + day, () -> sql.count("""
				select count(*) from invitation
				where survey_id = ? and status = 'SCHEDULED' and coalesce(due_at, '-infinity') <= cast(? as timestamptz)
				""", this.survey, noon(day).plusSeconds(60).toString()) == 0);
	}

	@Test
	void turnsAreSpreadOverThePeriodAndEverybodyHasOne() throws Exception {
		know(300);
		settings("{\"quarantine\": \"PT0S\", \"expires\": \"PT1S\", " + recurring("P30D") + "}");
		for (int day = 0; day <= 63; day += 7) {
			go(this.monday.plusDays(day));
		}
		String turns = "from (select person_id, cast(right(key, 10) as date) as day from invitation where survey_id = '"
				+ this.survey + "') turn where day > cast(? as date) and day <= cast(? as date)";
		for (int period = 0; period < 2; period++) {
			String first = this.monday.plusDays(30L * period + 3).toString();
			String last = this.monday.plusDays(30L * period + 33).toString();
			assertThat(sql.count("select count(*) " + turns, first, last)).isEqualTo(300);
			assertThat(sql.count("select count(distinct person_id) " + turns, first, last)).isEqualTo(300);
			assertThat(sql.count("select max(n) from (select count(*) as n " + turns + " group by day) d", first, last))
				.as("ten on a day are the mean")
				.isLessThanOrEqualTo(30);
		}
	}

	@Test
	void aTurnInQuarantineWaitsForItsEnd() throws Exception {
		know(20);
		settings(
				"{\"quarantine\": \"P7D\", \"window\": {\"days\": [\"MONDAY\"], \"from\": \"09:00\", \"to\": \"19:00\"}, "
						+ recurring("P7D") + "}");
		go(this.monday);
		waitForMails(this.monday);
		for (int week = 1; week <= 3; week++) {
			go(this.monday.plusWeeks(week).minusDays(1));
			go(this.monday.plusWeeks(week));
			waitForMails(this.monday.plusWeeks(week));
		}
		assertThat(sql.count("select count(*) from invitation where survey_id = ? and status = 'SKIPPED'", this.survey))
			.isZero();
		assertThat(sql.count("""
				select count(*) from (
					select i.person_id from invitation i join invitation_mail m on m.invitation_id = i.id
					where i.survey_id = ? and m.at > cast(? as timestamptz)
					group by i.person_id having count(*) = 3 and count(distinct cast(m.at as date)) = 3) asked""",
				this.survey, noon(this.monday).plusSeconds(3600).toString()))
			.as("each of three Mondays")
			.isEqualTo(20);
	}

}

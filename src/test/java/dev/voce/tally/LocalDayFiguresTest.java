package dev.voce.tally;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Figures by day where clocks change at midnight, days are skipped or end twice, and
 * offsets are no whole hours: each against the local day of every response.
 */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalDayFiguresTest {

	/** Around each of these days something happens to the clock of one of the zones. */
	private static final List<LocalDate> CHANGES = List.of(LocalDate.of(2010, 3, 4), LocalDate.of(2011, 11, 6),
			LocalDate.of(2011, 12, 30), LocalDate.of(2018, 11, 4), LocalDate.of(2026, 4, 4));

	private static final List<String> ZONES = List.of("UTC", "Antarctica/Casey", "America/St_Johns", "Pacific/Apia",
			"Australia/Lord_Howe", "Asia/Kathmandu", "Australia/Eucla", "America/Sao_Paulo", "Pacific/Kiritimati");

	private static final List<String> SEGMENTS = List.of("", "plan");

	private final Api api;

	private final JdbcTemplate jdbc;

	private final Sql sql;

	private final Tallying tallying;

	private final CountsReader reader;

	private final Surveys surveys;

	private final TransactionTemplate snapshot;

	LocalDayFiguresTest(@LocalServerPort int port, @Autowired DataSource database, @Autowired Tallying tallying,
			@Autowired CountsReader reader, @Autowired Surveys surveys,
			@Autowired PlatformTransactionManager transactions) {
		this.api = new Api(port);
		this.jdbc = new JdbcTemplate(database);
		this.sql = new Sql(database);
		this.tallying = tallying;
		this.reader = reader;
		this.surveys = surveys;
		this.snapshot = new TransactionTemplate(transactions);
		this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Antarctica/Casey", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe",
			"Asia/Kathmandu", "America/Sao_Paulo" })
	void everyResponseIsCountedOnItsLocalDay(String zone) {
		UUID survey = this.api.survey(TallyTest.body(zone, "\"plan\""));
		// Half of them are tallied when figures are read.
		upload(survey, Duration.ZERO);
		while (!this.tallying.tally(survey).whole()) {
			Thread.onSpinWait();
		}
		upload(survey, Duration.ofMinutes(7));
		check(survey);
		while (this.sql.count("""
				select count(*) from response r join tally_state t on t.survey_id = r.survey_id
				where r.survey_id = ? and r.sequence > t.tallied_to""", survey) > 0) {
			this.tallying.tally(survey);
		}
		check(survey);
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences"))
			.isEmpty();
	}

	private void upload(UUID survey, Duration later) {
		List<String> lines = new ArrayList<>();
		for (LocalDate change : CHANGES) {
			Instant from = change.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
			for (int i = 0; i < 4 * 24 * 4; i++) {
				Instant at = from.plus(later).plus(Duration.ofMinutes(15L * i));
				lines.add("{\"answers\": {\"nps\": " + i % 11 + "}, \"attributes\": {\"plan\": \"p" + i % 3
						+ "\"}, \"submittedAt\": \"" + at + "\""
						+ ((i % 4 == 0)
								? ", \"askedAt\": \"" + at.minus(Duration.ofHours(i % 30)) + "\", \"channel\": \"web\""
								: "")
						+ "}");
			}
		}
		assertThat(this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch", String.join("\n", lines), "Content-Type",
					"application/x-ndjson")
			.is(200)
			.json()
			.get("accepted")
			.intValue()).isEqualTo(lines.size());
	}

	private void check(UUID survey) {
		for (LocalDate change : CHANGES) {
			for (String name : ZONES) {
				ZoneId zone = ZoneId.of(name);
				this.snapshot.executeWithoutResult((status) -> {
					SurveyDefinition definition = this.surveys.currentDefinition(survey);
					PlainCount read = new PlainCount(zone, change.minusDays(3), change.plusDays(3));
					read.take(this.reader.read(read.request(definition, SEGMENTS)));
					assertThat(read.counts()).as("%s in %s", change, name)
						.hasSizeGreaterThan(100)
						.isEqualTo(new PlainCount(zone, change.minusDays(3), change.plusDays(3))
							.count(this.jdbc, survey, SEGMENTS)
							.counts());
				});
			}
		}
	}

}

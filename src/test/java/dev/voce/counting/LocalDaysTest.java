package dev.voce.counting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.voce.counting.LocalDays;

/** Local days around changes of the clock, against the day of each instant. */
class LocalDaysTest {

	@ParameterizedTest
	@CsvSource({ "Europe/Rome, 2026-03-28", "Europe/Rome, 2026-10-24", "America/St_Johns, 2011-11-05",
			"America/St_Johns, 2010-11-06", "America/Goose_Bay, 2010-11-06", "Antarctica/Casey, 2010-03-03",
			"Pacific/Apia, 2011-12-28", "Australia/Lord_Howe, 2026-04-03", "Asia/Kathmandu, 1985-12-30",
			"America/Sao_Paulo, 2018-11-02", "Africa/Cairo, 2010-09-29", "Asia/Gaza, 2011-08-30" })
	void startAndEndHoldAllInstantsOfADayAndNothingElseButRepeatedHours(String name, LocalDate first) {
		ZoneId zone = ZoneId.of(name);
		Instant from = first.atStartOfDay(ZoneId.of("UTC")).toInstant().minusSeconds(86_400);
		for (Instant at = from; at.isBefore(from.plusSeconds(6 * 86_400)); at = at.plusSeconds(60)) {
			LocalDate day = at.atZone(zone).toLocalDate();
			assertThat(LocalDays.start(day, zone)).as("%s", at).isBeforeOrEqualTo(at);
			assertThat(LocalDays.end(day, zone)).as("%s", at).isAfter(at);
			LocalDate open = LocalDays.firstNotEnded(at, zone);
			assertThat(LocalDays.end(open, zone)).as("%s", at).isAfter(at);
			assertThat(LocalDays.end(open.minusDays(1), zone)).as("%s", at).isBeforeOrEqualTo(at);
		}
	}

}

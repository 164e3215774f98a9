package dev.voce.invitation;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;

import org.junit.jupiter.api.Test;

import dev.voce.asking.InvitationSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** When mails go out, and until when people are left alone. */
class WindowTest {

	private static final ZoneId ROME = ZoneId.of("Europe/Rome");

	private static final InvitationSettings.Window DAYTIME = new InvitationSettings.Window(
			EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY), LocalTime.of(9, 0), LocalTime.of(19, 0));

	private static String next(InvitationSettings.Window window, String instant, ZoneId zone) {
		return window.next(Instant.parse(instant), zone).toString();
	}

	@Test
	void aMailWaitsForTheMorningWhereThePersonLives() {
		assertThat(next(DAYTIME, "2026-11-26T10:00:00Z", ROME)).isEqualTo("2026-11-26T10:00:00Z");
		assertThat(next(DAYTIME, "2026-11-26T03:00:00Z", ROME)).isEqualTo("2026-11-26T08:00:00Z");
		assertThat(next(DAYTIME, "2026-11-26T18:00:00Z", ROME)).isEqualTo("2026-11-27T08:00:00Z");
		assertThat(next(DAYTIME, "2026-11-28T18:30:00Z", ROME)).isEqualTo("2026-11-30T08:00:00Z");
		assertThat(next(DAYTIME, "2026-11-26T10:00:00Z", ZoneId.of("Pacific/Auckland")))
			.isEqualTo("2026-11-26T20:00:00Z");
	}

	@Test
	void daysThatTheClockCutsShortOrRepeatsKeepTheirMorning() {
		assertThat(next(DAYTIME, "2026-10-24T20:00:00Z", ROME)).isEqualTo("2026-10-26T08:00:00Z");
		InvitationSettings.Window night = new InvitationSettings.Window(EnumSet.allOf(DayOfWeek.class),
				LocalTime.of(2, 30), LocalTime.of(4, 0));
		// 2:30 does not exist on that day, and comes twice on the other.
		assertThat(next(night, "2026-03-29T00:00:00Z", ROME)).isEqualTo("2026-03-29T01:30:00Z");
		assertThat(next(night, "2026-10-25T00:00:00Z", ROME)).isEqualTo("2026-10-25T00:30:00Z");
	}

	@Test
	void quarantineEndsAtTheStartOfALocalDay() {
		assertThat(SkipRules.Skip.end(Instant.parse("2026-10-08T10:00:00Z"), Duration.ofDays(30), ROME))
			.isEqualTo("2026-11-06T23:00:00Z");
		assertThat(SkipRules.Skip.end(Instant.parse("2026-10-08T10:00:00Z"), Duration.ofSeconds(5), ROME))
			.isEqualTo("2026-10-08T10:00:05Z");
	}

}

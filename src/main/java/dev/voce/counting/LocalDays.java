package dev.voce.counting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import dev.voce.counting.LocalDays;

/**
 * The local days of a zone as instants. Where clocks go back over midnight a day ends
 * twice, and its instants are no single stretch: those between its start and its end that
 * are of another day are that day's.
 */
public final class LocalDays {

	private LocalDays() {
	}

	/** The first instant of a day; of the next one where the zone skips the day. */
	public static Instant start(LocalDate day, ZoneId zone) {
		return day.atStartOfDay(zone).toInstant();
	}

	/** The first instant after a day that no later instant of that day follows. */
	public static Instant end(LocalDate day, ZoneId zone) {
		return day.plusDays(1).atStartOfDay(zone).withLaterOffsetAtOverlap().toInstant();
	}

	/** The day of an instant. */
	public static LocalDate of(Instant at, ZoneId zone) {
		return at.atZone(zone).toLocalDate();
	}

	/** The first day that has an instant at or after this one: all before have ended. */
	public static LocalDate firstNotEnded(Instant at, ZoneId zone) {
		LocalDate day = of(at, zone);
		while (end(day.minusDays(1), zone).isAfter(at)) {
			day = day.minusDays(1);
		}
		return day;
	}

}

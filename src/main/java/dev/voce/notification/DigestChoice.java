package dev.voce.notification;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How often a user gets a digest, and of what.
 *
 * @param frequency NEVER, DAILY, WEEKLY on Mondays or MONTHLY on the first, at 7:00 in
 * the workspace's zone
 * @param surveys the ids of the surveys, up to 100; all, also those to come, when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DigestChoice(@Nullable Frequency frequency, @Nullable List<UUID> surveys) {

	/** What somebody gets who has chosen nothing. */
	static final DigestChoice USUAL = new DigestChoice(Frequency.NEVER, null);

	private static final LocalTime MORNING = LocalTime.of(7, 0);

	/** How often. */
	enum Frequency {

		/** No digest. */
		NEVER,

		/** Each day, of the day before. */
		DAILY,

		/** Each Monday, of the week before. */
		WEEKLY,

		/** On the first of each month, of the month before. */
		MONTHLY

	}

	Frequency often() {
		return (this.frequency != null) ? this.frequency : Frequency.NEVER;
	}

	/** When the next one is due; {@code null} for never. */
	@Nullable Instant next(Instant after, ZoneId zone) {
		ZonedDateTime morning = after.atZone(zone).with(MORNING);
		LocalDate today = after.atZone(zone).toLocalDate();
		LocalDate first = switch (often()) {
			case NEVER -> null;
			case DAILY -> today;
			case WEEKLY -> today.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
			case MONTHLY -> (today.getDayOfMonth() == 1) ? today : today.with(TemporalAdjusters.firstDayOfNextMonth());
		};
		if (first == null) {
			return null;
		}
		if (first.equals(today) && !morning.toInstant().isAfter(after)) {
			first = switch (often()) {
				case WEEKLY -> first.plusWeeks(1);
				case MONTHLY -> first.plusMonths(1);
				default -> first.plusDays(1);
			};
		}
		return first.atTime(MORNING).atZone(zone).toInstant();
	}

	/**
	 * The days of a digest.
	 *
	 * @param from the first
	 * @param to the first day after
	 */
	record Days(LocalDate from, LocalDate to) {
	}

	/** The last whole period before a day. */
	Days before(LocalDate day) {
		return switch (often()) {
			case DAILY -> new Days(day.minusDays(1), day);
			case MONTHLY -> new Days(day.withDayOfMonth(1).minusMonths(1), day.withDayOfMonth(1));
			default -> {
				LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
				yield new Days(monday.minusWeeks(1), monday);
			}
		};
	}

}

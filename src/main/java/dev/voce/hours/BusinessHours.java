package dev.voce.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The hours in which people work. An instant counts where the local clock then shows an
 * hour of theirs on a day that is no holiday: an hour that the clock repeats counts
 * twice, one that it skips not at all.
 *
 * @param zone the zone of the local clock
 * @param week the hours of each weekday; if no day has any, every instant counts
 * @param holidays days without hours
 */
public record BusinessHours(ZoneId zone, Map<DayOfWeek, List<Span>> week, Set<LocalDate> holidays) {

	/** How long work is waited for: what has no end by then ends. */
	public static final Duration LONGEST = Duration.ofDays(366);

	/** Checks that hours of a day neither overlap nor are out of order. */
	public BusinessHours {
		week = Map.copyOf(week);
		holidays = Set.copyOf(holidays);
		for (List<Span> day : week.values()) {
			for (int i = 1; i < day.size(); i++) {
				if (day.get(i).from() < day.get(i - 1).to()) {
					throw new IllegalArgumentException("the hours of a day overlap");
				}
			}
		}
	}

	/**
	 * Hours in a row on one day.
	 *
	 * @param from the first minute of the day, 0 to 1,439
	 * @param to the first minute that is too late, up to 1,440
	 */
	public record Span(int from, int to) {

		/** Checks the bounds. */
		public Span {
			if (from < 0 || to > 1_440 || from >= to) {
				throw new IllegalArgumentException("hours must end after they start, on one day");
			}
		}

	}

	/**
	 * When a time of work has passed.
	 * @param start when it starts
	 * @param work how long it is, not negative
	 * @return when it has passed, at most 366 days later
	 */
	public Instant after(Instant start, Duration work) {
		Instant latest = start.plus(LONGEST);
		if (isAlways()) {
			return start.plus((work.compareTo(LONGEST) < 0) ? work : LONGEST);
		}
		Instant[] end = { latest };
		Duration[] left = { work };
		walk(start, latest, (open, closed) -> {
			Duration length = Duration.between(open, closed);
			if (left[0].compareTo(length) <= 0) {
				end[0] = open.plus(left[0]);
				return false;
			}
			left[0] = left[0].minus(length);
			return true;
		});
		return end[0];
	}

	/**
	 * How much of a time is work.
	 * @param start when it starts
	 * @param end when it ends
	 * @return the time that counts; zero where it ends before it starts
	 */
	public Duration between(Instant start, Instant end) {
		return new WorkedTime(this, start, end).between(start, end);
	}

	boolean isAlways() {
		return this.week.values().stream().allMatch(List::isEmpty);
	}

	/** Takes times that count. */
	interface Visit {

		/**
		 * Takes one of them.
		 * @return whether more are wanted
		 */
		boolean more(Instant opens, Instant closes);

	}

	/** Visits the times that count, in order. */
	void walk(Instant start, Instant end, Visit visit) {
		if (isAlways()) {
			if (start.isBefore(end)) {
				visit.more(start, end);
			}
			return;
		}
		Instant from = start;
		boolean wanted = true;
		// From one change of the clock to the next, local days follow one another.
		while (wanted && from.isBefore(end)) {
			ZoneOffsetTransition change = this.zone.getRules().nextTransition(from);
			Instant to = (change != null && change.getInstant().isBefore(end)) ? change.getInstant() : end;
			wanted = walkDays(from, to, this.zone.getRules().getOffset(from), visit);
			from = to;
		}
	}

	private boolean walkDays(Instant start, Instant end, ZoneOffset offset, Visit visit) {
		LocalDate day = start.atOffset(offset).toLocalDate();
		for (; day.atTime(LocalTime.MIN).toInstant(offset).isBefore(end); day = day.plusDays(1)) {
			for (Span span : spans(day)) {
				Instant midnight = day.atTime(LocalTime.MIN).toInstant(offset);
				Instant open = later(start, midnight.plusSeconds(span.from() * 60L));
				Instant closed = earlier(end, midnight.plusSeconds(span.to() * 60L));
				if (open.isBefore(closed) && !visit.more(open, closed)) {
					return false;
				}
			}
		}
		return true;
	}

	private List<Span> spans(LocalDate day) {
		@Nullable List<Span> spans = this.holidays.contains(day) ? null : this.week.get(day.getDayOfWeek());
		return (spans != null) ? spans : List.of();
	}

	private static Instant later(Instant one, Instant two) {
		return one.isAfter(two) ? one : two;
	}

	private static Instant earlier(Instant one, Instant two) {
		return one.isBefore(two) ? one : two;
	}

}

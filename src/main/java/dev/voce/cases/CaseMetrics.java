package dev.voce.cases;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.hours.WorkedTime;
import dev.voce.scoring.Interval;
import dev.voce.scoring.KaplanMeier;

/**
 * The figures about cases, from what each is now. Cases whose responses do not count are
 * left out by whoever reads them.
 *
 * @param from the first day
 * @param to the first day that is too late
 * @param zone of the days
 * @param now when the figures are made
 * @param times measures business time up to now
 */
record CaseMetrics(LocalDate from, LocalDate to, ZoneId zone, Instant now, WorkedTime times) {

	private static final double LEVEL = 0.95;

	/** A case as far as figures need it. */
	record Row(UUID survey, @Nullable UUID owner, @Nullable String cause, Case.Status status, Instant openedAt,
			Instant dueAt, @Nullable Instant firstActionAt, @Nullable Instant closedAt) {
	}

	/**
	 * A closed case whose respondent was asked again, and whether the answer was better.
	 */
	record Again(UUID survey, @Nullable UUID owner, @Nullable String cause, boolean better) {
	}

	/**
	 * How many of how many.
	 *
	 * @param hits how many
	 * @param of of how many
	 * @param percent the share; absent without any
	 * @param interval Wilson's interval of the share in percent; absent without any
	 */
	@Schema(name = "CaseShare")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Portion(long hits, long of, @Nullable Double percent, @Nullable Interval interval) {

		static Portion of(long hits, long of) {
			return (of > 0) ? new Portion(hits, of, 100.0 * hits / of, Interval.ofShare(hits, of, LEVEL))
					: new Portion(0, 0, null, null);
		}

	}

	/**
	 * A median time, of cases some of which aren't done yet (Kaplan–Meier).
	 *
	 * @param median business time, in whole seconds; absent where more than half of the
	 * cases aren't done yet
	 * @param cases of how many cases
	 * @param open how many of them aren't done yet
	 */
	@Schema(name = "CaseMedian")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Median(@Nullable Duration median, int cases, long open) {
	}

	/**
	 * Figures of some cases.
	 *
	 * @param opened how many were opened in the range
	 * @param closed how many were closed in the range and still are
	 * @param open how many are open now
	 * @param overdue how many of these are overdue
	 * @param inTime how many were closed by their due time, of those that were closed in
	 * the range or are overdue
	 * @param firstAction from opening to the first action, of those opened in the range
	 * @param closing from opening to closing, of those opened in the range
	 * @param recovered in how many a respondent's next response to the same survey was in
	 * a better class, of those closed in the range whose respondent was asked again
	 */
	@Schema(name = "CaseFigures")
	record Figures(long opened, long closed, long open, long overdue, Portion inTime, Median firstAction,
			Median closing, Portion recovered) {
	}

	/**
	 * A week, from Monday on.
	 *
	 * @param from its first day in the range
	 * @param opened how many cases were opened
	 * @param closed how many were closed
	 */
	@Schema(name = "CaseWeek")
	record Week(LocalDate from, long opened, long closed) {
	}

	Figures figures(List<Row> rows, List<Again> again) {
		List<Row> closed = rows.stream().filter((row) -> isIn(row.closedAt())).toList();
		List<Row> opened = rows.stream().filter((row) -> isIn(row.openedAt())).toList();
		long overdue = rows.stream().filter(this::isOverdue).count();
		long inTime = closed.stream().filter((row) -> isDoneBy(row.closedAt(), row.dueAt())).count();
		return new Figures(opened.size(), closed.size(),
				rows.stream().filter((row) -> row.status() != Case.Status.CLOSED).count(), overdue,
				Portion.of(inTime, closed.size() + overdue), median(opened, Row::firstActionAt),
				median(opened, Row::closedAt), Portion.of(again.stream().filter(Again::better).count(), again.size()));
	}

	private static boolean isDoneBy(@Nullable Instant done, Instant due) {
		return done != null && !done.isAfter(due);
	}

	private boolean isOverdue(Row row) {
		return (row.status() == Case.Status.NEW || row.status() == Case.Status.OPEN) && row.dueAt().isBefore(this.now);
	}

	private Median median(List<Row> rows, Function<Row, @Nullable Instant> end) {
		List<KaplanMeier.Time> lengths = new ArrayList<>();
		for (Row row : rows) {
			Instant ended = end.apply(row);
			lengths.add(new KaplanMeier.Time(
					this.times.between(row.openedAt(), (ended != null) ? ended : this.now).toSeconds(), ended != null));
		}
		OptionalLong median = KaplanMeier.median(lengths);
		return new Median(median.isPresent() ? Duration.ofSeconds(median.getAsLong()) : null, lengths.size(),
				lengths.stream().filter((time) -> !time.over()).count());
	}

	List<Week> weeks(List<Row> rows) {
		List<Week> weeks = new ArrayList<>();
		LocalDate week = this.from;
		while (week.isBefore(this.to)) {
			LocalDate next = week.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
			Instant start = start(week);
			Instant end = start(next.isBefore(this.to) ? next : this.to);
			weeks.add(new Week(week, count(rows, Row::openedAt, start, end), count(rows, Row::closedAt, start, end)));
			week = next;
		}
		return weeks;
	}

	private static long count(List<Row> rows, Function<Row, @Nullable Instant> at, Instant start, Instant end) {
		Predicate<@Nullable Instant> within = (time) -> time != null && !time.isBefore(start) && time.isBefore(end);
		return rows.stream().map(at).filter(within).count();
	}

	private boolean isIn(@Nullable Instant at) {
		return at != null && !at.isBefore(start(this.from)) && at.isBefore(start(this.to));
	}

	private Instant start(LocalDate day) {
		return day.atStartOfDay(this.zone).toInstant();
	}

	/** All values of a property, of rows that have one and of those that have none. */
	static <T extends Comparable<T>> List<@Nullable T> values(List<Row> rows, Function<Row, @Nullable T> property) {
		Stream<@Nullable T> values = rows.stream().map(property).distinct();
		return values.sorted(Comparator.nullsLast(Comparator.naturalOrder())).toList();
	}

}

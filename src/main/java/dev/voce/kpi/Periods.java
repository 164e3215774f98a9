package dev.voce.kpi;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The calendar's periods, and their names in figures. */
enum Periods {

	/** A calendar day: {@code 2026-01-31}. */
	DAY {
		@Override
		LocalDate start(LocalDate day) {
			return day;
		}

		@Override
		LocalDate plus(LocalDate start, long periods) {
			return start.plusDays(periods);
		}

		@Override
		String name(LocalDate start) {
			return start.toString();
		}
	},

	/** An ISO week, from Monday: {@code 2026-W05}. */
	WEEK {
		@Override
		LocalDate start(LocalDate day) {
			return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
		}

		@Override
		LocalDate plus(LocalDate start, long periods) {
			return start.plusWeeks(periods);
		}

		@Override
		String name(LocalDate start) {
			return String.format(Locale.ROOT, "%04d-W%02d", start.get(IsoFields.WEEK_BASED_YEAR),
					start.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
		}
	},

	/** A month: {@code 2026-01}. */
	MONTH {
		@Override
		LocalDate start(LocalDate day) {
			return day.withDayOfMonth(1);
		}

		@Override
		LocalDate plus(LocalDate start, long periods) {
			return start.plusMonths(periods);
		}

		@Override
		String name(LocalDate start) {
			return start.toString().substring(0, "2026-01".length());
		}
	},

	/** A quarter: {@code 2026-Q1}. */
	QUARTER {
		@Override
		LocalDate start(LocalDate day) {
			return day.with(IsoFields.DAY_OF_QUARTER, 1);
		}

		@Override
		LocalDate plus(LocalDate start, long periods) {
			return start.plusMonths(3 * periods);
		}

		@Override
		String name(LocalDate start) {
			return String.format(Locale.ROOT, "%04d-Q%d", start.getYear(), start.get(IsoFields.QUARTER_OF_YEAR));
		}
	},

	/** A year: {@code 2026}. */
	YEAR {
		@Override
		LocalDate start(LocalDate day) {
			return day.withDayOfYear(1);
		}

		@Override
		LocalDate plus(LocalDate start, long periods) {
			return start.plusYears(periods);
		}

		@Override
		String name(LocalDate start) {
			return String.format(Locale.ROOT, "%04d", start.getYear());
		}
	};

	/**
	 * A period, or the part of it that lies in the range asked for.
	 *
	 * @param name the whole period's
	 * @param from the first day
	 * @param to the first day after it
	 */
	record Period(String name, LocalDate from, LocalDate to) {
	}

	/** The first day of the period that a day lies in. */
	abstract LocalDate start(LocalDate day);

	/** The start of a later or, with a negative number, an earlier period. */
	abstract LocalDate plus(LocalDate start, long periods);

	/** The name of the period that starts on a day. */
	abstract String name(LocalDate start);

	/**
	 * Every period of a range, the first and last clipped to it, at most
	 * {@code limit + 1}.
	 */
	List<Period> of(LocalDate from, LocalDate to, int limit) {
		List<Period> periods = new ArrayList<>();
		for (LocalDate start = start(from); start.isBefore(to) && periods.size() <= limit; start = plus(start, 1)) {
			LocalDate next = plus(start, 1);
			periods.add(new Period(name(start), start.isBefore(from) ? from : start, next.isAfter(to) ? to : next));
		}
		return periods;
	}

}

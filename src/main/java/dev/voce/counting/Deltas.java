package dev.voce.counting;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.voce.counting.Cells;
import dev.voce.counting.Counting;
import dev.voce.counting.Deltas;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.counting.CountedRow;

/**
 * What rows add to tallies, or take from them. The algebra of the design, for any rows
 * and any series: the sum of the tallies as of one sequence number and of the deltas to a
 * later one are the tallies as of that one. Not for several threads.
 */
public final class Deltas {

	private final Map<SeriesKey, List<Gains>> series = new HashMap<>();

	private final Counting counting;

	/** Days before are left as they are. */
	private final LocalDate frozenBefore;

	private final Map<RowKey, Cells.Sum> rows = new HashMap<>();

	/**
	 * Nothing yet.
	 * @param counting says where rows are counted
	 * @param series those to count under; a row whose series isn't among them is not
	 * counted there
	 * @param frozenBefore the first day that isn't purged
	 */
	public Deltas(Counting counting, Collection<Series> series, LocalDate frozenBefore) {
		this.counting = counting;
		series.forEach((one) -> this.series.merge(one.key(), List.of(new Gains(one)),
				(some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
		this.frozenBefore = frozenBefore;
	}

	/**
	 * Names a row of tallies.
	 *
	 * @param series the series' id
	 * @param part which 64 values of it: numbers 0 to 63 are part 0
	 */
	public record RowKey(int series, LocalDate day, int part) {
	}

	/**
	 * Counts what changed between two sequence numbers.
	 * @param from what the tallies hold already
	 * @param to what they shall hold
	 * @param rows all stored and superseded rows that begin or end in between; others do
	 * no harm
	 */
	public void advance(long from, long to, Collection<CountedRow> rows) {
		rows.stream()
			.filter((row) -> from < row.since() && row.since() <= to && to < row.until())
			.sorted(Comparator.comparingLong(CountedRow::since))
			.forEach((row) -> this.counting.count(row.content(), (key, day, value, score) -> {
				for (Gains gains : this.series.getOrDefault(key, List.of())) {
					if (counts(gains.series, day)) {
						gains.count(day, gains.series.number(value), score, 1);
					}
				}
			}));
		rows.stream()
			.filter((row) -> row.since() <= from && from < row.until() && row.until() <= to)
			.forEach((row) -> this.counting.count(row.content(), (key, day, value, score) -> {
				for (Gains gains : this.series.getOrDefault(key, List.of())) {
					if (counts(gains.series, day)) {
						gains.count(day, gains.series.known(value), score, -1);
					}
				}
			}));
	}

	/**
	 * Counts, on some days alone, what was current as of the sequence number that the
	 * tallies hold: a recount.
	 * @param days the only days that are counted, none of them purged
	 * @param counted hands over what one row counts
	 */
	public void recount(Range days, Consumer<Counting.Counts> counted) {
		counted.accept((key, day, value, score) -> {
			if (days.contains(day)) {
				for (Gains gains : this.series.getOrDefault(key, List.of())) {
					gains.count(day, gains.series.number(value), score, 1);
				}
			}
		});
	}

	/**
	 * Some days.
	 *
	 * @param from the first
	 * @param to the first after
	 */
	public record Range(LocalDate from, LocalDate to) {

		public boolean contains(LocalDate day) {
			return !day.isBefore(this.from) && day.isBefore(this.to);
		}

	}

	private boolean counts(Series one, LocalDate day) {
		return one.covers(day) && !day.isBefore(this.frozenBefore);
	}

	/**
	 * What the rows of one series gain. Most rows are of the day of the row before, whose
	 * sum is at hand.
	 */
	private final class Gains {

		private final Series series;

		private RowKey last;

		private Cells.Sum sum = new Cells.Sum();

		Gains(Series series) {
			this.series = series;
			this.last = new RowKey(series.id(), LocalDate.MIN, 0);
		}

		void count(LocalDate day, int number, int score, int sign) {
			int part = number / Cells.VALUES;
			if (part != this.last.part() || !day.equals(this.last.day())) {
				this.last = new RowKey(this.series.id(), day, part);
				this.sum = Deltas.this.rows.computeIfAbsent(this.last, (key) -> new Cells.Sum());
			}
			this.sum.add(number % Cells.VALUES, score, sign);
		}

	}

	/** The rows of tallies that are touched. */
	public Set<RowKey> keys() {
		return this.rows.keySet();
	}

	/** What a row gains, or loses. */
	public Cells of(RowKey key) {
		Cells.Sum sum = this.rows.get(key);
		return (sum != null) ? sum.cells() : Cells.NONE;
	}

	/**
	 * What purged days hold, under the names of another series: they can't be recounted.
	 * @param old the series that counted them
	 * @param fresh the series that takes them over, without any of them yet
	 * @param purgedBefore the first day that isn't purged
	 * @param rows of the old series; others do no harm
	 * @return the rows of the fresh one for these days
	 */
	public static Map<RowKey, Cells> takeOver(Series old, Series fresh, LocalDate purgedBefore,
			Map<RowKey, Cells> rows) {
		Map<RowKey, Cells.Sum> taken = new HashMap<>();
		rows.entrySet()
			.stream()
			.filter((row) -> row.getKey().series() == old.id() && row.getKey().day().isBefore(purgedBefore))
			.sorted(Map.Entry.comparingByKey(Comparator.comparing(RowKey::day).thenComparing(RowKey::part)))
			.forEach((row) -> row.getValue().forEach((value, score, count) -> {
				String name = old.value(row.getKey().part() * Cells.VALUES + value);
				int number = name.equals(Series.OTHER) ? fresh.known(Series.OTHER) : fresh.number(name);
				taken
					.computeIfAbsent(new RowKey(fresh.id(), row.getKey().day(), number / Cells.VALUES),
							(key) -> new Cells.Sum())
					.add(number % Cells.VALUES, score, count);
			}));
		Map<RowKey, Cells> cells = new HashMap<>();
		taken.forEach((key, sum) -> cells.put(key, sum.cells()));
		return cells;
	}

}

package dev.voce.tally;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.voce.counting.Cells;

/**
 * How often each score, or event, stands under each value of a series, between any two of
 * a set of days. Read-only once read.
 */
public final class Counts {

	/** The place of each day among the sums. */
	private final Map<LocalDate, Integer> days = new HashMap<>();

	private final Map<String, long[][]> until = new HashMap<>();

	private final boolean complete;

	private final boolean capped;

	/** For each day, whether what lies before it can't be known any more. */
	private final boolean[] unknown;

	/**
	 * Adds counts up.
	 * @param days between which counts can be asked for, rising
	 * @param complete whether nothing is missing but what was purged
	 * @param capped whether values beyond the first 1,000 stand together
	 * @param unknown for each day, whether counts from or to it were purged
	 */
	Counts(Collection<LocalDate> days, boolean complete, boolean capped, boolean[] unknown) {
		days.forEach((day) -> this.days.put(day, this.days.size()));
		this.complete = complete;
		this.capped = capped;
		this.unknown = unknown.clone();
	}

	/** Takes what each value counts until each day, as sums from the first day on. */
	void put(String value, long[][] counts) {
		this.until.put(value, counts);
	}

	/**
	 * The values that were counted at all.
	 * @return the values in alphabetical order
	 */
	public List<String> values() {
		return this.until.entrySet()
			.stream()
			.filter((value) -> Arrays.stream(value.getValue())
				.anyMatch((counts) -> !Arrays.equals(counts, value.getValue()[0])))
			.map(Map.Entry::getKey)
			.sorted()
			.toList();
	}

	/**
	 * The counts of a value from one of the days until another.
	 * @param value a value; empty in a series of all responses together
	 * @param from the first day
	 * @param to the first day after
	 * @return one count per score or event, none negative
	 */
	public long[] between(String value, LocalDate from, LocalDate to) {
		long[] counts = new long[Cells.SCORES];
		long[][] sums = this.until.get(value);
		if (sums != null) {
			long[] first = sums[index(from)];
			long[] last = sums[index(to)];
			Arrays.setAll(counts, (score) -> Math.max(0, last[score] - first[score]));
		}
		return counts;
	}

	/**
	 * Tells whether all that is stored in a range is counted.
	 * @return {@code false} while a series is being built, or a tally can't be read
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * Tells whether values beyond the first 1,000 stand together under (other).
	 * @return {@code true} if so
	 */
	public boolean isCapped() {
		return this.capped;
	}

	/**
	 * Tells whether a range holds what can't be known any more, since it was purged.
	 * @param from one of the days
	 * @param to another
	 * @return {@code true} if so
	 */
	public boolean isPurged(LocalDate from, LocalDate to) {
		return this.unknown[index(from)] || this.unknown[index(to)];
	}

	private int index(LocalDate day) {
		Integer index = this.days.get(day);
		if (index == null) {
			throw new IllegalArgumentException("Counts were not read for " + day);
		}
		return index;
	}

}

package dev.voce.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;

import dev.voce.scoring.Distribution;
import dev.voce.scoring.Scale;

/**
 * The counts between any two of a set of days, for each value of a segment. Read in one
 * query: a range of days is the whole UTC days inside it and the quarter hours at its
 * ends.
 */
final class TallySums {

	private final List<LocalDate> days;

	/** For each value and day, the counts from the first day until then. */
	private final Map<String, long[][]> until = new TreeMap<>();

	private TallySums(SortedSet<LocalDate> days) {
		this.days = List.copyOf(days);
	}

	/**
	 * Reads counts.
	 * @param repository reads the tallies
	 * @param survey the survey's id
	 * @param question the question's id
	 * @param segment the segment; empty for all answers together, under the value ""
	 * @param days at least two, between which counts will be asked for
	 * @param zone where the days begin
	 * @return the counts
	 */
	static TallySums read(TallyRepository repository, UUID survey, UUID question, String segment,
			SortedSet<LocalDate> days, ZoneId zone) {
		TallySums sums = new TallySums(days);
		Parts parts = new Parts();
		for (int i = 1; i < sums.days.size(); i++) {
			parts.add(i, sums.days.get(i - 1).atStartOfDay(zone).toInstant(),
					sums.days.get(i).atStartOfDay(zone).toInstant());
		}
		for (Object[] row : repository.sum(survey, question, segment, parts.indexes.toArray(Integer[]::new),
				parts.granularities.toArray(String[]::new), parts.froms.toArray(Instant[]::new),
				parts.tos.toArray(Instant[]::new))) {
			long[][] counts = sums.until.computeIfAbsent((String) row[1],
					(value) -> new long[days.size()][Tally.COUNTERS]);
			for (int counter = 0; counter < Tally.COUNTERS; counter++) {
				counts[((Number) row[0]).intValue()][counter] += ((Number) row[counter + 2]).longValue();
			}
		}
		sums.until.values().forEach((counts) -> {
			for (int i = 1; i < counts.length; i++) {
				for (int counter = 0; counter < Tally.COUNTERS; counter++) {
					counts[i][counter] += counts[i - 1][counter];
				}
			}
		});
		return sums;
	}

	/** The values that were counted at all. */
	List<String> values() {
		return List.copyOf(this.until.keySet());
	}

	/** The counts of a value from one of the days until another. */
	long[] between(String value, LocalDate from, LocalDate to) {
		long[] counts = new long[Tally.COUNTERS];
		long[][] sums = this.until.get(value);
		if (sums != null) {
			long[] first = sums[index(from)];
			long[] last = sums[index(to)];
			// While a segment's tallies are being made, an amended answer is taken from
			// where it has not been counted yet.
			Arrays.setAll(counts, (counter) -> Math.max(0, last[counter] - first[counter]));
		}
		return counts;
	}

	private int index(LocalDate day) {
		return Collections.binarySearch(this.days, day);
	}

	/** The answers of a value from one of the days until another. */
	Distribution between(String value, LocalDate from, LocalDate to, Scale scale) {
		return Distribution.of(scale, Arrays.copyOf(between(value, from, to), scale.size()));
	}

	/** The stretches of UTC periods that make up local days. */
	private static final class Parts {

		private final List<Integer> indexes = new ArrayList<>();

		private final List<String> granularities = new ArrayList<>();

		private final List<Instant> froms = new ArrayList<>();

		private final List<Instant> tos = new ArrayList<>();

		void add(int index, Instant from, Instant to) {
			Instant firstDay = Granularity.DAY.ceiling(from);
			Instant lastDay = Granularity.DAY.floor(to);
			if (firstDay.isBefore(lastDay)) {
				add(index, Granularity.QUARTER_HOUR, from, firstDay);
				add(index, Granularity.DAY, firstDay, lastDay);
				add(index, Granularity.QUARTER_HOUR, lastDay, to);
			}
			else {
				add(index, Granularity.QUARTER_HOUR, from, to);
			}
		}

		private void add(int index, Granularity granularity, Instant from, Instant to) {
			if (from.isBefore(to)) {
				this.indexes.add(index);
				this.granularities.add(granularity.name());
				this.froms.add(from);
				this.tos.add(to);
			}
		}

	}

}

package dev.voce.kpi;

import java.time.Duration;
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
import java.util.stream.IntStream;

import dev.voce.scoring.Distribution;
import dev.voce.scoring.Scale;

/**
 * The counts between any two of a set of days, for each value of a segment. Read in one
 * query: UTC days, and the quarter hours between UTC's midnights and the days' starts.
 */
final class TallySums {

	private static final Duration HALF_A_DAY = Duration.ofHours(12);

	private final List<LocalDate> days;

	/** For each value and day, the counts from the same instant until then. */
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
		int size = days.size();
		Parts parts = new Parts(sums.days, zone);
		for (Object[] row : repository.sum(survey, question, segment, parts.indexes.toArray(Integer[]::new),
				parts.granularities.toArray(String[]::new), parts.froms.toArray(Instant[]::new),
				parts.tos.toArray(Instant[]::new))) {
			long[][] counts = sums.until.computeIfAbsent((String) row[1],
					(value) -> new long[2 * size][Tally.COUNTERS]);
			for (int counter = 0; counter < Tally.COUNTERS; counter++) {
				counts[((Number) row[0]).intValue()][counter] += ((Number) row[counter + 2]).longValue();
			}
		}
		sums.until.values().forEach((counts) -> {
			for (int counter = 0; counter < Tally.COUNTERS; counter++) {
				long whole = 0;
				for (int i = 0; i < size; i++) {
					whole += counts[i][counter];
					counts[i][counter] = whole + parts.signs[i] * counts[size + i][counter];
				}
			}
		});
		return sums;
	}

	/** The values that were counted at all. */
	List<String> values() {
		return this.until.entrySet()
			.stream()
			.filter((value) -> IntStream.range(1, this.days.size())
				.anyMatch((day) -> !Arrays.equals(value.getValue()[day], value.getValue()[0])))
			.map(Map.Entry::getKey)
			.toList();
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

	/**
	 * The stretches of tallies that are read. Index i: the UTC days between the midnights
	 * nearest to a local day's start and the one before it. Index size + i: the quarter
	 * hours between midnight and that start, to be added where it lies after midnight and
	 * subtracted where it lies before.
	 */
	private static final class Parts {

		private final List<Integer> indexes = new ArrayList<>();

		private final List<String> granularities = new ArrayList<>();

		private final List<Instant> froms = new ArrayList<>();

		private final List<Instant> tos = new ArrayList<>();

		private final int[] signs;

		Parts(List<LocalDate> days, ZoneId zone) {
			this.signs = new int[days.size()];
			Instant before = Instant.MAX;
			for (int i = 0; i < days.size(); i++) {
				Instant start = days.get(i).atStartOfDay(zone).toInstant();
				Instant midnight = Granularity.DAY.floor(start.plus(HALF_A_DAY));
				this.signs[i] = start.isBefore(midnight) ? -1 : 1;
				add(i, Granularity.DAY, before, midnight);
				add(days.size() + i, Granularity.QUARTER_HOUR, start, midnight);
				add(days.size() + i, Granularity.QUARTER_HOUR, midnight, start);
				before = midnight;
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

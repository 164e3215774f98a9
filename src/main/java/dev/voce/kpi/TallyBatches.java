package dev.voce.kpi;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;

import org.springframework.stereotype.Repository;

/**
 * Adds to many tallies at once, in arrays that the driver sends as they are: JPA would
 * convert each of their elements by itself, which took longer than PostgreSQL.
 */
@Repository
class TallyBatches {

	// Unnested side by side in the list of a select: in its from clause PostgreSQL would
	// put each array into a store of its own first.
	private static final String ADD = """
			insert into tally as t (survey_id, question_id, segment, granularity, period_start, segment_value,
				n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10)
			select (cast(? as uuid[]))[u.series], (cast(? as uuid[]))[u.series], (cast(? as text[]))[u.series],
				case when u.day then 'DAY' else 'QUARTER_HOUR' end, to_timestamp(u.start), u.value,
				u.n0, u.n1, u.n2, u.n3, u.n4, u.n5, u.n6, u.n7, u.n8, u.n9, u.n10
			from (select unnest(cast(? as int[])) as series, unnest(cast(? as boolean[])) as day,
				unnest(cast(? as bigint[])) as start, unnest(cast(? as text[])) as value,
				unnest(cast(? as int[])) as n0, unnest(cast(? as int[])) as n1, unnest(cast(? as int[])) as n2,
				unnest(cast(? as int[])) as n3, unnest(cast(? as int[])) as n4, unnest(cast(? as int[])) as n5,
				unnest(cast(? as int[])) as n6, unnest(cast(? as int[])) as n7, unnest(cast(? as int[])) as n8,
				unnest(cast(? as int[])) as n9, unnest(cast(? as int[])) as n10) u
			""" + TallyRepository.ADD;

	private static final Comparator<Series> SERIES = Comparator.comparing(Series::survey)
		.thenComparing(Series::question)
		.thenComparing(Series::segment);

	private static final Comparator<Map.Entry<Cell, int[]>> ORDER = Map.Entry
		.comparingByKey(Comparator.comparing(Cell::granularity).thenComparing(Cell::start).thenComparing(Cell::value));

	private final EntityManager entities;

	TallyBatches(EntityManager entities) {
		this.entities = entities;
	}

	/** Tallies of one question under one segment. */
	record Series(UUID survey, UUID question, String segment) {
	}

	/**
	 * Where an answer is counted in a series.
	 *
	 * @param start of the period
	 * @param value of the segment
	 */
	record Cell(Granularity granularity, Instant start, String value) {

		// Each answer asks for two dozen of these, and what a record computes by itself
		// is slower.
		@Override
		public int hashCode() {
			return 31 * this.value.hashCode() + this.start.hashCode();
		}

	}

	/**
	 * Adds to each counter, or takes from it.
	 * @param deltas what to add to the counters of each cell
	 */
	void add(Map<Series, Map<Cell, int[]>> deltas) {
		List<Series> series = deltas.keySet().stream().sorted(SERIES).toList();
		int size = deltas.values().stream().mapToInt(Map::size).sum();
		int[] indexes = new int[size];
		boolean[] days = new boolean[size];
		long[] starts = new long[size];
		String[] values = new String[size];
		int[][] counters = new int[Tally.COUNTERS][size];
		int row = 0;
		for (int i = 0; i < series.size(); i++) {
			List<Map.Entry<Cell, int[]>> cells = new ArrayList<>(
					deltas.getOrDefault(series.get(i), Map.of()).entrySet());
			cells.sort(ORDER); // neighbours in the index
			for (Map.Entry<Cell, int[]> cell : cells) {
				indexes[row] = i + 1;
				days[row] = cell.getKey().granularity() == Granularity.DAY;
				starts[row] = cell.getKey().start().getEpochSecond();
				values[row] = cell.getKey().value();
				for (int counter = 0; counter < Tally.COUNTERS; counter++) {
					counters[counter][row] = cell.getValue()[counter];
				}
				row++;
			}
		}
		this.entities.unwrap(Session.class).doWork((connection) -> {
			try (PreparedStatement statement = connection.prepareStatement(ADD)) {
				Array surveys = connection.createArrayOf("uuid", series.stream().map(Series::survey).toArray());
				Array questions = connection.createArrayOf("uuid", series.stream().map(Series::question).toArray());
				String[] segments = series.stream().map(Series::segment).toArray(String[]::new);
				int parameter = 0;
				for (Object column : new Object[] { surveys, questions, segments, indexes, days, starts, values }) {
					statement.setObject(++parameter, column);
				}
				for (int[] counter : counters) {
					statement.setObject(++parameter, counter);
				}
				statement.executeUpdate();
			}
		});
	}

}

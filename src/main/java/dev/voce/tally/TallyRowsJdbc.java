package dev.voce.tally;

import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;

/** The statements that carry many rows, past JPA. */
@Repository
class TallyRowsJdbc implements TallyRows {

	// The level is set along with the first statement: by itself it would take a round
	// trip, and another to be set back. Rows of tallies come packed: hundreds of rows
	// would
	// take the driver longer than all else.
	private static final String SERVING = """
			set transaction isolation level repeatable read;
			select s.definition_revision, s.purged_before, t.tallied_to, t.revision, t.asked_from,
				""" + TallyStateRepository.LAST_SEQUENCE.replace(":survey", "?") + """
			, n.id, n.question_id, n.segment, n.covers_from, n.holds_purged, n.allowed,
				array(select v.value from segment_value v
					where v.survey_id = ? and v.series = n.id order by v.id),
				c.rows
			from survey_state s
			join tally_state t on t.survey_id = ?
			left join tally_series n on n.survey_id = ? and n.serving
				and (n.question_id, n.segment) in (select unnest(?), unnest(?))
			left join lateral (
				select string_agg(int4send(day - date '1970-01-01') || int2send(part)
					|| int4send(length(cells)) || cells, '') as rows
				from (select day, part, cells from tally
					where survey_id = ? and series = n.id and day >= ? and day < ? limit ?) r) c on true
			where s.survey_id = ?""";

	private static final String TAG = "select concat(" + TallyStateRepository.LAST_SEQUENCE
			+ ", '.', revision) from tally_state where survey_id = :survey";

	// Each key is looked up by itself, whatever is known of the table's size.
	private static final String FIND = """
			select k.series, k.day, k.part, t.cells
			from (select unnest(?) as series, unnest(?) as day, unnest(?) as part) k
			cross join lateral (select cells from tally
				where survey_id = ? and series = k.series and day = k.day and part = k.part offset 0) t""";

	private static final String READ = """
			select t.series, t.day, t.part, t.cells
			from unnest(?) as s(series)
			cross join lateral (select series, day, part, cells from tally
				where survey_id = ? and series = s.series and day >= ? and day < ? offset 0) t""";

	// Through the survey's state, so that Citus knows the one shard that is written.
	private static final String WRITE = """
			insert into tally (survey_id, series, day, part, cells)
			select s.survey_id, u.series, u.day, u.part, u.cells
			from (select unnest(?) as series, unnest(?) as day, unnest(?) as part, unnest(?) as cells) u
			join tally_state s on s.survey_id = ?
			on conflict (survey_id, series, day, part) do update set cells = excluded.cells""";

	private static final String REMOVE = """
			delete from tally where survey_id = ? and (series, day, part) in (
				select unnest(?), unnest(?), unnest(?))""";

	private static final Comparator<RowKey> ORDER = Comparator.comparingInt(RowKey::series)
		.thenComparing(RowKey::day)
		.thenComparingInt(RowKey::part);

	private final JdbcTemplate jdbc;

	private final JdbcClient named;

	TallyRowsJdbc(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
		this.named = JdbcClient.create(jdbc);
	}

	@Override
	public Serving serving(UUID survey, Collection<SeriesKey> keys, Range days, int limit) {
		return Objects.requireNonNull(this.jdbc.execute((Connection connection) -> {
			PreparedStatement statement = connection.prepareStatement(SERVING);
			for (int parameter : new int[] { 1, 2, 3, 4, 5, 6, 9, 13 }) {
				statement.setObject(parameter, survey);
			}
			statement.setArray(7,
					connection.createArrayOf("uuid", keys.stream().map(SeriesKey::question).toArray(UUID[]::new)));
			statement.setArray(8,
					connection.createArrayOf("text", keys.stream().map(SeriesKey::segment).toArray(String[]::new)));
			statement.setObject(10, days.from());
			statement.setObject(11, days.to());
			statement.setInt(12, limit);
			return statement;
		}, (PreparedStatement statement) -> {
			statement.execute();
			statement.getMoreResults();
			return serving(statement.getResultSet());
		}));
	}

	private static Serving serving(ResultSet rows) throws SQLException {
		if (!rows.next()) {
			throw new SurveyNotFound();
		}
		LocalDate purgedBefore = rows.getObject(2, LocalDate.class);
		List<Tallied> series = new ArrayList<>();
		Serving serving = new Serving(rows.getLong(1), (purgedBefore != null) ? purgedBefore : SurveyStates.BEGINNING,
				rows.getLong(3), rows.getLong(6), rows.getLong(4), rows.getObject(5, LocalDate.class), series);
		do {
			if (rows.getString(9) != null) {
				byte[] packed = rows.getBytes(14);
				series.add(new Tallied(series(rows), ByteBuffer.wrap((packed != null) ? packed : new byte[0])));
			}
		}
		while (rows.next());
		return serving;
	}

	private static Series series(ResultSet row) throws SQLException {
		Array allowed = row.getArray(12);
		return new Series(row.getInt(7), new SeriesKey(row.getObject(8, UUID.class), row.getString(9)),
				row.getObject(10, LocalDate.class), row.getBoolean(11), true,
				(allowed != null) ? Set.of((String[]) allowed.getArray()) : null,
				List.of((String[]) row.getArray(13).getArray()));
	}

	@Override
	public Optional<String> tag(UUID survey) {
		return this.named.sql(TAG).param("survey", survey).query(String.class).optional();
	}

	@Override
	public Map<RowKey, byte[]> find(UUID survey, Collection<RowKey> keys) {
		Map<RowKey, byte[]> found = new HashMap<>();
		if (!keys.isEmpty()) {
			this.jdbc.query((connection) -> {
				PreparedStatement statement = connection.prepareStatement(FIND);
				int next = keys(statement, keys.stream().sorted(ORDER).toList());
				statement.setObject(next, survey);
				return statement;
			}, (row) -> {
				found.put(key(row), row.getBytes(4));
			});
		}
		return found;
	}

	@Override
	public void read(UUID survey, Collection<Integer> series, Range days, BiConsumer<RowKey, byte[]> rows) {
		this.jdbc.query((connection) -> {
			PreparedStatement statement = connection.prepareStatement(READ);
			range(connection, statement, survey, series, days);
			return statement;
		}, (row) -> {
			rows.accept(key(row), row.getBytes(4));
		});
	}

	private static void range(Connection connection, PreparedStatement statement, UUID survey,
			Collection<Integer> series, Range days) throws SQLException {
		statement.setArray(1, connection.createArrayOf("int4", series.toArray()));
		statement.setObject(2, survey);
		statement.setObject(3, days.from());
		statement.setObject(4, days.to());
	}

	@Override
	public void write(UUID survey, Map<RowKey, byte[]> rows) {
		List<RowKey> written = rows.keySet().stream().filter((key) -> size(rows, key) > 0).sorted(ORDER).toList();
		List<RowKey> removed = rows.keySet().stream().filter((key) -> size(rows, key) == 0).sorted(ORDER).toList();
		if (!written.isEmpty()) {
			this.jdbc.update((connection) -> {
				PreparedStatement statement = connection.prepareStatement(WRITE);
				int next = keys(statement, written);
				statement.setArray(next,
						connection.createArrayOf("bytea", written.stream().map(rows::get).toArray(byte[][]::new)));
				statement.setObject(next + 1, survey);
				return statement;
			});
		}
		if (!removed.isEmpty()) {
			this.jdbc.update((connection) -> {
				PreparedStatement statement = connection.prepareStatement(REMOVE);
				statement.setObject(1, survey);
				keys(statement, removed, 2);
				return statement;
			});
		}
	}

	private static int size(Map<RowKey, byte[]> rows, RowKey key) {
		return rows.getOrDefault(key, new byte[0]).length;
	}

	private static int keys(PreparedStatement statement, List<RowKey> keys) throws SQLException {
		return keys(statement, keys, 1);
	}

	private static int keys(PreparedStatement statement, List<RowKey> keys, int first) throws SQLException {
		statement.setArray(first, column(statement, "int4", keys, RowKey::series));
		statement.setArray(first + 1, column(statement, "date", keys, (key) -> Date.valueOf(key.day())));
		statement.setArray(first + 2, column(statement, "int2", keys, (key) -> (short) key.part()));
		return first + 3;
	}

	private static Array column(PreparedStatement statement, String type, List<RowKey> keys,
			Function<RowKey, Object> value) throws SQLException {
		return statement.getConnection().createArrayOf(type, keys.stream().map(value).toArray());
	}

	private static RowKey key(ResultSet row) throws SQLException {
		return new RowKey(row.getInt(1), row.getObject(2, LocalDate.class), row.getInt(3));
	}

}

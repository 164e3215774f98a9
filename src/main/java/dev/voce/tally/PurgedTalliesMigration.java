package dev.voce.tally;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Repository;

import dev.voce.counting.Cells;
import dev.voce.counting.LocalDays;
import dev.voce.counting.ReachEvent;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.counting.Deltas.RowKey;

/**
 * Converts the tallies of purged days, which can't be recounted any more, from the
 * quarter hours in UTC that earlier versions counted by. All other days are built anew
 * from the responses while figures are served.
 */
@Repository
class PurgedTalliesMigration implements JavaMigration {

	private static final int SCORES = 11;

	/** What earlier versions counted of the reach, in the scores' places. */
	private static final ReachEvent[] REACH = { ReachEvent.SHOWN, ReachEvent.STARTED, ReachEvent.FINISHED };

	@Override
	public MigrationVersion getVersion() {
		return MigrationVersion.fromVersion("81");
	}

	@Override
	public String getDescription() {
		return "tallies of purged days";
	}

	@Override
	public @Nullable Integer getChecksum() {
		return null;
	}

	@Override
	public boolean canExecuteInTransaction() {
		return true;
	}

	/**
	 * A survey of which responses were purged.
	 *
	 * @param rawFrom the midnight in UTC before which there are none
	 * @param building segments whose tallies were never whole
	 */
	private record Purged(UUID survey, ZoneId zone, Instant rawFrom, List<String> building) {

		/**
		 * The day that the old cut divides counts as purged: it is known whole from its
		 * tallies alone.
		 */
		LocalDate before() {
			LocalDate day = LocalDays.of(this.rawFrom, this.zone);
			return LocalDays.start(day, this.zone).isBefore(this.rawFrom) ? day.plusDays(1) : day;
		}

	}

	@Override
	public void migrate(Context context) throws SQLException {
		for (Purged purged : purged(context.getConnection())) {
			convert(context.getConnection(), purged);
		}
	}

	private static List<Purged> purged(Connection connection) throws SQLException {
		List<Purged> purged = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement("""
				select s.id, s.zone, t.raw_from, t.building from survey s join survey_state t on t.survey_id = s.id
				where t.raw_from is not null"""); ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				purged.add(new Purged(rows.getObject(1, UUID.class), ZoneId.of(rows.getString(2)),
						rows.getObject(3, OffsetDateTime.class).toInstant(),
						List.of((String[]) rows.getArray(4).getArray())));
			}
		}
		return purged;
	}

	/** The tallies of one series, and how many responses they hold. */
	private static final class Converted {

		private final Series series;

		private final Map<RowKey, Cells.Sum> rows = new HashMap<>();

		private long responses;

		Converted(int id, SeriesKey key) {
			this.series = new Series(id, key, Series.NEVER, true, true, null, List.of());
		}

		void add(LocalDate day, String value, int score, long count) {
			int number = this.series.number(value);
			this.rows
				.computeIfAbsent(new RowKey(this.series.id(), day, number / Cells.VALUES), (key) -> new Cells.Sum())
				.add(number % Cells.VALUES, score, count);
			this.responses += count;
		}

	}

	private static void convert(Connection connection, Purged purged) throws SQLException {
		Map<SeriesKey, Converted> all = read(connection, purged);
		List<Converted> whole = new ArrayList<>();
		for (Map.Entry<SeriesKey, Converted> one : all.entrySet()) {
			Converted sum = all.get(new SeriesKey(one.getKey().question(), ""));
			// A segment declared after the purge lacks what was purged before.
			if (!purged.building().contains(one.getKey().segment())
					&& (sum == null || one.getValue().responses >= sum.responses)) {
				whole.add(one.getValue());
			}
		}
		insert(connection, purged, whole);
		try (PreparedStatement statement = connection
			.prepareStatement("update survey_state set purged_before = ? where survey_id = ?")) {
			statement.setObject(1, purged.before());
			statement.setObject(2, purged.survey());
			statement.executeUpdate();
		}
		try (PreparedStatement statement = connection
			.prepareStatement("update tally_state set last_series = ?, asked_from = ? where survey_id = ?")) {
			statement.setInt(1, all.size());
			statement.setObject(2, purged.before());
			statement.setObject(3, purged.survey());
			statement.executeUpdate();
		}
	}

	private static Map<SeriesKey, Converted> read(Connection connection, Purged purged) throws SQLException {
		Map<SeriesKey, Converted> all = new LinkedHashMap<>();
		try (PreparedStatement statement = connection.prepareStatement("""
				select question_id, segment, period_start, segment_value, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10
				from tally_before where survey_id = ? and granularity = 'QUARTER_HOUR' and period_start < ?
				order by question_id, segment, period_start, segment_value""")) {
			statement.setFetchSize(10_000);
			statement.setObject(1, purged.survey());
			statement.setObject(2, LocalDays.end(purged.before(), purged.zone()).atOffset(ZoneOffset.UTC));
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					LocalDate day = LocalDays.of(rows.getObject(3, OffsetDateTime.class).toInstant(), purged.zone());
					if (day.isBefore(purged.before())) {
						SeriesKey key = new SeriesKey(rows.getObject(1, UUID.class), rows.getString(2));
						add(rows, day, key.question().equals(purged.survey()),
								all.computeIfAbsent(key, (fresh) -> new Converted(all.size() + 1, fresh)));
					}
				}
			}
		}
		return all;
	}

	private static void add(ResultSet row, LocalDate day, boolean reach, Converted converted) throws SQLException {
		for (int i = 0; i < (reach ? REACH.length : SCORES); i++) {
			long count = row.getLong(5 + i);
			if (count != 0) {
				converted.add(day, row.getString(4), reach ? REACH[i].ordinal() : i, count);
			}
		}
	}

	private static void insert(Connection connection, Purged purged, List<Converted> series) throws SQLException {
		try (PreparedStatement begin = connection.prepareStatement("""
				insert into tally_series (survey_id, id, question_id, segment, covers_from, holds_purged)
				values (?, ?, ?, ?, ?, true)""");
				PreparedStatement name = connection
					.prepareStatement("insert into segment_value (survey_id, series, id, value) values (?, ?, ?, ?)");
				PreparedStatement tally = connection.prepareStatement(
						"insert into tally (survey_id, series, day, part, cells) values (?, ?, ?, ?, ?)")) {
			for (Converted one : series) {
				int id = one.series.id();
				batch(begin, purged.survey(), id, one.series.key().question(), one.series.key().segment(),
						one.series.coversFrom());
				int number = one.series.firstNewNumber();
				for (String value : one.series.newNames()) {
					batch(name, purged.survey(), id, number++, value);
				}
				for (Map.Entry<RowKey, Cells.Sum> row : one.rows.entrySet()) {
					batch(tally, purged.survey(), id, row.getKey().day(), row.getKey().part(),
							row.getValue().cells().pack());
				}
			}
			begin.executeBatch();
			name.executeBatch();
			tally.executeBatch();
		}
	}

	private static void batch(PreparedStatement statement, Object... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
		statement.addBatch();
	}

}

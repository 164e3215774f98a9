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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
 * Begins the series of surveys that were counted by an earlier version. Their values keep
 * the names that they had; the tallies of purged days, which can't be recounted any more,
 * are converted from the quarter hours in UTC that earlier versions counted by. All other
 * days are built anew from the responses while figures are served.
 */
@Repository
class EarlierTalliesMigration implements JavaMigration {

	private static final int SCORES = 11;

	/** What earlier versions counted of the reach, in the scores' places. */
	private static final ReachEvent[] REACH = { ReachEvent.SHOWN, ReachEvent.STARTED, ReachEvent.FINISHED };

	@Override
	public MigrationVersion getVersion() {
		return MigrationVersion.fromVersion("81");
	}

	@Override
	public String getDescription() {
		return "tallies of earlier versions";
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
	 * A survey as an earlier version counted it.
	 *
	 * @param rawFrom the midnight in UTC before which responses were purged; {@code null}
	 * where none were
	 * @param building segments whose tallies were never whole
	 */
	private record Earlier(UUID survey, ZoneId zone, @Nullable Instant rawFrom, List<String> building) {

		/**
		 * The first day that is not purged. The day that the old cut divides is: it is
		 * known whole from its tallies alone.
		 */
		@Nullable LocalDate purgedBefore() {
			if (this.rawFrom == null) {
				return null;
			}
			LocalDate day = LocalDays.of(this.rawFrom, this.zone);
			return LocalDays.start(day, this.zone).isBefore(this.rawFrom) ? day.plusDays(1) : day;
		}

	}

	/** The tallies of purged days of one series. */
	private static final class Converted {

		private final Series series;

		private final Map<RowKey, Cells.Sum> rows = new HashMap<>();

		private final Map<LocalDate, Long> responses = new HashMap<>();

		Converted(int id, SeriesKey key, List<String> names) {
			this.series = new Series(id, key, Series.NEVER, true, true, null, List.of());
			names.forEach(this.series::number);
		}

		void add(LocalDate day, String value, int score, long count) {
			int number = this.series.number(value);
			this.rows
				.computeIfAbsent(new RowKey(this.series.id(), day, number / Cells.VALUES), (key) -> new Cells.Sum())
				.add(number % Cells.VALUES, score, count);
			this.responses.merge(day, count, Long::sum);
		}

		/** Whether it lacks responses that all together have. */
		boolean lacks(Converted all) {
			return all.responses.entrySet()
				.stream()
				.anyMatch((day) -> this.responses.getOrDefault(day.getKey(), 0L) < day.getValue());
		}

	}

	@Override
	public void migrate(Context context) throws SQLException {
		for (Earlier survey : surveys(context.getConnection())) {
			convert(context.getConnection(), survey);
		}
	}

	private static List<Earlier> surveys(Connection connection) throws SQLException {
		List<Earlier> surveys = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement("""
				select s.id, s.zone, t.raw_from, t.building from survey s join survey_state t on t.survey_id = s.id""");
				ResultSet rows = statement.executeQuery()) {
			while (rows.next()) {
				OffsetDateTime rawFrom = rows.getObject(3, OffsetDateTime.class);
				surveys.add(new Earlier(rows.getObject(1, UUID.class), ZoneId.of(rows.getString(2)),
						(rawFrom != null) ? rawFrom.toInstant() : null,
						List.of((String[]) rows.getArray(4).getArray())));
			}
		}
		return surveys;
	}

	private static void convert(Connection connection, Earlier survey) throws SQLException {
		Map<SeriesKey, Converted> all = begin(connection, survey);
		// Where nothing was counted, nothing was purged either.
		LocalDate purgedBefore = all.isEmpty() ? null : survey.purgedBefore();
		if (purgedBefore != null) {
			read(connection, survey, purgedBefore, all);
			update(connection, "update survey_state set purged_before = ? where survey_id = ?", purgedBefore,
					survey.survey());
			update(connection, "update tally_state set asked_from = ? where survey_id = ?", purgedBefore,
					survey.survey());
		}
		update(connection, "update tally_state set last_series = ? where survey_id = ?", all.size(), survey.survey());
		insert(connection, survey.survey(), all.values(), (purgedBefore != null) ? whole(survey, all) : Set.of());
	}

	/** All that was counted, without counts. */
	private static Map<SeriesKey, Converted> begin(Connection connection, Earlier survey) throws SQLException {
		List<SeriesKey> counted = counted(connection, survey.survey());
		Set<SeriesKey> keys = new LinkedHashSet<>(counted);
		// Nobody has answered the others yet, which is known of purged days too.
		for (UUID question : scored(connection, survey.survey())) {
			counted.stream()
				.filter((key) -> !key.question().equals(survey.survey()))
				.forEach((key) -> keys.add(new SeriesKey(question, key.segment())));
		}
		Map<String, List<String>> names = names(connection, survey.survey());
		Map<SeriesKey, Converted> all = new LinkedHashMap<>();
		keys.forEach((key) -> all.put(key,
				new Converted(all.size() + 1, key, names.getOrDefault(key.segment(), List.of()))));
		return all;
	}

	// From one key to the next: there are few, and many rows of each.
	private static List<SeriesKey> counted(Connection connection, UUID survey) throws SQLException {
		List<SeriesKey> keys = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement("""
				select question_id, segment from tally_before
				where survey_id = ? and (question_id, segment) > (?, ?) order by question_id, segment limit 1""")) {
			SeriesKey last = new SeriesKey(new UUID(0, 0), "");
			while (last != null) {
				statement.setObject(1, survey);
				statement.setObject(2, last.question());
				statement.setString(3, last.segment());
				try (ResultSet row = statement.executeQuery()) {
					last = row.next() ? new SeriesKey(row.getObject(1, UUID.class), row.getString(2)) : null;
				}
				if (last != null) {
					keys.add(last);
				}
			}
		}
		return keys;
	}

	private static List<UUID> scored(Connection connection, UUID survey) throws SQLException {
		List<UUID> questions = new ArrayList<>();
		try (PreparedStatement statement = connection.prepareStatement("""
				select id from question where survey_id = ? and type in ('NPS', 'CSAT', 'CES', 'RATING')
				order by id""")) {
			statement.setObject(1, survey);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					questions.add(rows.getObject(1, UUID.class));
				}
			}
		}
		return questions;
	}

	private static Map<String, List<String>> names(Connection connection, UUID survey) throws SQLException {
		Map<String, List<String>> names = new HashMap<>();
		try (PreparedStatement statement = connection.prepareStatement(
				"select segment, value from segment_value_before where survey_id = ? order by segment, value")) {
			statement.setObject(1, survey);
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					names.computeIfAbsent(rows.getString(1), (segment) -> new ArrayList<>()).add(rows.getString(2));
				}
			}
		}
		return names;
	}

	private static void read(Connection connection, Earlier survey, LocalDate purgedBefore,
			Map<SeriesKey, Converted> all) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement("""
				select question_id, segment, period_start, segment_value, n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10
				from tally_before where survey_id = ? and granularity = 'QUARTER_HOUR' and period_start < ?""")) {
			statement.setFetchSize(10_000);
			statement.setObject(1, survey.survey());
			statement.setObject(2, LocalDays.end(purgedBefore.minusDays(1), survey.zone()).atOffset(ZoneOffset.UTC));
			try (ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					LocalDate day = LocalDays.of(rows.getObject(3, OffsetDateTime.class).toInstant(), survey.zone());
					SeriesKey key = new SeriesKey(rows.getObject(1, UUID.class), rows.getString(2));
					if (day.isBefore(purgedBefore)) {
						add(rows, day, key.question().equals(survey.survey()), Objects.requireNonNull(all.get(key)));
					}
				}
			}
		}
	}

	private static void add(ResultSet row, LocalDate day, boolean reach, Converted converted) throws SQLException {
		for (int i = 0; i < (reach ? REACH.length : SCORES); i++) {
			long count = row.getLong(5 + i);
			if (count != 0) {
				converted.add(day, row.getString(4), reach ? REACH[i].ordinal() : i, count);
			}
		}
	}

	/**
	 * The segments that hold what was purged: one that was declared later lacks it.
	 */
	private static Set<String> whole(Earlier survey, Map<SeriesKey, Converted> all) {
		Set<String> whole = new HashSet<>();
		all.keySet().forEach((key) -> whole.add(key.segment()));
		whole.removeAll(survey.building());
		all.forEach((key, converted) -> {
			Converted sum = all.get(new SeriesKey(key.question(), ""));
			if (sum != null && converted.lacks(sum)) {
				whole.remove(key.segment());
			}
		});
		return whole;
	}

	private static void insert(Connection connection, UUID survey, Collection<Converted> series,
			Set<String> holdingPurged) throws SQLException {
		try (PreparedStatement begin = connection.prepareStatement("""
				insert into tally_series (survey_id, id, question_id, segment, covers_from, holds_purged)
				values (?, ?, ?, ?, ?, ?)""");
				PreparedStatement name = connection
					.prepareStatement("insert into segment_value (survey_id, series, id, value) values (?, ?, ?, ?)");
				PreparedStatement tally = connection.prepareStatement(
						"insert into tally (survey_id, series, day, part, cells) values (?, ?, ?, ?, ?)")) {
			for (Converted one : series) {
				int id = one.series.id();
				boolean holdsPurged = holdingPurged.contains(one.series.key().segment());
				batch(begin, survey, id, one.series.key().question(), one.series.key().segment(),
						one.series.coversFrom(), holdsPurged);
				int number = one.series.firstNewNumber();
				for (String value : one.series.newNames()) {
					batch(name, survey, id, number++, value);
				}
				for (Map.Entry<RowKey, Cells.Sum> row : (holdsPurged ? one.rows : Map.<RowKey, Cells.Sum>of())
					.entrySet()) {
					batch(tally, survey, id, row.getKey().day(), row.getKey().part(), row.getValue().cells().pack());
				}
			}
			begin.executeBatch();
			name.executeBatch();
			tally.executeBatch();
		}
	}

	private static void update(Connection connection, String sql, Object... parameters) throws SQLException {
		try (PreparedStatement statement = connection.prepareStatement(sql)) {
			batch(statement, parameters);
			statement.executeBatch();
		}
	}

	private static void batch(PreparedStatement statement, Object... parameters) throws SQLException {
		for (int i = 0; i < parameters.length; i++) {
			statement.setObject(i + 1, parameters[i]);
		}
		statement.addBatch();
	}

}

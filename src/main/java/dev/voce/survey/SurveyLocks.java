package dev.voce.survey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Repository;

import dev.voce.survey.SurveyStates.State;

/**
 * Reads and locks states as every batch of answers does: past JPA, which takes longer to
 * make sense of a row than PostgreSQL to find and lock it.
 */
@Repository
class SurveyLocks {

	private static final String READ = """
			select survey_id, definition, changes, building, raw_from, forgotten_before from survey_state
			where survey_id = any(?) order by survey_id""";

	private static final String LOCK = READ + " for update";

	private static final String LOCK_FREE = LOCK + " skip locked";

	private static final String CHANGED = "update survey_state set changes = changes + 1 where survey_id = any(?)";

	private final EntityManager entities;

	SurveyLocks(EntityManager entities) {
		this.entities = entities;
	}

	Map<UUID, State> read(Collection<UUID> surveys) {
		return states(READ, surveys);
	}

	Map<UUID, State> lock(Collection<UUID> surveys) {
		return states(LOCK, surveys);
	}

	Map<UUID, State> lockFree(Collection<UUID> surveys) {
		return states(LOCK_FREE, surveys);
	}

	void changed(Collection<UUID> surveys) {
		this.entities.unwrap(Session.class).doWork((connection) -> {
			try (PreparedStatement statement = prepare(connection, CHANGED, surveys)) {
				statement.executeUpdate();
			}
		});
	}

	private Map<UUID, State> states(String sql, Collection<UUID> surveys) {
		return this.entities.unwrap(Session.class).doReturningWork((connection) -> {
			Map<UUID, State> states = new HashMap<>();
			try (PreparedStatement statement = prepare(connection, sql, surveys);
					ResultSet rows = statement.executeQuery()) {
				while (rows.next()) {
					UUID survey = rows.getObject(1, UUID.class);
					states.put(survey, new State(survey, rows.getLong(2), rows.getLong(3),
							List.of((String[]) rows.getArray(4).getArray()), instant(rows, 5), instant(rows, 6)));
				}
			}
			return states;
		});
	}

	private static PreparedStatement prepare(Connection connection, String sql, Collection<UUID> surveys)
			throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql);
		statement.setArray(1, connection.createArrayOf("uuid", surveys.toArray()));
		return statement;
	}

	private static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
		OffsetDateTime at = rows.getObject(column, OffsetDateTime.class);
		return (at != null) ? at.toInstant() : null;
	}

}

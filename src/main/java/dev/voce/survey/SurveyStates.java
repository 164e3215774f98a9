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
import jakarta.persistence.Query;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The locks of surveys: a transaction that writes responses or tallies of surveys first
 * locks their states, all at once and in order of id, until it ends. So a response is
 * validated against the definition in force when it is counted, and two nodes can't
 * deadlock.
 */
@Repository
public class SurveyStates {

	private static final String READ = """
			select survey_id, definition, changes, building, raw_from, forgotten_before from survey_state
			where survey_id = any(?) order by survey_id""";

	private static final String LOCK = READ + " for update";

	private static final String LOCK_FREE = LOCK + " skip locked";

	private static final String CHANGED = "update survey_state set changes = changes + 1 where survey_id = any(?)";

	private static final String ADD = """
			insert into survey_state (survey_id, definition, changes, building) values (:survey, :definition, 0, '{}')""";

	private static final String REDEFINE = """
			update survey_state set definition = :definition, changes = changes + 1, building = :building
			where survey_id = :survey""";

	private static final String ANONYMISED = "update survey_state set forgotten_before = :before where survey_id = :survey";

	private static final String PURGED = """
			update survey_state set raw_from = :from, changes = changes + 1 where survey_id = :survey""";

	private static final String DELETE = "delete from survey_state where survey_id = :survey";

	private final EntityManager entities;

	SurveyStates(EntityManager entities) {
		this.entities = entities;
	}

	/**
	 * A survey's state.
	 *
	 * @param survey the survey's id
	 * @param definitionRevision the revision of the definition in force
	 * @param changes rises whenever the figures change
	 * @param building segments whose tallies are still being built
	 * @param rawFrom the midnight (UTC) before which only tallies are left, and no
	 * responses; {@code null} where none were purged
	 * @param anonymisedBefore all responses dated before are anonymised; {@code null}
	 * where none are
	 */
	public record State(UUID survey, long definitionRevision, long changes, List<String> building,
			@Nullable Instant rawFrom, @Nullable Instant anonymisedBefore) {

		/**
		 * Whether a response is purged, or would be.
		 * @param submittedAt its date
		 * @return {@code true} where no responses are kept
		 */
		public boolean isPurged(Instant submittedAt) {
			return this.rawFrom != null && submittedAt.isBefore(this.rawFrom);
		}

	}

	/**
	 * Locks states, waiting for other transactions where needed.
	 * @param surveys any number of ids
	 * @return the states of those that exist
	 * @throws org.springframework.dao.DataAccessException if one was not free in time
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<UUID, State> lock(Collection<UUID> surveys) {
		return states(LOCK, surveys);
	}

	/**
	 * Locks those states that no other transaction holds, without waiting.
	 * @param surveys any number of ids
	 * @return the states now locked
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<UUID, State> lockFree(Collection<UUID> surveys) {
		return states(LOCK_FREE, surveys);
	}

	/**
	 * Reads a state as it is.
	 * @param survey the survey's id
	 * @return the state
	 * @throws SurveyNotFound if there is none
	 */
	public State read(UUID survey) {
		State state = states(READ, List.of(survey)).get(survey);
		if (state == null) {
			throw new SurveyNotFound();
		}
		return state;
	}

	/**
	 * Records that figures of these surveys change with the current transaction.
	 * @param surveys ids of locked states
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void changed(Collection<UUID> surveys) {
		this.entities.unwrap(Session.class).doWork((connection) -> {
			try (PreparedStatement statement = prepare(connection, CHANGED, surveys)) {
				statement.executeUpdate();
			}
		});
	}

	/**
	 * Records that the tallies of all segments are complete.
	 * @param state a locked state
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void built(State state) {
		if (!state.building().isEmpty()) {
			redefine(state, state.definitionRevision(), List.of());
		}
	}

	/**
	 * Records up to when a survey's responses are anonymised.
	 * @param survey the id of a locked state
	 * @param before the first instant that was not processed
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void anonymised(UUID survey, Instant before) {
		execute(ANONYMISED, survey, Map.of("before", before));
	}

	/**
	 * Records up to when a survey's responses are purged.
	 * @param survey the id of a locked state
	 * @param rawFrom a midnight (UTC), later than the one before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void purged(UUID survey, Instant rawFrom) {
		execute(PURGED, survey, Map.of("from", rawFrom));
	}

	void redefine(State state, long definitionRevision, Collection<String> building) {
		execute(REDEFINE, state.survey(),
				Map.of("definition", definitionRevision, "building", building.toArray(String[]::new)));
	}

	void add(UUID survey, long definitionRevision) {
		execute(ADD, survey, Map.of("definition", definitionRevision));
	}

	void delete(UUID survey) {
		execute(DELETE, survey, Map.of());
	}

	private void execute(String sql, UUID survey, Map<String, Object> parameters) {
		Query query = this.entities.createNativeQuery(sql).setParameter("survey", survey);
		parameters.forEach(query::setParameter);
		query.executeUpdate();
	}

	// Without JPA, which takes longer to map a row than PostgreSQL to find and lock it.
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

package dev.voce.survey;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
			select survey_id, definition_revision, purged_before, forgotten_before from survey_state
			where survey_id = any(?) order by survey_id""";

	private static final String LOCK = READ + " for update";

	private static final String LOCK_FREE = LOCK + " skip locked";

	private static final String LOCK_TALLIES = "select true from tally_state where survey_id = :survey for update";

	private static final String ADD = """
			insert into survey_state (survey_id, definition_revision) values (:survey, :revision)""";

	private static final String ADD_TALLIES = "insert into tally_state (survey_id) values (:survey)";

	private static final String REDEFINE = """
			update survey_state set definition_revision = :revision where survey_id = :survey""";

	private static final String ANONYMISED = "update survey_state set forgotten_before = :before where survey_id = :survey";

	private static final String PURGED = "update survey_state set purged_before = :before where survey_id = :survey";

	private static final String DELETE = "delete from survey_state where survey_id = :survey";

	private static final String DELETE_TALLIES = "delete from tally_state where survey_id = :survey";

	/** Before every response. */
	public static final LocalDate BEGINNING = LocalDate.of(1, 1, 1);

	private final EntityManager entities;

	SurveyStates(EntityManager entities) {
		this.entities = entities;
	}

	/**
	 * A survey's state.
	 *
	 * @param survey the survey's id
	 * @param definitionRevision the revision of the definition in force
	 * @param firstKept the first local day whose responses are kept, in the survey's
	 * zone; of days before there are only tallies. {@link #BEGINNING} where all are kept
	 * @param anonymisedBefore all responses dated before are anonymised; {@code null}
	 * where none are
	 */
	public record State(UUID survey, long definitionRevision, LocalDate firstKept, @Nullable Instant anonymisedBefore) {

		/**
		 * Whether a response is purged, or would be.
		 * @param submittedAt its date
		 * @param zone the survey's
		 * @return {@code true} where no responses are kept
		 */
		public boolean isPurged(Instant submittedAt, ZoneId zone) {
			return !this.firstKept.equals(BEGINNING) && submittedAt.atZone(zone).toLocalDate().isBefore(this.firstKept);
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
	 * Locks a survey's tallies, waiting for whoever writes them. A transaction that also
	 * locks the survey's state takes this lock first, so that it never waits for a step
	 * of building while holding up the intake.
	 * @param survey the survey's id
	 * @throws SurveyNotFound if there is none
	 * @throws org.springframework.dao.DataAccessException if it was not free in time
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lockTallies(UUID survey) {
		if (this.entities.createNativeQuery(LOCK_TALLIES).setParameter("survey", survey).getResultList().isEmpty()) {
			throw new SurveyNotFound();
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
	 * @param survey the id of a survey whose tallies and state are locked
	 * @param before the first local day that is kept, later than the one before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void purged(UUID survey, LocalDate before) {
		execute(PURGED, survey, Map.of("before", before));
	}

	void redefine(UUID survey, long definitionRevision) {
		execute(REDEFINE, survey, Map.of("revision", definitionRevision));
	}

	void add(UUID survey, long definitionRevision) {
		execute(ADD, survey, Map.of("revision", definitionRevision));
		execute(ADD_TALLIES, survey, Map.of());
	}

	void delete(UUID survey) {
		execute(DELETE, survey, Map.of());
		execute(DELETE_TALLIES, survey, Map.of());
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
					LocalDate purgedBefore = rows.getObject(3, LocalDate.class);
					states.put(survey, new State(survey, rows.getLong(2),
							(purgedBefore != null) ? purgedBefore : BEGINNING, instant(rows, 4)));
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

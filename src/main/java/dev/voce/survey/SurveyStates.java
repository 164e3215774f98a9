package dev.voce.survey;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The order of things: whoever writes answers or tallies of surveys locks their states
 * first, all at once and in order of id, until the transaction ends. So an answer is
 * judged by the definition in force when it is counted, and two nodes can't deadlock.
 */
@Service
public class SurveyStates {

	private final SurveyStateRepository repository;

	private final SurveyLocks locks;

	SurveyStates(SurveyStateRepository repository, SurveyLocks locks) {
		this.repository = repository;
		this.locks = locks;
	}

	/**
	 * A survey's state.
	 *
	 * @param survey the survey's id
	 * @param definition the revision of the definition in force
	 * @param changes rises whenever the figures change
	 * @param building segments whose tallies are still being made
	 * @param rawFrom the midnight (UTC) before which there are only tallies, and no
	 * answers any more; {@code null} where none were purged
	 * @param forgottenBefore nobody is named any more in answers dated before;
	 * {@code null} where nobody was forgotten
	 */
	public record State(UUID survey, long definition, long changes, List<String> building, @Nullable Instant rawFrom,
			@Nullable Instant forgottenBefore) {

		/**
		 * Tells whether an answer is purged, or would be.
		 * @param submittedAt its date
		 * @return {@code true} where no answers are kept
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
		return this.locks.lock(surveys);
	}

	/**
	 * Locks those states that nobody else holds, without waiting.
	 * @param surveys any number of ids
	 * @return the states now locked
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<UUID, State> lockFree(Collection<UUID> surveys) {
		return this.locks.lockFree(surveys);
	}

	/**
	 * Reads a state as it is.
	 * @param survey the survey's id
	 * @return the state
	 * @throws SurveyNotFound if there is none
	 */
	public State read(UUID survey) {
		State state = this.locks.read(List.of(survey)).get(survey);
		if (state == null) {
			throw new SurveyNotFound();
		}
		return state;
	}

	/**
	 * Says that figures of these surveys change with the current transaction.
	 * @param surveys ids of locked states
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void changed(Collection<UUID> surveys) {
		this.locks.changed(surveys);
	}

	/**
	 * Says that the tallies of all segments are whole.
	 * @param state a locked state
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void built(State state) {
		if (!state.building().isEmpty()) {
			this.repository.redefine(state.survey(), state.definition(), new String[0]);
		}
	}

	/**
	 * Says up to when nobody is named any more in a survey's answers.
	 * @param survey the id of a locked state
	 * @param before the first instant that was not looked at
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void forgotten(UUID survey, Instant before) {
		this.repository.forgotten(survey, before);
	}

	/**
	 * Says up to when a survey's answers go.
	 * @param survey the id of a locked state
	 * @param rawFrom a midnight (UTC), later than the one before
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void purged(UUID survey, Instant rawFrom) {
		this.repository.purged(survey, rawFrom);
	}

	void redefine(State state, long definition, Collection<String> building) {
		this.repository.redefine(state.survey(), definition, building.toArray(String[]::new));
	}

	void add(UUID survey, long definition) {
		this.repository.save(new SurveyState(survey, definition));
	}

	void forget(UUID survey) {
		this.repository.forget(survey);
	}

}

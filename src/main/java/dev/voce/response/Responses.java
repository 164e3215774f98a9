package dev.voce.response;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.problem.Flaw;
import dev.voce.problem.Problem;
import dev.voce.response.Response.Key;
import dev.voce.sighting.Sightings;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;

/** Hands stored responses out, and removes those of deleted surveys. */
@Service
public class Responses {

	private final ResponseRepository repository;

	private static final int MOST_COLUMNS = 1_000;

	/** A search for a rare word reads all comments, and holds a connection meanwhile. */
	private final Semaphore searches = new Semaphore(3);

	private final ResponseTable table;

	private final SurveyStates states;

	private final Sightings sightings;

	Responses(ResponseRepository repository, ResponseTable table, SurveyStates states, Sightings sightings) {
		this.repository = repository;
		this.table = table;
		this.states = states;
		this.sightings = sightings;
	}

	StoredResponse find(SurveyDefinition survey, UUID id) {
		Set<Key> key = Set.of(new Key(survey.id(), id));
		StoredResponse found = this.table.find(key).get(new Key(survey.id(), id));
		if (found == null) {
			throw this.table.findErased(key).isEmpty() ? new Problem(HttpStatus.NOT_FOUND, "no such response")
					: new Problem(HttpStatus.GONE, "this response was erased");
		}
		return found;
	}

	List<StoredResponse> page(SurveyDefinition survey, ResponseFilter filter, ResponseFilter.Cursor before, int limit) {
		if (filter.words().length == 0) {
			return read(survey, filter, before, limit);
		}
		if (!this.searches.tryAcquire()) {
			throw Problem.unavailable("three searches are under way; try again", null);
		}
		try {
			return read(survey, filter, before, limit);
		}
		finally {
			this.searches.release();
		}
	}

	private List<StoredResponse> read(SurveyDefinition survey, ResponseFilter filter, ResponseFilter.Cursor before,
			int limit) {
		return this.repository
			.page(survey.id(), filter.from(), filter.to(), filter.receivedFrom(), filter.receivedTo(), filter.source(),
					filter.channel(), before.submittedAt(), before.id(), filter.test(), filter.mark(),
					filter.question(), filter.sinceVersion(), filter.untilVersion(), filter.scores(), filter.segment(),
					filter.choice(), filter.value(), filter.texts(), filter.words(), limit)
			.stream()
			.map(this.table::stored)
			.toList();
	}

	List<String> attributes(SurveyDefinition survey, ResponseFilter filter) {
		List<String> attributes = this.repository.attributes(survey.id(), filter.from(), filter.to(), MOST_COLUMNS + 1);
		if (attributes.size() > MOST_COLUMNS) {
			throw Problem.invalid(Flaw.in("from", "the responses have more than " + MOST_COLUMNS
					+ " different attributes, too many for columns; ask for application/x-ndjson or a shorter range"));
		}
		return attributes;
	}

	/**
	 * Removes some responses of a deleted survey.
	 * @param survey the survey's id
	 * @param limit how many at most
	 * @return how many rows went; 0 when nothing is left
	 */
	@Transactional
	public int removeSome(UUID survey, int limit) {
		this.states.lock(Set.of(survey)); // or two nodes would each think the other done
		int removed = this.repository.deleteSome(survey, limit) + this.repository.forgetSomeShown(survey, limit);
		if (removed == 0) {
			this.repository.forgetErased(survey);
			this.sightings.forget(survey);
		}
		return removed;
	}

}

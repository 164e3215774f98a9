package dev.voce.response;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.problem.Problem;
import dev.voce.response.Response.Key;
import dev.voce.survey.SurveyDefinition;

/** Hands stored responses out, and removes those of deleted surveys. */
@Service
public class Responses {

	private final ResponseRepository repository;

	private final ResponseTable table;

	Responses(ResponseRepository repository, ResponseTable table) {
		this.repository = repository;
		this.table = table;
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
		return this.repository
			.page(survey.id(), filter.from(), filter.to(), before.submittedAt(), before.id(), filter.test(),
					filter.question(), filter.sinceVersion(), filter.untilVersion(), filter.scores(), filter.segment(),
					filter.choice(), filter.value(), filter.texts(), filter.words(), limit)
			.stream()
			.map(this.table::stored)
			.toList();
	}

	List<String> attributes(SurveyDefinition survey, ResponseFilter filter) {
		return this.repository.attributes(survey.id(), filter.from(), filter.to());
	}

	/**
	 * Removes some responses of a deleted survey.
	 * @param survey the survey's id
	 * @param limit how many at most
	 * @return how many; when none are left, what belonged to them goes too
	 */
	@Transactional
	public int removeSome(UUID survey, int limit) {
		int removed = this.repository.deleteSome(survey, limit);
		if (removed == 0) {
			this.repository.forgetErased(survey);
			this.repository.forgetShown(survey);
		}
		return removed;
	}

}

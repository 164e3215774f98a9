package dev.voce.kpi;

import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.survey.SurveyRows;
import dev.voce.survey.SurveyStates;

/** Removes the tallies of deleted surveys, and what belongs to them. */
@Component
class TallyRows implements SurveyRows {

	private final TallyRepository repository;

	private final SegmentNames names;

	private final SurveyStates states;

	TallyRows(TallyRepository repository, SegmentNames names, SurveyStates states) {
		this.repository = repository;
		this.names = names;
		this.states = states;
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		// A rebuild holds its request's row while it locks the state: in the same order,
		// neither waits for the other in vain.
		this.repository.forgetRebuilds(survey);
		this.states.lock(Set.of(survey)); // or two nodes would each think the other done
		int removed = this.repository.deleteSome(survey, limit);
		if (removed == 0) {
			this.repository.forgetNames(survey);
			this.repository.dropDifferences(survey);
			this.names.forget(survey);
		}
		return removed;
	}

}

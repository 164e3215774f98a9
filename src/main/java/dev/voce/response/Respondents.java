package dev.voce.response;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Service;

import dev.voce.survey.Surveys;

/** Finds and erases people, in all surveys of a workspace. */
@Service
class Respondents {

	private final ResponseRepository repository;

	private final ResponseTable table;

	private final Ledger ledger;

	private final Surveys surveys;

	Respondents(ResponseRepository repository, ResponseTable table, Ledger ledger, Surveys surveys) {
		this.repository = repository;
		this.table = table;
		this.ledger = ledger;
		this.surveys = surveys;
	}

	/** The surveys that a person has answered. */
	List<UUID> surveysOf(UUID workspace, String respondent) {
		return this.repository.surveysOfRespondent(this.surveys.ids(workspace).toArray(UUID[]::new), respondent);
	}

	/** Some of a person's responses, in order of id. */
	List<StoredResponse> page(UUID survey, String respondent, UUID after, int limit) {
		return this.repository.ofRespondent(survey, respondent, after, limit).stream().map(this.table::stored).toList();
	}

	/**
	 * Erases a person from one survey, in one transaction.
	 * @param keep whether what is left, without the person, stays in the figures
	 * @return how many responses it was
	 */
	long erase(UUID survey, String respondent, boolean keep) {
		Operation.Change.Verb verb = (before, definition) -> {
			if (!respondent.equals(before.respondent())) {
				return before;
			}
			return keep ? before.withoutPerson(definition) : null;
		};
		List<Operation> operations = new ArrayList<>();
		this.repository.keysOfRespondent(survey, respondent)
			.forEach((key) -> operations.add(new Operation.Change(survey, key.id(), verb)));
		return changed(this.ledger.write(operations, Ledger.Locking.WAIT));
	}

	/** How many responses differ from before. */
	static long changed(List<Outcome> outcomes) {
		outcomes.forEach((outcome) -> {
			// What was erased meanwhile is no failure.
			if (outcome.refusal() != null && outcome.refusal().getStatusCode().value() != 404) {
				throw outcome.refusal();
			}
		});
		Set<Outcome.Kind> done = Set.copyOf(Arrays.asList(Outcome.Kind.AMENDED, Outcome.Kind.ERASED));
		return outcomes.stream().filter((outcome) -> done.contains(outcome.kind())).count();
	}

}

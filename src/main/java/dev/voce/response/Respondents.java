package dev.voce.response;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;

import org.springframework.stereotype.Service;

import dev.voce.survey.Surveys;

/** Finds and erases people, in all surveys of a workspace. */
@Service
class Respondents {

	/** Before the first id. */
	static final UUID FIRST = new UUID(0, 0);

	/** As many as fit into memory, and into the time that others wait for the survey. */
	private static final int STEP = 5_000;

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
	 * Erases a person from one survey: up to 5,000 responses in one transaction.
	 * @param keep whether what is left, without the person, stays in the figures
	 * @param step told after each transaction how many responses it was
	 * @return how many responses it was in all
	 */
	long erase(UUID survey, String respondent, boolean keep, LongConsumer step) {
		Operation.Change.Verb verb = (before, definition) -> {
			if (!respondent.equals(before.respondent())) {
				return before;
			}
			return keep ? before.withoutPerson(definition) : null;
		};
		long erased = 0;
		UUID after = FIRST;
		List<Response.Key> keys;
		do {
			keys = this.repository.keysOfRespondent(survey, respondent, after, STEP);
			List<Operation> operations = new ArrayList<>();
			keys.forEach((key) -> operations.add(new Operation.Change(survey, key.id(), verb)));
			long now = operations.isEmpty() ? 0 : changed(this.ledger.write(operations, Ledger.Locking.WAIT));
			if (now > 0) {
				step.accept(now);
			}
			erased += now;
			after = keys.isEmpty() ? after : keys.get(keys.size() - 1).id();
		}
		while (keys.size() == STEP);
		return erased;
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

package dev.voce.respondent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.stereotype.Service;

import dev.voce.response.Ledger;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.response.ResponseView;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.Surveys;
import dev.voce.workspace.ActivityLog;

/** Finds and erases people's responses, in all surveys of a workspace. */
@Service
class Respondents implements PersonalData {

	/** Before the first id. */
	private static final UUID FIRST = new UUID(0, 0);

	/** How many responses are read at a time. */
	private static final int STRIDE = 500;

	/** As many as fit into memory, and into the time that others wait for the survey. */
	private static final int STEP = 5_000;

	private final Responses responses;

	private final Ledger ledger;

	private final Surveys surveys;

	private final ActivityLog activity;

	Respondents(Responses responses, Ledger ledger, Surveys surveys, ActivityLog activity) {
		this.responses = responses;
		this.ledger = ledger;
		this.surveys = surveys;
		this.activity = activity;
	}

	/** The surveys that a person has answered, hidden ones included. */
	List<UUID> surveysOf(UUID workspace, String person) {
		return this.responses.surveysOf(this.surveys.ids(workspace), person);
	}

	@Override
	public Map<String, Stream<?>> of(UUID workspace, String person) {
		List<UUID> answered = surveysOf(workspace, person);
		return answered.isEmpty() ? Map.of()
				: Map.of("responses", answered.stream().flatMap((survey) -> all(survey, person)).map(ResponseView::of));
	}

	private Stream<StoredResponse> all(UUID survey, String person) {
		return Stream
			.iterate(this.responses.ofPerson(survey, person, FIRST, STRIDE), (page) -> !page.isEmpty(),
					(page) -> (page.size() < STRIDE) ? List.of()
							: this.responses.ofPerson(survey, person, page.get(STRIDE - 1).id(), STRIDE))
			.flatMap(List::stream);
	}

	@Override
	public long erase(UUID workspace, String person, boolean keepFigures) {
		return surveysOf(workspace, person).stream()
			.mapToLong((survey) -> eraseFrom(workspace, survey, person, keepFigures))
			.sum();
	}

	// Up to 5,000 responses in one transaction.
	private long eraseFrom(UUID workspace, UUID survey, String person, boolean keepFigures) {
		Operation.Amendment.Verb verb = (before, definition) -> {
			if (!before.isOf(person)) {
				return before;
			}
			return keepFigures ? before.withoutPerson(definition) : null;
		};
		long erased = 0;
		UUID after = FIRST;
		List<UUID> ids;
		do {
			ids = this.responses.idsOfPerson(survey, person, after, STEP);
			List<Operation> operations = new ArrayList<>();
			ids.forEach((id) -> operations.add(new Operation.Amendment(survey, id, verb)));
			long now = operations.isEmpty() ? 0 : Outcome.changed(this.ledger.write(operations, Ledger.Locking.WAIT));
			if (now > 0) {
				this.activity.add(workspace, ActivityLog.Entry.ofRespondent("erased", survey, now));
			}
			erased += now;
			after = ids.isEmpty() ? after : ids.get(ids.size() - 1);
		}
		while (ids.size() == STEP);
		return erased;
	}

}

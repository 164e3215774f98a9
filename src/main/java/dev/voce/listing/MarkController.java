package dev.voce.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.response.Ledger;
import dev.voce.response.Mark;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.response.ResponseId;
import dev.voce.response.ResponseQuery;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Marks responses, so that they count in no figure, and removes marks. */
@Tag(name = "Responses")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/responses/mark", produces = MediaType.APPLICATION_JSON_VALUE)
class MarkController {

	/** How many responses are marked in one transaction, while the intake waits. */
	private static final int STEP = 1_000;

	private final Surveys surveys;

	private final Responses responses;

	private final Ledger ledger;

	private final ActivityLog activity;

	MarkController(Surveys surveys, Responses responses, Ledger ledger, ActivityLog activity) {
		this.activity = activity;
		this.surveys = surveys;
		this.responses = responses;
		this.ledger = ledger;
	}

	/** What a response is marked as. */
	enum As {

		SPAM, TEST, NONE;

		private @Nullable Mark mark() {
			return (this == NONE) ? null : Mark.valueOf(name());
		}

	}

	/**
	 * Which responses are marked, and as what.
	 *
	 * @param set what they are marked as; NONE removes their marks
	 * @param ids the ids of responses, without {@code where}
	 * @param where conditions that all hold for a response, without {@code ids}
	 * @param shown with {@code where}: records of asking too, for which the same
	 * conditions hold, where nobody has responded under their id. Their time is that of
	 * asking, and only conditions that they can meet are accepted
	 */
	record Marking(As set, @Nullable List<UUID> ids, @Nullable Where where, @Nullable Boolean shown) {

		private boolean includesShown() {
			return Boolean.TRUE.equals(this.shown);
		}

	}

	/**
	 * What marking did.
	 *
	 * @param matched how many responses, and records of asking, there were
	 * @param changed how many of them have another mark than before
	 */
	record Marked(long matched, long changed) {

		private Marked plus(Marked other) {
			return new Marked(this.matched + other.matched, this.changed + other.changed);
		}

	}

	/**
	 * Marks responses as spam or test, or removes their marks: those with the ids given,
	 * or those for which all conditions hold. What is marked counts in no figure, also
	 * when its client amends it, until the mark is removed. Records of having asked
	 * somebody who didn't respond can be marked with them: they count in the response
	 * rate. Many are marked in steps, between which responses are accepted as usual; a
	 * call that ends half way can be repeated.
	 * @return how many there were
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	Marked mark(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey, @RequestBody Marking marking) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		if (marking.set() == null) {
			throw Problem.invalid(Flaw.at("/set", "value.required"));
		}
		if ((marking.ids() == null) == (marking.where() == null)) {
			throw Problem.invalid(Flaw.at("/ids", "mark.idsOrWhere"));
		}
		if (marking.includesShown() && marking.where() == null) {
			throw Problem.invalid(Flaw.at("/shown", "mark.shown"));
		}
		ResponseQuery query = (marking.where() != null) ? marking.where().query(definition, marking.includesShown())
				: null;
		Run run = new Run(definition, marking.set());
		try {
			if (query == null) {
				run.mark(Objects.requireNonNull(marking.ids()));
			}
			else {
				run.mark(query);
				if (marking.includesShown()) {
					run.markShown(query);
				}
			}
			return run.done.plus(run.doneShown);
		}
		finally {
			if (run.done.changed() > 0) {
				this.activity.add(caller.workspace(),
						ActivityLog.Entry.ofResponses("marked as " + marking.set(), survey, run.done.changed()));
			}
			if (run.doneShown.changed() > 0) {
				this.activity.add(caller.workspace(),
						ActivityLog.Entry.ofSurvey("marked shown as " + marking.set(), survey));
			}
		}
	}

	/** A call under way. */
	private final class Run {

		private final SurveyDefinition survey;

		private final As as;

		private Marked done = new Marked(0, 0);

		private Marked doneShown = new Marked(0, 0);

		Run(SurveyDefinition survey, As as) {
			this.survey = survey;
			this.as = as;
		}

		void mark(List<UUID> ids) {
			if (ids.isEmpty() || ids.contains(null)) {
				throw Problem.invalid(Flaw.at("/ids", "mark.ids"));
			}
			List<UUID> distinct = ids.stream().distinct().toList();
			for (int from = 0; from < distinct.size(); from += STEP) {
				step(distinct.subList(from, Math.min(from + STEP, distinct.size())));
			}
		}

		void mark(ResponseQuery query) {
			ResponseFilter.Cursor before = ResponseFilter.Cursor.START;
			List<StoredResponse> page;
			do {
				page = MarkController.this.responses.page(this.survey, query, before.submittedAt(), before.id(), STEP);
				if (!page.isEmpty()) {
					step(page.stream().map(StoredResponse::id).toList());
					before = ResponseFilter.Cursor.after(page.get(page.size() - 1));
				}
			}
			while (page.size() == STEP);
		}

		void markShown(ResponseQuery query) {
			Responses.LastShown last = new Responses.LastShown(ResponseFilter.Cursor.START.submittedAt(),
					ResponseFilter.Cursor.START.id(), "");
			while (last != null) {
				Responses.MarkedShown step = MarkController.this.responses.markShown(this.survey, query, this.as.mark(),
						last, STEP);
				this.doneShown = this.doneShown.plus(new Marked(step.matched(), step.changed()));
				last = step.last();
			}
		}

		private void step(List<UUID> ids) {
			List<Operation> operations = new ArrayList<>();
			ids.forEach((id) -> operations.add(new Operation.Amendment(this.survey.id(), id,
					(before, definition) -> before.marked(this.as.mark()))));
			List<Outcome> outcomes = MarkController.this.ledger.write(operations, Ledger.Locking.WAIT);
			long changed = Outcome.changed(outcomes);
			// What was erased meanwhile is refused.
			long matched = outcomes.stream().filter((outcome) -> outcome.refusal() == null).count();
			this.done = this.done.plus(new Marked(matched, changed));
		}

	}

}

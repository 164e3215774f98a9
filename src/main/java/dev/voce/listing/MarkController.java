package dev.voce.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
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

/** Takes responses out of the figures, and brings them back. */
@Tag(name = "Responses")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/responses/mark", produces = MediaType.APPLICATION_JSON_VALUE)
class MarkController {

	/** How many responses are marked in one transaction, while the intake waits. */
	private static final int STEP = 1_000;

	/** How many steps a call takes. */
	private static final int STEPS = 10;

	private static final int MOST_IDS = 100;

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
	 * How far marking went.
	 *
	 * @param changed how many responses bear another mark than before
	 * @param next the cursor to go on with; {@code null} when all are marked
	 */
	record Marked(long changed, @JsonInclude @Nullable String next) {
	}

	/**
	 * Marks responses as spam or test, or takes their marks away: those with the ids
	 * given, or those that a filter finds, 10,000 a call. What is marked counts in no
	 * figure, also when its client amends it, until the mark is taken away.
	 * @param as what they are marked as; NONE brings them back
	 * @param id the ids of up to 100 responses, without a filter
	 * @param cursor {@code next} of the call before, with the same filter
	 * @return how far it went
	 */
	@PostMapping
	@ApiResponse(responseCode = "200")
	Marked mark(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "SPAM") As as, @RequestParam(required = false) @Nullable List<String> id,
			@ParameterObject ResponseFilter.Parameters wanted,
			@RequestParam(required = false) @Nullable String cursor) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		boolean everything = wanted.isEmpty();
		if ((id == null || id.isEmpty()) == everything) {
			throw Problem
				.invalid(Flaw.in("id", "must be given, or else a filter such as from and to: takes one of both"));
		}
		if (id != null && !id.isEmpty()) {
			List<UUID> ids = id.stream().map(ResponseId::parse).filter(Objects::nonNull).toList();
			if (ids.size() < id.size() || ids.size() > MOST_IDS) {
				throw Problem.invalid(Flaw.in("id", "must be a UUID, 100 times at most"));
			}
			return new Marked(mark(caller, survey, ids, as), null);
		}
		ResponseQuery query = ResponseFilter.of(definition, wanted);
		// An empty search must not mark everything.
		if (wanted.q() != null && query.words().length == 0) {
			throw Problem.invalid(Flaw.in("q", "must hold a word"));
		}
		ResponseFilter.Cursor before = ResponseFilter.Cursor.parse(cursor);
		long changed = 0;
		for (int step = 0; step < STEPS; step++) {
			List<StoredResponse> page = this.responses.page(definition, query, before.submittedAt(), before.id(), STEP);
			changed += mark(caller, survey, page.stream().map(StoredResponse::id).toList(), as);
			if (page.size() < STEP) {
				return new Marked(changed, null);
			}
			before = ResponseFilter.Cursor.after(page.get(STEP - 1));
		}
		return new Marked(changed, before.toString());
	}

	private long mark(Caller caller, UUID survey, List<UUID> ids, As as) {
		List<Operation> operations = new ArrayList<>();
		ids.forEach((id) -> operations
			.add(new Operation.Change(survey, id, (before, definition) -> before.marked(as.mark()))));
		long changed = Outcome.changed(this.ledger.write(operations, Ledger.Locking.WAIT));
		if (changed > 0) {
			this.activity.add(caller.workspace(), ActivityLog.Entry.ofResponses("marked as " + as, survey, changed));
		}
		return changed;
	}

}

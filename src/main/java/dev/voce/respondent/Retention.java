package dev.voce.respondent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.response.Ledger;
import dev.voce.response.Meters;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.response.SubmissionValidator;
import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.workspace.ActivityLog;

/**
 * Anonymises old responses, and deletes older ones, in surveys with a retention period.
 * In small steps; the figures stay as they are.
 */
@Component
class Retention {

	private static final Logger log = LoggerFactory.getLogger(Retention.class);

	/** How many responses one transaction takes, while the survey's intake waits. */
	private static final int STEP = 500;

	private final Surveys surveys;

	private final SurveyStates states;

	private final Responses responses;

	private final Ledger ledger;

	private final ActivityLog activity;

	private final Meters meters;

	private final Clock clock;

	private final Jobs jobs;

	private final TransactionTemplate transaction;

	Retention(Surveys surveys, SurveyStates states, Responses responses, Ledger ledger, ActivityLog activity,
			Meters meters, Clock clock, Jobs jobs, RetentionProperties properties,
			PlatformTransactionManager transactions) {
		this.surveys = surveys;
		this.states = states;
		this.responses = responses;
		this.ledger = ledger;
		this.activity = activity;
		this.meters = meters;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		this.jobs = jobs;
		jobs.every("retention", properties.every(), this::run);
	}

	private void run() {
		this.surveys.withRetention().stream().takeWhile((survey) -> !this.jobs.stopping()).forEach(this::apply);
	}

	private void apply(SurveyDefinition survey) {
		try {
			Instant due = due(survey.purgeAfterDays());
			if (due != null) {
				this.responses.purge(survey.id(), due.atZone(survey.zone()).toLocalDate());
			}
			long purged = all(survey.id(), this::purgeSome);
			if (purged > 0) {
				report(survey, "purged", purged);
			}
			long anonymised = all(survey.id(), this::anonymiseSome);
			if (anonymised > 0) {
				report(survey, "forgotten", anonymised);
			}
		}
		catch (SurveyNotFound deletedMeanwhile) {
			log.debug("The survey {} was deleted meanwhile", survey.id());
		}
		catch (RuntimeException ex) {
			if (DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			// A failure must not stop the retention of other surveys.
			log.error("Retention of the survey {} failed", survey.id(), ex);
		}
	}

	private void report(SurveyDefinition survey, String action, long responses) {
		log.info("Retention: {} responses of survey {} {}", responses, survey.id(), action);
		this.activity.add(survey.workspace(), ActivityLog.Entry.ofResponses(action, survey.id(), responses));
	}

	private long all(UUID survey, ToIntFunction<SurveyStates.State> some) {
		long all = 0;
		int done;
		do {
			done = Objects.requireNonNull(this.transaction.execute((status) -> some.applyAsInt(lock(survey))));
			all += done;
		}
		while (done == STEP && !this.jobs.stopping());
		return all;
	}

	private SurveyStates.State lock(UUID survey) {
		SurveyStates.State state = this.states.lock(Set.of(survey)).get(survey);
		if (state == null) {
			throw new SurveyNotFound();
		}
		return state;
	}

	private int purgeSome(SurveyStates.State state) {
		Instant kept = keptFrom(state);
		int purged = (kept != null) ? this.responses.purgeSome(state.survey(), kept, STEP) : 0;
		this.meters.purged(purged);
		return purged;
	}

	private @Nullable Instant keptFrom(SurveyStates.State state) {
		return state.firstKept().equals(SurveyStates.BEGINNING) ? null
				: state.firstKept().atStartOfDay(definition(state).zone()).toInstant();
	}

	private int anonymiseSome(SurveyStates.State state) {
		Instant due = due(definition(state).forgetAfterDays());
		Instant from = latest(SubmissionValidator.EARLIEST, latest(keptFrom(state), state.anonymisedBefore()));
		if (due == null || from == null || !from.isBefore(due)) {
			return 0;
		}
		List<StoredResponse> named = this.responses.named(state.survey(), from, due, STEP);
		List<Operation> operations = new ArrayList<>();
		named.forEach((row) -> operations.add(new Operation.Amendment(row.survey(), row.id(),
				(response, definition) -> response.withoutPerson(definition))));
		long anonymised = Outcome.changed(this.ledger.write(operations, Ledger.Locking.WAIT));
		this.states.anonymised(state.survey(), (named.size() < STEP) ? due : named.get(STEP - 1).submittedAt());
		this.meters.anonymised(anonymised);
		return Math.toIntExact(anonymised);
	}

	/** The definition in force, so that a change a moment ago is respected. */
	private SurveyDefinition definition(SurveyStates.State state) {
		return this.surveys.definitionInForce(state.survey(), state.definitionRevision());
	}

	private @Nullable Instant due(@Nullable Integer days) {
		return (days != null) ? this.clock.instant().minus(Duration.ofDays(days)) : null;
	}

	private static @Nullable Instant latest(@Nullable Instant one, @Nullable Instant two) {
		return (one == null || (two != null && two.isAfter(one))) ? two : one;
	}

}

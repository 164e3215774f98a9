package dev.voce.response;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.response.ResponsesChanged.Backdated;
import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/**
 * Writes batches of operations, each batch in one transaction with what it does to the
 * figures. The only writer of responses.
 */
@Component
public class Ledger {

	private static final Logger log = LoggerFactory.getLogger(Ledger.class);

	private static final int CONFLICTS = 5;

	private final ResponseRepository repository;

	private final Surveys surveys;

	private final SurveyStates states;

	private final ApplicationEventPublisher events;

	private final ActivityLog activity;

	private final Meters meters;

	private final TransactionTemplate transaction;

	Ledger(ResponseRepository repository, Surveys surveys, SurveyStates states, ApplicationEventPublisher events,
			ActivityLog activity, Meters meters, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.surveys = surveys;
		this.states = states;
		this.events = events;
		this.activity = activity;
		this.meters = meters;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** How a batch locks the states of its surveys. */
	public enum Locking {

		/** Waits for other transactions, within limits. */
		WAIT,

		/** Does not wait for surveys that others hold: their operations are BLOCKED. */
		SKIP

	}

	/**
	 * Writes operations in the order given. An operation that the database refuses, or
	 * that fails because of a defect, does not affect others.
	 * @param operations any number, of any surveys
	 * @param locking whether to wait for surveys that others hold
	 * @return the outcome of each
	 * @throws UnknownOutcome if the database became unavailable during a commit
	 * @throws RuntimeException if it became unavailable before, or a survey was not free
	 * in time: then nothing was written
	 */
	public List<Outcome> write(List<? extends Operation> operations, Locking locking) {
		return write(operations, locking, Backdated.NOTHING);
	}

	/**
	 * Writes operations as {@link #write(List, Locking)} does.
	 * @param operations any number, of any surveys
	 * @param locking whether to wait for surveys that others hold
	 * @param backdated what responses lead to that are dated long ago
	 * @return the outcome of each
	 */
	public List<Outcome> write(List<? extends Operation> operations, Locking locking, Backdated backdated) {
		if (operations.isEmpty()) {
			return List.of(); // Citus refuses to lock the rows of no survey
		}
		for (int attempt = 1;; attempt++) {
			try {
				return this.meters.batch(operations.size(), () -> transact(operations, locking, backdated));
			}
			catch (UnknownOutcome ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				DatabaseFault fault = DatabaseFault.of(ex);
				if (fault == DatabaseFault.CONFLICT && attempt < CONFLICTS) {
					continue;
				}
				if (fault.passes()) {
					throw ex;
				}
				return (operations.size() == 1) ? List.of(alone(fault, ex)) : halves(operations, locking, backdated);
			}
		}
	}

	private static Outcome alone(DatabaseFault fault, RuntimeException failure) {
		if (fault == DatabaseFault.DATA) {
			// Without its words, which hold the row.
			log.warn("The database refused a response that was validated ({})", failure.getClass().getSimpleName());
			return Outcome.refused(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "response.refused"));
		}
		log.error("A response could not be stored", failure);
		return Outcome.refused(failed());
	}

	/**
	 * The refusal where Voce itself is at fault.
	 * @return a problem (500)
	 */
	public static Problem failed() {
		return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "response.failed");
	}

	private List<Outcome> halves(List<? extends Operation> operations, Locking locking, Backdated backdated) {
		int half = operations.size() / 2;
		List<Outcome> outcomes = new ArrayList<>(write(operations.subList(0, half), locking, backdated));
		List<? extends Operation> rest = operations.subList(half, operations.size());
		try {
			outcomes.addAll(write(rest, locking, backdated));
		}
		catch (RuntimeException ex) {
			// The first half is written, and its senders must get its outcomes.
			Outcome unavailable = Outcome.refused(Problem.databaseUnavailable(ex));
			rest.forEach((operation) -> outcomes.add(unavailable));
		}
		return outcomes;
	}

	private List<Outcome> transact(List<? extends Operation> operations, Locking locking, Backdated backdated) {
		List<Outcome> outcomes = new ArrayList<>();
		try {
			this.transaction.executeWithoutResult((status) -> {
				LedgerBatch batch = new LedgerBatch(this.repository, this.surveys, this.states, this.activity,
						this.events, backdated);
				outcomes.addAll(batch.write(operations, locking));
			});
		}
		catch (RuntimeException ex) {
			DatabaseFault fault = DatabaseFault.of(ex);
			if (!outcomes.isEmpty() && fault != DatabaseFault.DATA && fault != DatabaseFault.CONFLICT) {
				throw new UnknownOutcome(ex);
			}
			throw ex;
		}
		return outcomes;
	}

	/**
	 * The database became unavailable during a commit: it is not known whether the batch
	 * is written.
	 */
	public static final class UnknownOutcome extends RuntimeException {

		UnknownOutcome(Throwable cause) {
			super(cause);
		}

	}

}

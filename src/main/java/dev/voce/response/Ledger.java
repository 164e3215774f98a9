package dev.voce.response;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.response.Outcome.Kind;
import dev.voce.response.Response.Key;
import dev.voce.response.ResponsesChanged.Change;
import dev.voce.response.ResponsesChanged.Shown;
import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
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

	private final ResponseTable table;

	private final Surveys surveys;

	private final SurveyStates states;

	private final ApplicationEventPublisher events;

	private final ActivityLog activity;

	private final Meters meters;

	private final TransactionTemplate transaction;

	Ledger(ResponseTable table, Surveys surveys, SurveyStates states, ApplicationEventPublisher events,
			ActivityLog activity, Meters meters, PlatformTransactionManager transactions) {
		this.table = table;
		this.surveys = surveys;
		this.states = states;
		this.events = events;
		this.activity = activity;
		this.meters = meters;
		this.transaction = new TransactionTemplate(transactions);
	}

	/** How a batch gets at the states of its surveys. */
	public enum Locking {

		/** Waits for other transactions, within limits. */
		WAIT,

		/** Leaves surveys that are held by others alone: their operations are BLOCKED. */
		SKIP

	}

	/**
	 * Writes operations in the order given. An operation that the database refuses, or
	 * that meets a defect, harms no other.
	 * @param operations any number, of any surveys
	 * @param locking whether to wait for surveys that others hold
	 * @return the outcome of each
	 * @throws UnknownOutcome if the database went away during a commit
	 * @throws RuntimeException if it went away before, or a survey was not free in time:
	 * then nothing was written
	 */
	public List<Outcome> write(List<? extends Operation> operations, Locking locking) {
		for (int attempt = 1;; attempt++) {
			try {
				return this.meters.batch(operations.size(), () -> transact(operations, locking));
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
				return (operations.size() == 1) ? List.of(alone(fault, ex)) : halves(operations, locking);
			}
		}
	}

	private static Outcome alone(DatabaseFault fault, RuntimeException failure) {
		if (fault == DatabaseFault.DATA) {
			// Without its words, which hold the row.
			log.warn("The database refused a response that was judged as valid ({})",
					failure.getClass().getSimpleName());
			return Outcome
				.refused(new Problem(HttpStatus.UNPROCESSABLE_CONTENT, "the database does not accept this response"));
		}
		log.error("A response could not be stored", failure);
		return Outcome.refused(failed());
	}

	/**
	 * What is answered where Voce itself is at fault.
	 * @return a problem (500)
	 */
	public static Problem failed() {
		return new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "Voce failed to store this; its log says why");
	}

	private List<Outcome> halves(List<? extends Operation> operations, Locking locking) {
		int half = operations.size() / 2;
		List<Outcome> outcomes = new ArrayList<>(write(operations.subList(0, half), locking));
		List<? extends Operation> rest = operations.subList(half, operations.size());
		try {
			outcomes.addAll(write(rest, locking));
		}
		catch (RuntimeException ex) {
			// The first half is written, and its senders must hear so.
			Outcome away = Outcome.refused(Problem.databaseAway(ex));
			rest.forEach((operation) -> outcomes.add(away));
		}
		return outcomes;
	}

	private List<Outcome> transact(List<? extends Operation> operations, Locking locking) {
		List<Outcome> outcomes = new ArrayList<>();
		try {
			this.transaction.executeWithoutResult((status) -> {
				List<Outcome> written = new Batch(operations, locking).write();
				outcomes.addAll(written);
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

	/** The database went away during a commit: the batch is written, or it is not. */
	public static final class UnknownOutcome extends RuntimeException {

		UnknownOutcome(Throwable cause) {
			super(cause);
		}

	}

	/** One transaction's work. */
	private final class Batch {

		private final List<? extends Operation> operations;

		private final @Nullable Outcome[] outcomes;

		private final Map<UUID, SurveyStates.State> locked;

		private final Map<UUID, SurveyDefinition> definitions = new HashMap<>();

		private final List<Change> changes = new ArrayList<>();

		Batch(List<? extends Operation> operations, Locking locking) {
			this.operations = operations;
			this.outcomes = new Outcome[operations.size()];
			Set<UUID> ids = operations.stream().map(Operation::survey).collect(Collectors.toSet());
			this.locked = (locking == Locking.WAIT) ? Ledger.this.states.lock(ids) : Ledger.this.states.lockFree(ids);
			if (locking == Locking.SKIP) {
				for (int i = 0; i < this.outcomes.length; i++) {
					if (!this.locked.containsKey(operations.get(i).survey())) {
						this.outcomes[i] = Outcome.of(Kind.BLOCKED);
					}
				}
			}
		}

		List<Outcome> write() {
			Map<Key, List<Integer>> byKey = new LinkedHashMap<>();
			Map<Integer, Operation> accepted = new HashMap<>();
			for (int i = 0; i < this.outcomes.length; i++) {
				if (this.outcomes[i] == null) {
					Operation operation = this.operations.get(i);
					try {
						accepted.put(i, operation.under(definition(operation.survey())));
						byKey.computeIfAbsent(new Key(operation.survey(), operation.id()), (key) -> new ArrayList<>())
							.add(i);
					}
					catch (Problem refusal) {
						this.outcomes[i] = Outcome.refused(refusal);
					}
				}
			}
			// First, as a response may be taken because it was shown.
			List<Shown> shown = show(byKey, accepted);
			Map<Key, List<Integer>> rest = insertNew(byKey, accepted);
			decideRest(rest, accepted);
			rememberToForget();
			if (!this.changes.isEmpty() || !shown.isEmpty()) {
				Ledger.this.events.publishEvent(new ResponsesChanged(this.definitions, this.changes, shown));
			}
			return List.of(this.outcomes).stream().map(Objects::requireNonNull).toList();
		}

		private SurveyDefinition definition(UUID survey) {
			SurveyDefinition known = this.definitions.get(survey);
			if (known == null) {
				known = Ledger.this.surveys.definitionInForce(survey, state(survey).definitionRevision());
				this.definitions.put(survey, known);
			}
			return known;
		}

		private SurveyStates.State state(UUID survey) {
			SurveyStates.State state = this.locked.get(survey);
			if (state == null) {
				throw new SurveyNotFound();
			}
			return state;
		}

		// Nearly every operation is the first and only word on a new id: those are
		// inserted without looking first.
		private Map<Key, List<Integer>> insertNew(Map<Key, List<Integer>> byKey, Map<Integer, Operation> accepted) {
			Map<Key, StoredResponse> fresh = new LinkedHashMap<>();
			Map<Key, List<Integer>> rest = new LinkedHashMap<>();
			byKey.forEach((key, indexes) -> {
				if (indexes.size() == 1 && accepted.get(indexes.get(0)) instanceof Operation.Store store
						&& store.judged().refusal(state(key.surveyId()), false) == null) {
					fresh.put(key, store.judged().first());
				}
				else {
					rest.put(key, indexes);
				}
			});
			Set<Key> inserted = Ledger.this.table.insert(List.copyOf(fresh.values()));
			fresh.forEach((key, response) -> {
				List<Integer> indexes = Objects.requireNonNull(byKey.get(key));
				if (inserted.contains(key)) {
					this.outcomes[indexes.get(0)] = new Outcome(Kind.CREATED, response, null);
					this.changes.add(new Change(null, response));
				}
				else {
					rest.put(key, indexes);
				}
			});
			return rest;
		}

		// The others are decided one after the other against what is stored, and only
		// what differs in the end is written.
		private void decideRest(Map<Key, List<Integer>> rest, Map<Integer, Operation> accepted) {
			rest.values()
				.removeIf((indexes) -> indexes.stream().allMatch((i) -> accepted.get(i) instanceof Operation.Show));
			if (rest.isEmpty()) {
				return;
			}
			Map<Key, StoredResponse> before = Ledger.this.table.find(rest.keySet());
			Set<Key> erased = new HashSet<>(Ledger.this.table.findErased(rest.keySet()));
			// What is purged is gone, also where its row is still there.
			before.forEach((key, row) -> {
				if (state(key.surveyId()).isPurged(row.submittedAt())) {
					erased.add(key);
				}
			});
			before.keySet().removeAll(erased);
			Set<Key> shown = shownBeforeStop(rest, accepted);
			Map<Key, StoredResponse> after = new HashMap<>(before);
			List<Key> erase = new ArrayList<>();
			rest.forEach((key, indexes) -> {
				for (int i : indexes) {
					Operation operation = accepted.get(i);
					if (operation instanceof Operation.Show) {
						continue;
					}
					Outcome outcome = Decision.decide(Objects.requireNonNull(operation), after.get(key),
							erased.contains(key), shown.contains(key), definition(key.surveyId()),
							state(key.surveyId()));
					if (outcome.kind() == Kind.ERASED) {
						after.remove(key);
						if (erased.add(key)) {
							erase.add(key);
							if (operation instanceof Operation.Erase wanted) {
								Ledger.this.activity.add(definition(key.surveyId()).workspace(), wanted.actor(),
										ActivityLog.Entry.ofResponse("erased", key.surveyId(), key.id()));
							}
						}
					}
					else if (outcome.stored() != null) {
						after.put(key, outcome.stored());
					}
					this.outcomes[i] = outcome;
				}
			});
			apply(rest.keySet(), before, after, erase);
		}

		private Set<Key> shownBeforeStop(Map<Key, List<Integer>> rest, Map<Integer, Operation> accepted) {
			Map<Key, Instant> stopped = new HashMap<>();
			rest.forEach((key, indexes) -> {
				Instant stoppedAt = definition(key.surveyId()).stoppedAt();
				if (stoppedAt != null && indexes.stream()
					.anyMatch(
							(i) -> accepted.get(i) instanceof Operation.Store store && store.judged().isWaitedFor())) {
					stopped.put(key, stoppedAt);
				}
			});
			return Ledger.this.table.findShownBefore(stopped);
		}

		private void apply(Collection<Key> keys, Map<Key, StoredResponse> before, Map<Key, StoredResponse> after,
				List<Key> erase) {
			List<StoredResponse> insert = new ArrayList<>();
			List<StoredResponse> update = new ArrayList<>();
			for (Key key : keys) {
				StoredResponse from = before.get(key);
				StoredResponse to = after.get(key);
				if (!Objects.equals(from, to)) {
					this.changes.add(new Change(from, to));
					if (to != null) {
						((from == null) ? insert : update).add(to);
					}
				}
			}
			Ledger.this.table.insert(insert);
			Ledger.this.table.update(update);
			Ledger.this.table.erase(erase);
		}

		// An answer that comes late is not overlooked by those who have been there
		// before.
		private void rememberToForget() {
			Map<UUID, Instant> late = new HashMap<>();
			for (Change change : this.changes) {
				StoredResponse after = change.after();
				if (after != null && !after.anonymous()) {
					Instant looked = state(after.survey()).forgottenBefore();
					if (looked != null && after.submittedAt().isBefore(looked)) {
						late.merge(after.survey(), after.submittedAt(), (one, two) -> one.isBefore(two) ? one : two);
					}
				}
			}
			late.forEach(Ledger.this.states::forgotten);
		}

		private List<Shown> show(Map<Key, List<Integer>> byKey, Map<Integer, Operation> accepted) {
			Map<Key, Operation.Show> wanted = new LinkedHashMap<>();
			byKey.forEach((key, indexes) -> indexes.forEach((i) -> {
				if (accepted.get(i) instanceof Operation.Show show) {
					wanted.merge(key, show, (one, two) -> one.shown().dismissed() ? one : two);
				}
			}));
			if (wanted.isEmpty()) {
				return List.of();
			}
			Set<Key> refusable = wanted.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().refusal() != null)
				.map(Map.Entry::getKey)
				.collect(Collectors.toSet());
			refusable.removeAll(Ledger.this.table.findShown(refusable));
			byKey.forEach((key, indexes) -> indexes.forEach((i) -> {
				if (accepted.get(i) instanceof Operation.Show show) {
					this.outcomes[i] = refusable.contains(key) ? Outcome.refused(Objects.requireNonNull(show.refusal()))
							: Outcome.of(Kind.NOTED);
				}
			}));
			wanted.keySet().removeAll(refusable);
			List<Shown> all = wanted.values().stream().map(Operation.Show::shown).toList();
			Map<Key, Shown> byId = all.stream()
				.collect(Collectors.toMap((shown) -> new Key(shown.survey(), shown.id()), Function.identity()));
			return Ledger.this.table.show(all).stream().map((key) -> Objects.requireNonNull(byId.get(key))).toList();
		}

	}

}

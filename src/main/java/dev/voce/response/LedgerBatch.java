package dev.voce.response;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;

import dev.voce.response.Outcome.Kind;
import dev.voce.response.Response.Key;
import dev.voce.response.ResponsesChanged.Backdated;
import dev.voce.response.ResponsesChanged.Change;
import dev.voce.response.ResponsesChanged.Shown;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;

/** Writes the operations of one transaction, and publishes what they changed. */
final class LedgerBatch {

	private final ResponseRepository repository;

	private final Surveys surveys;

	private final SurveyStates states;

	private final ActivityLog activity;

	private final ApplicationEventPublisher events;

	private final Backdated backdated;

	private Map<UUID, SurveyStates.State> locked = Map.of();

	private final Map<UUID, SurveyDefinition> definitions = new HashMap<>();

	private final List<Pending<Operation.Show>> shows = new ArrayList<>();

	/** By response, those that nothing was decided for yet. */
	private final Map<Key, List<Pending<Operation.Write>>> writes = new LinkedHashMap<>();

	private final List<Shown> shown = new ArrayList<>();

	private final List<StoredResponse> inserts = new ArrayList<>();

	private final List<StoredResponse> updates = new ArrayList<>();

	private final List<Key> erasures = new ArrayList<>();

	private final List<Change> changes = new ArrayList<>();

	LedgerBatch(ResponseRepository repository, Surveys surveys, SurveyStates states, ActivityLog activity,
			ApplicationEventPublisher events, Backdated backdated) {
		this.repository = repository;
		this.surveys = surveys;
		this.states = states;
		this.activity = activity;
		this.events = events;
		this.backdated = backdated;
	}

	/** An operation, and its outcome as soon as there is one. */
	static final class Pending<O extends Operation> {

		private final O operation;

		private @Nullable Outcome outcome;

		private Pending(O operation) {
			this.operation = operation;
		}

		private Key key() {
			return new Key(this.operation.survey(), this.operation.id());
		}

		private Pending<O> settle(Outcome outcome) {
			this.outcome = outcome;
			return this;
		}

		private Outcome outcome() {
			return Objects.requireNonNull(this.outcome);
		}

	}

	/**
	 * Writes operations, within a transaction of their own.
	 * @param operations any number, of any surveys
	 * @param locking whether to wait for surveys that others hold
	 * @return the outcome of each
	 */
	List<Outcome> write(List<? extends Operation> operations, Ledger.Locking locking) {
		lock(operations, locking);
		List<Pending<?>> batch = new ArrayList<>(operations.size());
		for (Operation operation : operations) {
			batch.add(isBlocked(operation, locking) ? new Pending<>(operation).settle(Outcome.of(Kind.BLOCKED))
					: accept(operation));
		}
		recordShown(); // before deciding: a response may be accepted because it was shown
		insertNew();
		decideRest();
		rememberLate();
		publish();
		return batch.stream().map(Pending::outcome).toList();
	}

	private void lock(List<? extends Operation> operations, Ledger.Locking locking) {
		Set<UUID> ids = operations.stream().map(Operation::survey).collect(Collectors.toSet());
		this.locked = switch (locking) {
			case WAIT -> this.states.lock(ids);
			case SKIP -> this.states.lockFree(ids);
		};
	}

	private boolean isBlocked(Operation operation, Ledger.Locking locking) {
		return locking == Ledger.Locking.SKIP && !this.locked.containsKey(operation.survey());
	}

	private Pending<?> accept(Operation operation) {
		try {
			SurveyDefinition definition = definition(operation.survey());
			// A person's erasure and retention reach what is hidden, nothing else does.
			if (definition.deleted() && !(operation instanceof Operation.Amendment)) {
				throw new SurveyNotFound();
			}
			return operation.under(definition).addTo(this);
		}
		catch (Problem refusal) {
			return new Pending<>(operation).settle(Outcome.refused(refusal));
		}
	}

	private SurveyDefinition definition(UUID survey) {
		SurveyDefinition known = this.definitions.get(survey);
		if (known == null) {
			known = this.surveys.definitionInForce(survey, state(survey).definitionRevision());
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

	Pending<Operation.Show> add(Operation.Show show) {
		Pending<Operation.Show> pending = new Pending<>(show);
		this.shows.add(pending);
		return pending;
	}

	Pending<Operation.Write> add(Operation.Write write) {
		Pending<Operation.Write> pending = new Pending<>(write);
		this.writes.computeIfAbsent(pending.key(), (key) -> new ArrayList<>(1)).add(pending);
		return pending;
	}

	private void recordShown() {
		if (this.shows.isEmpty()) {
			return;
		}
		Map<Key, Problem> refusals = refusals();
		Map<Object, Shown> stages = new LinkedHashMap<>();
		for (Pending<Operation.Show> pending : this.shows) {
			Problem refusal = refusals.get(pending.key());
			pending.settle((refusal != null) ? Outcome.refused(refusal) : Outcome.of(Kind.NOTED));
			if (refusal == null) {
				Shown stage = pending.operation.shown();
				stages.putIfAbsent(List.of(pending.key(), stage.stage()), stage);
			}
		}
		Set<Key> added = this.repository.show(stages.values());
		stages.values()
			.stream()
			.filter((stage) -> added.contains(new Key(stage.survey(), stage.id())))
			.forEach(this.shown::add);
	}

	// What was shown before may be shown again, and dismissed, whatever the survey's
	// status.
	private Map<Key, Problem> refusals() {
		Map<Key, Problem> refusals = new HashMap<>();
		for (Pending<Operation.Show> pending : this.shows) {
			if (pending.operation.refusal() != null) {
				refusals.put(pending.key(), pending.operation.refusal());
			}
		}
		refusals.keySet().removeAll(this.repository.findShown(refusals.keySet()));
		return refusals;
	}

	// Nearly every operation is the first and only one of a new id: those are inserted
	// without looking first.
	private void insertNew() {
		Map<Key, StoredResponse> candidates = new LinkedHashMap<>();
		this.writes.forEach((key, pending) -> {
			if (pending.size() == 1 && pending.get(0).operation instanceof Operation.Store store
					&& store.submission().refusal(state(key.surveyId()), false) == null) {
				candidates.put(key, store.submission().first());
			}
		});
		Set<Key> inserted = this.repository.insert(candidates.values());
		candidates.forEach((key, response) -> {
			if (inserted.contains(key)) {
				Objects.requireNonNull(this.writes.remove(key))
					.get(0)
					.settle(new Outcome(Kind.CREATED, response, null));
				this.changes.add(new Change(null, response));
			}
		});
	}

	// The others are decided one after the other against what is stored, and only what
	// differs in the end is written.
	private void decideRest() {
		if (this.writes.isEmpty()) {
			return;
		}
		Map<Key, StoredResponse> stored = this.repository.find(this.writes.keySet());
		Set<Key> erased = new HashSet<>(this.repository.findErased(this.writes.keySet()));
		// What is purged is erased, also where its row is still there.
		stored.forEach((key, row) -> {
			if (state(key.surveyId()).isPurged(row.submittedAt(), definition(key.surveyId()).zone())) {
				erased.add(key);
			}
		});
		stored.keySet().removeAll(erased);
		Set<Key> shown = shownBeforeStop();
		this.writes.forEach((key, pending) -> {
			StoredResponse before = stored.get(key);
			change(before, decide(key, pending, before, erased.contains(key), shown.contains(key)));
		});
		this.repository.insert(this.inserts);
		this.repository.update(this.updates);
		this.repository.erase(this.erasures);
	}

	private Set<Key> shownBeforeStop() {
		Map<Key, Instant> stopped = new HashMap<>();
		this.writes.forEach((key, pending) -> {
			Instant stoppedAt = definition(key.surveyId()).stoppedAt();
			if (stoppedAt != null && pending.stream()
				.anyMatch(
						(one) -> one.operation instanceof Operation.Store store && store.submission().isWaitedFor())) {
				stopped.put(key, stoppedAt);
			}
		});
		return this.repository.findShownBefore(stopped);
	}

	/** Returns what is stored in the end under one id. */
	private @Nullable StoredResponse decide(Key key, List<Pending<Operation.Write>> writes,
			@Nullable StoredResponse before, boolean erasedBefore, boolean shown) {
		StoredResponse row = before;
		boolean erased = erasedBefore;
		for (Pending<Operation.Write> pending : writes) {
			Outcome outcome = pending.operation
				.decide(new Decision(row, erased, shown, definition(key.surveyId()), state(key.surveyId())));
			pending.settle(outcome);
			if (outcome.kind() == Kind.ERASED) {
				if (!erased) {
					erase(key, pending.operation);
				}
				row = null;
				erased = true;
			}
			else if (outcome.stored() != null) {
				row = outcome.stored();
			}
		}
		return row;
	}

	private void erase(Key key, Operation.Write operation) {
		this.erasures.add(key);
		if (operation instanceof Operation.Erase erase) {
			this.activity.add(definition(key.surveyId()).workspace(), erase.actor(),
					ActivityLog.Entry.ofResponse("erased", key.surveyId(), key.id()));
		}
	}

	private void change(@Nullable StoredResponse before, @Nullable StoredResponse after) {
		if (Objects.equals(before, after)) {
			return;
		}
		this.changes.add(new Change(before, after));
		if (after != null) {
			((before == null) ? this.inserts : this.updates).add(after);
		}
	}

	// A response that arrives late is anonymised too, though its days were processed
	// before.
	private void rememberLate() {
		Map<UUID, Instant> late = new HashMap<>();
		for (Change change : this.changes) {
			StoredResponse after = change.after();
			if (after != null && !after.anonymous()) {
				Instant processed = state(after.survey()).anonymisedBefore();
				if (processed != null && after.submittedAt().isBefore(processed)) {
					late.merge(after.survey(), after.submittedAt(), (one, two) -> one.isBefore(two) ? one : two);
				}
			}
		}
		late.forEach(this.states::anonymised);
	}

	private void publish() {
		if (!this.changes.isEmpty() || !this.shown.isEmpty()) {
			this.events.publishEvent(new ResponsesChanged(this.definitions, this.changes, this.shown, this.backdated));
		}
	}

}

package dev.voce.cases;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.cases.CaseEvent.Actor;
import dev.voce.cases.CaseEvent.Facts;
import dev.voce.cases.CaseEvent.Kind;
import dev.voce.cases.CaseEvent.Reason;
import dev.voce.cases.CaseEvent.Words;
import dev.voce.delivery.Outbox;
import dev.voce.response.Responses;
import dev.voce.response.ResponsesChanged;
import dev.voce.response.ResponsesChanged.Change;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.workspace.Workspaces;

/**
 * Opens cases in the transaction that stores their responses, and has cases follow what
 * becomes of these.
 */
@Component
class Opening {

	private final FollowUps followUps;

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final Outbox outbox;

	private final Workspaces workspaces;

	private final ApplicationEventPublisher publisher;

	private final Clock clock;

	Opening(FollowUps followUps, CaseRepository cases, CaseEventRepository events, Outbox outbox, Workspaces workspaces,
			ApplicationEventPublisher publisher, Clock clock) {
		this.followUps = followUps;
		this.cases = cases;
		this.events = events;
		this.outbox = outbox;
		this.workspaces = workspaces;
		this.publisher = publisher;
		this.clock = clock;
	}

	/** Follows responses, whose surveys' states are locked. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(ResponsesChanged changed) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		Map<Match, List<UUID>> matches = new LinkedHashMap<>();
		Map<UUID, List<Change>> earlier = new HashMap<>();
		for (Change change : changed.changes()) {
			SurveyDefinition survey = Objects.requireNonNull(changed.surveys().get(change.survey()));
			if (change.before() != null) {
				earlier.computeIfAbsent(survey.id(), (id) -> new ArrayList<>()).add(change);
			}
			StoredResponse after = change.after();
			if (after != null && changed.opensCases(after, now)) {
				Rule rule = opens(survey, change.before(), after);
				if (rule != null) {
					matches
						.computeIfAbsent(new Match(survey.workspace(), survey.id(), rule), (match) -> new ArrayList<>())
						.add(after.id());
				}
			}
		}
		earlier.forEach((survey, changes) -> follow(survey, changes, now));
		open(matches, now);
	}

	/** A rule of a survey, by which responses are to have cases. */
	private record Match(UUID workspace, UUID survey, Rule rule) {
	}

	// All cases of a transaction by one statement and one event.
	private void open(Map<Match, List<UUID>> matches, Instant now) {
		List<CaseTable.Opened> opened = new ArrayList<>();
		matches.forEach((match, responses) -> opened.add(opened(match, responses, now)));
		List<CaseReader.Changed> changes = this.cases.open(opened);
		if (!changes.isEmpty()) {
			this.publisher.publishEvent(new CaseReader.Changes(changes));
		}
	}

	// What matched before has its case already, or came before the rule.
	private @Nullable Rule opens(SurveyDefinition survey, @Nullable StoredResponse before, StoredResponse after) {
		Rule rule = matching(survey, after);
		return (rule != null && (before == null || matching(survey, before) == null)) ? rule : null;
	}

	private @Nullable Rule matching(SurveyDefinition survey, StoredResponse response) {
		if (!response.counts()) {
			return null;
		}
		for (Rule rule : this.followUps.rules(survey.id())) {
			if (rule.matches(survey, response)) {
				return rule;
			}
		}
		return null;
	}

	private CaseTable.Opened opened(Match match, List<UUID> responses, Instant now) {
		return new CaseTable.Opened(match.workspace(), match.survey(), match.rule(), match.rule().owner(), now,
				this.workspaces.hours(match.workspace()).after(now, match.rule().due()), responses);
	}

	private void follow(UUID survey, List<Change> changes, Instant now) {
		Map<UUID, Change> byResponse = changes.stream()
			.collect(Collectors.toMap((change) -> Objects.requireNonNull(change.before()).id(), Function.identity()));
		for (Case found : this.cases.lockOf(survey, byResponse.keySet())) {
			Change change = Objects.requireNonNull(byResponse.get(found.responseId()));
			follow(found, Objects.requireNonNull(change.before()), change.after(), now);
		}
	}

	private void follow(Case found, StoredResponse before, @Nullable StoredResponse after, Instant now) {
		if (after == null || (after.anonymous() && !before.anonymous())) {
			removeWords(found.surveyId(), List.of(found.id()));
		}
		if (after == null || !after.counts()) {
			if (found.outcome() != Case.Outcome.VOID) {
				found.voidIt(now);
				add(found, now, Kind.CLOSED,
						Facts.closed(Case.Outcome.VOID, null, (after == null) ? Reason.ERASED : Reason.MARKED), null);
			}
			return;
		}
		if (!before.counts()) {
			found.restore();
			add(found, now, Kind.REOPENED, Facts.of(Reason.UNMARKED), null);
		}
		if (!after.anonymous() && !before.answers().equals(after.answers())) {
			amended(found, before, after, now);
		}
	}

	private void amended(Case found, StoredResponse before, StoredResponse after, Instant now) {
		if (found.status() == Case.Status.WAITING) {
			found.resume(this.workspaces.hours(found.workspaceId()), now);
		}
		else {
			found.changed();
		}
		String question = (found.rule() != null) ? found.rule().question() : null;
		String comment = after.answers()
			.entrySet()
			.stream()
			.filter((answer) -> answer.getValue() instanceof String
					&& !answer.getValue().equals(before.answers().get(answer.getKey())))
			.map((answer) -> answer.getValue().toString())
			.findFirst()
			.orElse(null);
		add(found, now, Kind.AMENDED,
				(question != null) ? Facts.amended(before.score(question), after.score(question)) : Facts.NONE,
				(comment != null) ? new Words(comment, null, null) : null);
	}

	private void add(Case found, Instant now, Kind kind, Facts facts, @Nullable Words words) {
		this.events.save(new CaseEvent(found, now, kind, Actor.VOCE, facts, words));
	}

	/** Removes what people wrote about responses of days that are no longer kept. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void forget(Responses.Purging purging) {
		SurveyDefinition survey = purging.survey();
		removeWords(survey.id(),
				this.events.findBefore(survey.id(), purging.firstKept().atStartOfDay(survey.zone()).toInstant()));
	}

	private void removeWords(UUID survey, List<UUID> cases) {
		if (!cases.isEmpty()) {
			this.events.removeWords(survey, cases.toArray(UUID[]::new));
			this.outbox.forget(cases);
		}
	}

}

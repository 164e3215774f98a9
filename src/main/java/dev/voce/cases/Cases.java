package dev.voce.cases;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.cases.CaseEvent.Actor;
import dev.voce.cases.CaseEvent.Facts;
import dev.voce.cases.CaseEvent.Kind;
import dev.voce.cases.CaseEvent.Reason;
import dev.voce.cases.CaseEvent.Words;
import dev.voce.hours.BusinessHours;
import dev.voce.response.Responses;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.user.UserRemoved;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;
import dev.voce.workspace.RootCause;
import dev.voce.workspace.Workspaces;

/** What people do with cases. Each verb is one transaction, with its event. */
@Service
class Cases {

	/** How long a case that was opened by hand, or again, has until it is due. */
	private static final Duration DUE = Duration.ofHours(24);

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final Surveys surveys;

	private final SurveyStates states;

	private final Responses responses;

	private final Colleagues colleagues;

	private final Replies replies;

	private final Workspaces workspaces;

	private final Clock clock;

	Cases(CaseRepository cases, CaseEventRepository events, Surveys surveys, SurveyStates states, Responses responses,
			Colleagues colleagues, Replies replies, Workspaces workspaces, Clock clock) {
		this.cases = cases;
		this.events = events;
		this.surveys = surveys;
		this.states = states;
		this.responses = responses;
		this.colleagues = colleagues;
		this.replies = replies;
		this.workspaces = workspaces;
		this.clock = clock;
	}

	/** What a verb does to a case that is locked. */
	private interface Verb {

		void apply(Case found, Actor actor, Instant now, BusinessHours hours);

	}

	/**
	 * Finds a case.
	 * @throws Problem (404) if the workspace has no such case
	 */
	@Transactional(readOnly = true)
	Case find(UUID workspace, UUID id) {
		return this.cases.findBySurveyIdAndId(survey(workspace, id), id).orElseThrow(Cases::missing);
	}

	/**
	 * Opens a case for a response by hand.
	 * @return the case; the one that the response has, if there is one
	 */
	@Transactional
	Case open(Caller caller, UUID survey, UUID response) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		// Or the response could be erased meanwhile.
		if (this.states.lock(Set.of(survey)).isEmpty()) {
			throw new SurveyNotFound();
		}
		this.responses.find(definition, response);
		Case existing = this.cases.findBySurveyIdAndResponseId(survey, response).orElse(null);
		if (existing != null) {
			return existing;
		}
		Instant now = now();
		this.cases.open(List.of(new CaseTable.Opened(caller.workspace(), survey, null, caller.user(), now,
				this.workspaces.hours(caller.workspace()).after(now, DUE), List.of(response))));
		Case opened = this.cases.findBySurveyIdAndResponseId(survey, response).orElseThrow(Cases::missing);
		add(opened, now, Kind.OPENED, actor(caller), Facts.NONE, null);
		return opened;
	}

	@Transactional
	Case assign(Caller caller, UUID id, LongPredicate expected, @Nullable UUID owner) {
		checkOwner(caller, owner);
		return change(caller, id, expected, (found, actor, now, hours) -> assign(found, owner, actor, now));
	}

	/**
	 * What became of several cases.
	 *
	 * @param assigned how many got the owner
	 * @param skipped how many are closed, and so did not
	 */
	record Assigned(int assigned, int skipped) {
	}

	@Transactional
	Assigned assignAll(Caller caller, List<UUID> ids, @Nullable UUID owner) {
		checkOwner(caller, owner);
		int assigned = 0;
		for (UUID id : ids.stream().sorted().distinct().toList()) {
			Case found = lock(caller.workspace(), id);
			if (found.status() != Case.Status.CLOSED) {
				assign(found, owner, actor(caller), now());
				assigned++;
			}
		}
		return new Assigned(assigned, (int) ids.stream().distinct().count() - assigned);
	}

	private void assign(Case found, @Nullable UUID owner, Actor actor, Instant now) {
		UUID former = found.owner();
		found.assign(owner);
		if (!Objects.equals(former, owner)) {
			add(found, now, Kind.ASSIGNED, actor, Facts.assigned(former, owner, null), null);
		}
	}

	private void checkOwner(Caller caller, @Nullable UUID owner) {
		if (owner != null && this.colleagues.keep(caller.workspace(), owner)
			.filter(Colleagues.Colleague::worksOnCases)
			.isEmpty()) {
			throw Problem.invalid(Flaw.at("/owner", "case.user"));
		}
	}

	@Transactional
	Case note(Caller caller, UUID id, LongPredicate expected, String text) {
		return change(caller, id, expected, (found, actor, now, hours) -> {
			found.note(now);
			add(found, now, Kind.NOTED, actor, Facts.NONE, new Words(text, null, null));
		});
	}

	/** What is written to a respondent. */
	record Written(@Nullable String subject, String text, @Nullable Instant waitUntil) {
	}

	@Transactional
	Case reply(Caller caller, UUID id, LongPredicate expected, Written written) {
		return change(caller, id, expected, (found, actor, now, hours) -> {
			found.reply(now);
			Replies.Sent sent = this.replies.send(found, actor, written);
			add(found, now, Kind.REPLIED, actor, Facts.mail(sent.mail()),
					new Words(written.text(), sent.subject(), sent.to()));
			if (written.waitUntil() != null) {
				found.await(written.waitUntil(), now);
				add(found, now, Kind.WAITING, actor, Facts.until(written.waitUntil()), null);
			}
		});
	}

	@Transactional
	Case await(Caller caller, UUID id, LongPredicate expected, Instant until, @Nullable String reason) {
		return change(caller, id, expected, (found, actor, now, hours) -> {
			found.await(until, now);
			add(found, now, Kind.WAITING, actor, Facts.until(until),
					(reason != null) ? new Words(reason, null, null) : null);
		});
	}

	@Transactional
	Case close(Caller caller, UUID id, LongPredicate expected, Case.Outcome outcome, @Nullable String cause) {
		List<String> known = this.workspaces.causes(caller.workspace()).stream().map(RootCause::key).toList();
		if (cause != null && !known.contains(cause)) {
			throw Problem.invalid(Flaw.at("/cause", "value.oneOf", known));
		}
		return change(caller, id, expected, (found, actor, now, hours) -> {
			found.close(outcome, cause, hours, now);
			add(found, now, Kind.CLOSED, actor, Facts.closed(outcome, cause, null), null);
		});
	}

	@Transactional
	Case reopen(Caller caller, UUID id, LongPredicate expected) {
		return change(caller, id, expected, (found, actor, now, hours) -> {
			found.reopen(due(found), hours, now);
			add(found, now, Kind.REOPENED, actor, Facts.NONE, null);
		});
	}

	@Transactional
	Case askAgain(Caller caller, UUID id, LongPredicate expected) {
		return change(caller, id, expected, (found, actor, now, hours) -> {
			found.askAgain();
			this.replies.askAgain(found);
			add(found, now, Kind.ASKED_AGAIN, actor, Facts.NONE, null);
		});
	}

	/** How long a case has until it is due. */
	static Duration due(Case found) {
		return (found.rule() != null) ? found.rule().due() : DUE;
	}

	/** Cases of somebody who is no longer a user have no owner, and say so. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void unassign(UserRemoved removed) {
		for (Case.Key key : this.cases.findOpenOf(removed.workspace(), removed.user())) {
			Case found = this.cases.lock(key.surveyId(), key.id()).orElseThrow(Cases::missing);
			if (removed.user().equals(found.owner()) && found.status() != Case.Status.CLOSED) {
				found.assign(null);
				add(found, now(), Kind.ASSIGNED, new Actor(removed.user(), removed.name()),
						Facts.assigned(removed.user(), null, Reason.USER_REMOVED), null);
			}
		}
	}

	private Case change(Caller caller, UUID id, LongPredicate expected, Verb verb) {
		Case found = lock(caller.workspace(), id);
		if (!expected.test(found.revision())) {
			throw new Problem(HttpStatus.PRECONDITION_FAILED, "case.changed");
		}
		verb.apply(found, actor(caller), now(), this.workspaces.hours(caller.workspace()));
		return found;
	}

	private Case lock(UUID workspace, UUID id) {
		return this.cases.lock(survey(workspace, id), id).orElseThrow(Cases::missing);
	}

	// A deleted survey is hidden at once, and its cases with it.
	private UUID survey(UUID workspace, UUID id) {
		UUID survey = this.cases.findSurvey(workspace, id).orElseThrow(Cases::missing);
		return this.surveys.definition(survey).id();
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "case.missing");
	}

	private Actor actor(Caller caller) {
		if (caller.user() == null) {
			return new Actor(null, caller.name());
		}
		return new Actor(caller.user(),
				this.colleagues.find(caller.workspace(), caller.user())
					.map(Colleagues.Colleague::name)
					.orElse(caller.name()));
	}

	// As exact as the database stores it.
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private void add(Case found, Instant at, Kind kind, Actor actor, Facts facts, @Nullable Words words) {
		this.events.save(new CaseEvent(found, at, kind, actor, facts, words));
	}

}

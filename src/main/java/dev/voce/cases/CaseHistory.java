package dev.voce.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.cases.CaseEvent.Actor;
import dev.voce.cases.CaseEvent.Facts;
import dev.voce.cases.CaseEvent.Kind;
import dev.voce.cases.CaseEvent.Words;
import dev.voce.hours.BusinessHours;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.user.FirstUser;
import dev.voce.workspace.Workspaces;

/** Gives the sample survey rules, and cases of its last weeks in all states. */
@Component
public class CaseHistory {

	private static final LongPredicate ANY = (revision) -> true;

	private static final Rule RULE = new Rule("nps", Set.of(ScoreClass.DETRACTOR), null, null, null,
			Duration.ofHours(48), null);

	/** How old cases may be on which something is left to do. */
	private static final Duration RECENT = Duration.ofDays(7);

	private static final Actor SAMPLE = new Actor(null, "Sara Conti");

	private static final List<String> CAUSES = List.of("delivery", "delivery", "delivery", "service", "product",
			"price");

	private static final List<String> NOTES = List.of("Chiamato il deposito: la consegna è fissata per domani mattina.",
			"Rimborso della spedizione fatto.", "Sostituzione spedita oggi, arriva in due giorni.",
			"Lasciato un messaggio in segreteria, riprovo domani.");

	// Any number would do, as long as it stays the same.
	private final Random random = new Random(512);

	/**
	 * How many recent cases there are by now, of which each fourth is in another state.
	 */
	private int recent;

	private final FollowUps followUps;

	private final CaseRepository cases;

	private final CaseEventRepository events;

	private final Surveys surveys;

	private final SurveyStates states;

	private final Workspaces workspaces;

	CaseHistory(FollowUps followUps, CaseRepository cases, CaseEventRepository events, Surveys surveys,
			SurveyStates states, Workspaces workspaces) {
		this.followUps = followUps;
		this.cases = cases;
		this.events = events;
		this.surveys = surveys;
		this.states = states;
		this.workspaces = workspaces;
	}

	/**
	 * A response that is to have a case.
	 *
	 * @param id its id
	 * @param at when it was given
	 */
	public record Past(UUID id, Instant at) {
	}

	/**
	 * Makes rules and cases.
	 * @param survey the id of a survey with the question {@code nps}
	 * @param responses its responses that are to have cases
	 * @param now the end of the history
	 */
	@Transactional
	public void make(UUID survey, List<Past> responses, Instant now) {
		SurveyDefinition definition = this.surveys.currentDefinition(survey);
		this.followUps.replace(definition, new FollowUp.Rules(List.of(RULE)), ANY);
		this.states.lock(Set.of(survey));
		BusinessHours hours = this.workspaces.hours(definition.workspace());
		this.cases.open(responses.stream()
			.map((response) -> new CaseTable.Opened(definition.workspace(), survey, RULE, null, response.at(),
					hours.after(response.at(), RULE.due()), List.of(response.id())))
			.toList());
		this.cases.lockOf(survey, responses.stream().map(Past::id).toList())
			.forEach((opened) -> live(opened, hours, now));
	}

	/** Most of the sample's cases are those of whoever sets the installation up. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void give(FirstUser first) {
		for (Case found : this.cases.findOfSample(first.workspace())) {
			if (found.number() % 3 > 0) {
				found.belongTo(first.user());
				add(found, found.openedAt(), Kind.ASSIGNED, Facts.assigned(null, first.user(), null), null);
			}
		}
	}

	private void live(Case opened, BusinessHours hours, Instant now) {
		Instant first = opened.openedAt().plus(Duration.ofMinutes(20 + this.random.nextInt(900)));
		Instant closed = first.plus(Duration.ofMinutes(30 + this.random.nextInt(1_600)));
		boolean recent = opened.openedAt().isAfter(now.minus(RECENT));
		this.recent += recent ? 1 : 0;
		if (first.isAfter(now) || (recent && this.recent % 4 == 0)) {
			return;
		}
		opened.note(first);
		add(opened, first, Kind.NOTED, Facts.NONE, new Words(NOTES.get(this.random.nextInt(NOTES.size())), null, null));
		if (closed.isBefore(now) && (!recent || this.recent % 4 == 3)) {
			Case.Outcome outcome = List
				.of(Case.Outcome.RESOLVED, Case.Outcome.RESOLVED, Case.Outcome.SATISFIED_AGAIN,
						Case.Outcome.SATISFIED_AGAIN, Case.Outcome.UNREACHABLE, Case.Outcome.NO_ACTION)
				.get(this.random.nextInt(6));
			String cause = (this.random.nextInt(8) > 0) ? CAUSES.get(this.random.nextInt(CAUSES.size())) : null;
			opened.close(outcome, cause, hours, closed);
			add(opened, closed, Kind.CLOSED, Facts.closed(outcome, cause, null), null);
			if (opened.number() % 2 == 0) {
				add(opened, closed, Kind.ASKED_AGAIN, Facts.NONE, null);
			}
		}
		else if (this.recent % 4 == 2) {
			Instant until = now.plus(Duration.ofDays(1 + this.random.nextInt(4)));
			opened.await(until, first);
			add(opened, first, Kind.WAITING, Facts.until(until), null);
		}
	}

	private void add(Case about, Instant at, Kind kind, Facts facts, @Nullable Words words) {
		this.events.save(new CaseEvent(about, at, kind, SAMPLE, facts, words));
	}

}

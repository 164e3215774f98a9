package dev.voce.alert;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.scoring.Formula;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyRows;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.user.UserRemoved;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.webhook.OtherEvents;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** Makes, changes and lists alerts. */
@Service
public class Alerts implements SurveyRows {

	/** Of one survey. */
	private static final int MOST = 100;

	private final AlertRepository alerts;

	private final AlertEventRepository events;

	private final Surveys surveys;

	private final Colleagues colleagues;

	private final ActivityLog activity;

	private final AlertMails mails;

	private final OtherEvents webhooks;

	private final Clock clock;

	Alerts(AlertRepository alerts, AlertEventRepository events, Surveys surveys, Colleagues colleagues,
			ActivityLog activity, AlertMails mails, OtherEvents webhooks, Clock clock) {
		this.alerts = alerts;
		this.events = events;
		this.surveys = surveys;
		this.colleagues = colleagues;
		this.activity = activity;
		this.mails = mails;
		this.webhooks = webhooks;
		this.clock = clock;
	}

	/** The rule that an input asks for, of a survey that is the caller's. */
	AlertRule rule(Caller caller, AlertInput input) {
		SurveyDefinition survey = survey(caller, input);
		return input.rule(survey, this.colleagues, this.webhooks.names(caller.workspace()).keySet(),
				LocalDate.ofInstant(this.clock.instant(), survey.zone()));
	}

	/** The survey that an input names. */
	SurveyDefinition survey(Caller caller, AlertInput input) {
		if (input.survey() == null) {
			throw Problem.invalid(Flaw.at("/survey", "value.required"));
		}
		try {
			return this.surveys.definitionFor(caller, input.survey());
		}
		catch (SurveyNotFound ex) {
			throw Problem.invalid(Flaw.at("/survey", "alert.survey"));
		}
	}

	@Transactional
	Alert create(Caller caller, AlertInput input) {
		SurveyDefinition survey = survey(caller, input);
		this.alerts.lockCount(survey.id().toString());
		if (this.alerts.countBySurveyId(survey.id()) >= MOST) {
			throw Problem.invalid(Flaw.at("", "alert.count", MOST));
		}
		Alert made = this.alerts
			.save(new Alert(caller.workspace(), survey.id(), rule(caller, input), author(caller), now()));
		this.activity.add(caller.workspace(), entry("created alert of", made));
		return made;
	}

	private String author(Caller caller) {
		String name = Objects.requireNonNullElse(ActivityLog.callerName(), caller.name());
		return (caller.user() == null) ? name
				: this.colleagues.find(caller.workspace(), caller.user()).map(Colleagues.Colleague::name).orElse(name);
	}

	@Transactional
	Alert edit(Caller caller, UUID id, AlertInput input, LongPredicate expected) {
		Alert found = lock(caller, id);
		if (!expected.test(found.revision())) {
			throw new Problem(HttpStatus.PRECONDITION_FAILED, "alert.changed");
		}
		if (!found.surveyId().equals(input.survey())) {
			throw Problem.invalid(Flaw.at("/survey", "alert.sameSurvey"));
		}
		boolean raised = found.raisedAt() != null;
		found.edit(rule(caller, input), now());
		this.events.save(new AlertEvent(id, now(), AlertEvent.Kind.CHANGED, author(caller), null));
		if (raised) {
			this.mails.over(found, view(found));
		}
		this.activity.add(caller.workspace(), entry("changed alert of", found));
		return found;
	}

	@Transactional
	Alert clear(Caller caller, UUID id) {
		Alert found = lock(caller, id);
		Finding finding = found.seen().finding();
		if (!found.clear(now())) {
			throw new Problem(HttpStatus.CONFLICT, "alert.quiet");
		}
		this.events.save(new AlertEvent(id, now(), AlertEvent.Kind.CLEARED, author(caller), finding));
		this.mails.over(found, view(found));
		this.activity.add(caller.workspace(), entry("cleared alert of", found));
		return found;
	}

	@Transactional
	void remove(Caller caller, UUID id) {
		Alert found = lock(caller, id);
		this.alerts.delete(found);
		this.activity.add(caller.workspace(), entry("deleted alert of", found));
	}

	private static ActivityLog.Entry entry(String action, Alert alert) {
		return ActivityLog.Entry.ofSurvey(action, alert.surveyId());
	}

	/** Finds an alert, unless its survey was deleted. */
	Alert find(Caller caller, UUID id) {
		return this.alerts.findByIdAndWorkspaceId(id, caller.workspace())
			.filter((found) -> this.surveys.names(caller.workspace()).containsKey(found.surveyId()))
			.orElseThrow(Alerts::missing);
	}

	private Alert lock(Caller caller, UUID id) {
		return this.alerts.lock(id, caller.workspace()).orElseThrow(Alerts::missing);
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "alert.missing");
	}

	List<AlertEvent> history(Caller caller, UUID id) {
		return this.events.findNewest(find(caller, id).id());
	}

	/**
	 * Lists the alerts of a workspace.
	 * @param workspace whose
	 * @return those of surveys that are not deleted, raised ones first, then the newest
	 */
	public List<AlertView> list(UUID workspace) {
		return views(workspace, this.alerts.findByWorkspaceIdOrderById(workspace));
	}

	AlertView view(Alert alert) {
		return views(alert.workspaceId(), List.of(alert)).stream().findFirst().orElseThrow(Alerts::missing);
	}

	private List<AlertView> views(UUID workspace, List<Alert> stored) {
		Map<UUID, String> users = this.colleagues.of(workspace)
			.stream()
			.collect(Collectors.toMap(Colleagues.Colleague::id, Colleagues.Colleague::name));
		Names names = new Names(this.surveys.names(workspace), users, this.webhooks.names(workspace));
		return stored.stream()
			.map((alert) -> view(alert, names))
			.filter(Objects::nonNull)
			.sorted((one, other) -> order(one, other))
			.toList();
	}

	private static int order(AlertView one, AlertView other) {
		int raised = Boolean.compare(other.raisedAt() != null, one.raisedAt() != null);
		return (raised != 0) ? raised : other.createdAt().compareTo(one.createdAt());
	}

	/** What surveys, users and webhooks are called. */
	private record Names(Map<UUID, String> surveys, Map<UUID, String> users, Map<UUID, String> webhooks) {

		/** Those that are still there. */
		static List<AlertView.Named> of(List<UUID> ids, Map<UUID, String> names) {
			return ids.stream()
				.filter(names::containsKey)
				.map((id) -> new AlertView.Named(id, Objects.requireNonNull(names.get(id))))
				.toList();
		}

	}

	private @Nullable AlertView view(Alert alert, Names names) {
		SurveyDefinition survey;
		try {
			survey = this.surveys.definition(alert.surveyId());
		}
		catch (SurveyNotFound deleted) {
			return null;
		}
		AlertRule rule = alert.rule();
		SurveyDefinition.Question question = survey.question(rule.question(), survey.version());
		Formula formula = (question != null) ? question.formula() : null;
		return new AlertView(alert.id(),
				new AlertView.Named(survey.id(), names.surveys().getOrDefault(survey.id(), "")), rule.question(),
				(formula != null) ? formula.metric() : null, (formula != null) ? formula.scale() : null, rule.segment(),
				rule.value(), rule.kind(), rule.since(), rule.baseline(), rule.threshold(), rule.alpha(), rule.after(),
				rule.rate(), rule.within(),
				new AlertView.Recipients(Names.of(rule.users(), names.users()),
						Names.of(rule.webhooks(), names.webhooks())),
				alert.raisedAt(), (alert.raisedAt() == null) ? alert.quietSince() : null, alert.raisings(),
				alert.seen().finding(), alert.author(), alert.createdAt(), alert.revision());
	}

	/** Tells nobody who is no longer a user. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void forget(UserRemoved removed) {
		this.alerts.lockAll(removed.workspace())
			.stream()
			.filter((alert) -> alert.rule().users().contains(removed.user()))
			.forEach((alert) -> alert.forget(removed.user()));
	}

	@Override
	public int removeSome(UUID survey, int limit) {
		return this.alerts.removeOf(survey);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

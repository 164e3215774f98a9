package dev.voce.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.hours.BusinessHours;
import dev.voce.jobs.Jobs;
import dev.voce.scoring.Distribution;
import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStatus;
import dev.voce.web.Problem;
import dev.voce.workspace.Workspaces;

/** Looks at alerts, and raises and ends them. */
@Component
class Looks {

	private static final Logger log = LoggerFactory.getLogger(Looks.class);

	/** After so many pauses, Voce did not run in between. */
	private static final int OUTAGE = 3;

	private final AlertRepository alerts;

	private final AlertEventRepository events;

	private final Alerts service;

	private final AlertMails mails;

	private final CountedDays counted;

	private final Workspaces workspaces;

	private final Duration longest;

	private final Clock clock;

	private final TransactionTemplate transaction;

	private final Jobs jobs;

	Looks(AlertRepository alerts, AlertEventRepository events, Alerts service, AlertMails mails, CountedDays counted,
			Workspaces workspaces, Clock clock, Jobs jobs, AlertProperties properties,
			PlatformTransactionManager transactions) {
		this.alerts = alerts;
		this.events = events;
		this.service = service;
		this.mails = mails;
		this.counted = counted;
		this.workspaces = workspaces;
		this.longest = properties.every().multipliedBy(OUTAGE);
		this.clock = clock;
		this.jobs = jobs;
		this.transaction = new TransactionTemplate(transactions);
		jobs.every("alerts", properties.every(), this::lookAtAll);
	}

	private void lookAtAll() {
		for (Alert alert : this.alerts.findAllByOrderById()) {
			if (this.jobs.stopping()) {
				return;
			}
			look(alert);
		}
	}

	/** Looks at one alert, where its survey and its question are still there. */
	void look(Alert alert) {
		try {
			CountedDays.Read read = this.counted.read(alert.surveyId(), alert.rule(), (survey) -> days(alert, survey));
			if (read != null) {
				apply(alert, read);
			}
		}
		catch (SurveyNotFound deleted) {
			log.debug("The survey of the alert {} is deleted", alert.id());
		}
		catch (Problem refused) {
			log.warn("The alert {} can't be looked at: {}", alert.id(), refused.detail());
		}
		catch (RuntimeException ex) {
			if (DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			// One that fails must not keep the others from being looked at.
			log.error("Looking at the alert {} failed", alert.id(), ex);
		}
	}

	private SortedSet<LocalDate> days(Alert alert, SurveyDefinition survey) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), survey.zone());
		SortedSet<LocalDate> days = new TreeSet<>();
		// Midnight may pass before the counts are looked at.
		for (LocalDate day : List.of(today, today.plusDays(1))) {
			if (alert.rule().kind() == AlertRule.Kind.SILENCE) {
				days.addAll(List.of(firstCounted(alert), day.minusDays(AlertRule.BASELINE_DAYS), day, day.plusDays(1)));
			}
			else {
				days.addAll(Look.days(alert.rule(), survey, day));
			}
		}
		return days;
	}

	/**
	 * Responses are counted from a fixed day on: that their number grows says that one
	 * came.
	 */
	private static LocalDate firstCounted(Alert alert) {
		return LocalDate.ofInstant(alert.createdAt(), ZoneOffset.UTC).minusDays(AlertRule.BASELINE_DAYS + 2);
	}

	private void apply(Alert alert, CountedDays.Read read) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		LocalDate today = LocalDate.ofInstant(now, read.survey().zone());
		Alert.Seen seen = (alert.rule().kind() == AlertRule.Kind.SILENCE) ? silence(alert, read, today, now)
				: new Alert.Seen(Look.at(alert.rule(), read, today), null);
		String period = (seen.quiet() != null) ? seen.quiet().since().toString()
				: alert.rule().period(today).from().toString();
		this.transaction.executeWithoutResult((status) -> this.alerts.lock(alert.id(), alert.workspaceId())
			.filter((locked) -> locked.revision() == alert.revision())
			.ifPresent((locked) -> looked(locked, seen, period, read, now)));
	}

	private void looked(Alert locked, Alert.Seen seen, String period, CountedDays.Read read, Instant now) {
		Alert.Step step = locked.looked(seen, period, now);
		if (step == Alert.Step.NONE) {
			return;
		}
		boolean raised = step == Alert.Step.RAISED;
		this.events.save(new AlertEvent(locked.id(), now, raised ? AlertEvent.Kind.RAISED : AlertEvent.Kind.ENDED, null,
				seen.finding()));
		if (raised) {
			this.mails.raised(locked, this.service.view(locked), Objects.requireNonNull(seen.finding()), read);
		}
		else {
			this.mails.over(locked, this.service.view(locked));
		}
	}

	private Alert.Seen silence(Alert alert, CountedDays.Read read, LocalDate today, Instant now) {
		SurveyDefinition survey = read.survey();
		BusinessHours hours = this.workspaces.hours(survey.workspace());
		Distribution all = read.between(firstCounted(alert), today.plusDays(1));
		@Nullable Double usual = Preview.usual(alert.rule(), read, hours, today);
		if (all == null || usual == null) {
			return alert.seen();
		}
		Quiet quiet = Quiet.next(alert.seen().quiet(), all.total(), survey.status() == SurveyStatus.LIVE, hours,
				this.longest, now);
		boolean raises = Preview.isSilent(alert.rule(), Duration.ofSeconds(quiet.seconds()), usual);
		return new Alert.Seen(new Finding(raises, LocalDate.ofInstant(quiet.since(), survey.zone()), today.plusDays(1),
				null, null, null, null, new Finding.Silence(quiet.since(), quiet.seconds(), usual)), quiet);
	}

}

package dev.voce.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.asking.AskingSettings;
import dev.voce.asking.InvitationSettings;
import dev.voce.delivery.Outbox;
import dev.voce.jobs.Jobs;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;

/**
 * Hands the mails of invitations that are due to the outbox, a few ahead of what is sent:
 * what is answered, paused or stopped meanwhile stays here. Also ends invitations whose
 * time is over.
 */
@Component
class Sender {

	static final String JOB = "invitations";

	/** How many mails wait in the outbox at most. */
	private static final int AHEAD = 20;

	/** How many are handed over in one run. */
	private static final int STEP = 500;

	/** After how many refusals of the sender in a row sending pauses. */
	static final int REFUSALS = 5;

	/** How often a mail is tried then. */
	private static final Duration TRIED = Duration.ofMinutes(10);

	/** In each tenth of an hour goes a tenth of what may go in an hour. */
	private static final Duration TENTH = Duration.ofMinutes(6);

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final Invitations invitations;

	private final Letters letters;

	private final SkipRules rules;

	private final AskingSettings settings;

	private final Surveys surveys;

	private final Outbox outbox;

	private final Sendings sendings;

	private final CountedStages stages;

	private final Jobs jobs;

	private final InvitationProperties properties;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Sender(InvitationRepository repository, InvitationMailRepository mails, Invitations invitations, Letters letters,
			SkipRules rules, AskingSettings settings, Surveys surveys, Outbox outbox, Sendings sendings,
			CountedStages stages, Jobs jobs, InvitationProperties properties, Clock clock,
			PlatformTransactionManager transactions) {
		this.repository = repository;
		this.mails = mails;
		this.invitations = invitations;
		this.letters = letters;
		this.rules = rules;
		this.settings = settings;
		this.surveys = surveys;
		this.outbox = outbox;
		this.sendings = sendings;
		this.stages = stages;
		this.jobs = jobs;
		this.properties = properties;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		jobs.every(JOB, properties.every(), this::run);
	}

	private void run() {
		this.stages.report();
		expire();
		this.sendings.abandonLost();
		Quotas quotas = new Quotas();
		int handed = 0;
		boolean more = true;
		while (more && handed < STEP && !this.jobs.stopping() && this.outbox.waiting() < AHEAD) {
			more = Objects.requireNonNullElse(this.transaction.execute((status) -> next(quotas)), false);
			handed++;
		}
		this.stages.report();
	}

	private void expire() {
		this.transaction.executeWithoutResult(
				(status) -> this.invitations.end(this.repository.findExpired(now(), STEP), Invitation.Status.EXPIRED));
	}

	/** What surveys may still send, as far as this run has looked. */
	private final class Quotas {

		private final Map<UUID, Integer> left = new HashMap<>();

		private final Map<UUID, Integer> leftOfWorkspace = new HashMap<>();

		private final Set<UUID> without = new HashSet<>();

		/** Takes one mail of a survey, if it may send one. */
		boolean take(SurveyDefinition survey) {
			int ofSurvey = this.left.computeIfAbsent(survey.id(), (id) -> ofSurvey(id, now()));
			int ofWorkspace = this.leftOfWorkspace.computeIfAbsent(survey.workspace(), (id) -> ofWorkspace(id, now()));
			if (ofSurvey < 1 || ofWorkspace < 1) {
				this.without.add(survey.id());
				return false;
			}
			this.left.put(survey.id(), ofSurvey - 1);
			this.leftOfWorkspace.put(survey.workspace(), ofWorkspace - 1);
			return true;
		}

		private int ofWorkspace(UUID workspace, Instant now) {
			int left = leftOfDay(workspace, now);
			boolean tried = Sender.this.repository.countMailsOf(workspace, now.minus(TRIED)) > 0;
			return isRefused(Sender.this.mails.findRefusals(workspace, REFUSALS)) ? Math.min(left, tried ? 0 : 1)
					: left;
		}

		private int ofSurvey(UUID survey, Instant now) {
			Integer perHour = Sender.this.settings.of(survey).perHour();
			if (perHour == null) {
				return Integer.MAX_VALUE;
			}
			int inHour = perHour - Sender.this.repository.countMails(survey, now.minus(Duration.ofHours(1)));
			int inTenth = (perHour + 9) / 10 - Sender.this.repository.countMails(survey, now.minus(TENTH));
			return Math.min(inHour, inTenth);
		}

	}

	/** What keeps mails from going out now. */
	enum Hold {

		/** The list is still being read. */
		READING,

		/** A setting is missing. */
		SETTINGS,

		/** The mail server refuses the sender; one mail is tried every ten minutes. */
		REFUSED,

		/** As many went out within 24 hours as may. */
		DAILY_LIMIT

	}

	/** What keeps mails of a workspace from going out now; {@code null} if nothing. */
	@Nullable Hold hold(UUID workspace) {
		if (this.letters.missing(workspace) != null) {
			return Hold.SETTINGS;
		}
		if (isRefused(this.mails.findRefusals(workspace, REFUSALS))) {
			return Hold.REFUSED;
		}
		return (leftOfDay(workspace, now()) < 1) ? Hold.DAILY_LIMIT : null;
	}

	private int leftOfDay(UUID workspace, Instant now) {
		return this.properties.perDay() - this.repository.countMailsOf(workspace, now.minus(Duration.ofDays(1)));
	}

	/**
	 * Handles the first invitation that is due.
	 * @return whether there was one
	 */
	private boolean next(Quotas quotas) {
		Instant now = now();
		Optional<Invitation> due = this.repository.findDue(now, quotas.without.toArray(UUID[]::new));
		due.ifPresent((invitation) -> handle(invitation, now, quotas));
		return due.isPresent();
	}

	private void handle(Invitation invitation, Instant now, Quotas quotas) {
		SurveyDefinition survey;
		try {
			survey = this.surveys.definition(invitation.surveyId());
		}
		catch (SurveyNotFound ex) {
			this.invitations.end(List.of(invitation), Invitation.Status.CANCELLED);
			return;
		}
		InvitationSettings asking = this.settings.of(survey.id());
		if (isKept(invitation, survey, now)) {
			return;
		}
		if (asking.window() != null) {
			Instant open = asking.window().next(now, invitation.zone(survey.zone()));
			if (open.isAfter(now)) {
				invitation.postpone(open);
				return;
			}
		}
		if (this.letters.missing(survey.workspace()) != null) {
			quotas.without.add(survey.id());
			return;
		}
		if (quotas.take(survey)) {
			hand(invitation, survey, asking, now);
		}
	}

	/** Ends what a rule stands against: what was not sent is skipped. */
	private boolean isKept(Invitation invitation, SurveyDefinition survey, Instant now) {
		SkipRules.Asked asked = SkipRules.Asked.of(invitation, survey);
		if (invitation.mailCount() > 0) {
			SkipRules.Skip skip = this.rules.beforeEachMail(asked, survey);
			if (skip != null) {
				invitation.skipReminder(skip);
			}
			return skip != null;
		}
		SkipRules.Skip first = this.rules.beforeFirstMail(asked, survey, now);
		if (first != null) {
			invitation.skip(first, now);
		}
		return first != null;
	}

	private void hand(Invitation invitation, SurveyDefinition survey, InvitationSettings asking, Instant now) {
		String token = Letters.token();
		UUID mail = this.outbox.add(survey.workspace(), invitation.id(),
				this.letters.write(invitation, survey, asking, token), invitation.expiresAt());
		this.mails.save(new InvitationMailRow(mail, invitation, Letters.hash(token), now));
		invitation.mailed(now);
	}

	/**
	 * Whether the newest mails were all refused for what the server thinks of the sender.
	 */
	static boolean isRefused(List<Boolean> refusals) {
		return refusals.size() >= REFUSALS && !refusals.subList(0, REFUSALS).contains(false);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

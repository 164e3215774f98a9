package dev.voce.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.delivery.MailDelayed;
import dev.voce.delivery.MailFailed;
import dev.voce.delivery.MailSent;
import dev.voce.delivery.Outbox;
import dev.voce.jobs.Jobs;
import dev.voce.person.Suppressions;
import dev.voce.response.ResponsesChanged;

/** Follows what becomes of the mails, and who has answered. */
@Component
class MailResults {

	/** What a server says of an address that does not exist, and never will. */
	private static final Set<String> NO_SUCH_ADDRESS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

	private static final Pattern ENHANCED = Pattern.compile("\\b5\\.\\d{1,3}\\.\\d{1,3}\\b");

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	private final Invitations invitations;

	private final AskingSettings settings;

	private final Suppressions suppressions;

	private final Outbox outbox;

	private final Jobs jobs;

	private final Clock clock;

	MailResults(InvitationRepository repository, InvitationMailRepository mails, Invitations invitations,
			AskingSettings settings, Suppressions suppressions, Outbox outbox, Jobs jobs, Clock clock) {
		this.repository = repository;
		this.mails = mails;
		this.invitations = invitations;
		this.settings = settings;
		this.suppressions = suppressions;
		this.outbox = outbox;
		this.jobs = jobs;
		this.clock = clock;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void sent(MailSent sent) {
		this.mails.findById(sent.id()).ifPresent((mail) -> {
			Instant now = now();
			mail.sent(sent.reply(), now);
			this.repository.lock(mail.invitationId()).ifPresent((invitation) -> {
				Duration pause = this.settings.of(invitation.surveyId()).reminder(mail.reminder());
				invitation.sent(now, (pause != null) ? now.plus(pause) : null);
				this.jobs.runSoon(Sender.JOB);
			});
		});
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void delayed(MailDelayed delayed) {
		this.mails.findById(delayed.id()).ifPresent((mail) -> mail.delayed(delayed.reason(), delayed.unclear()));
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void failed(MailFailed failed) {
		this.mails.findById(failed.id()).ifPresent((mail) -> {
			mail.failed(failed.reason(), now());
			this.repository.lock(mail.invitationId()).ifPresent((invitation) -> {
				this.invitations.end(List.of(invitation), Invitation.Status.BOUNCED);
				if (isNoAddress(failed.reason())) {
					this.suppressions.add(invitation.workspaceId(), invitation.address(), Suppressions.Kind.BOUNCED,
							failed.reason());
				}
				this.jobs.runSoon(Sender.JOB);
			});
		});
	}

	private static boolean isNoAddress(String reason) {
		Matcher code = ENHANCED.matcher(reason);
		return code.find() && NO_SUCH_ADDRESS.contains(code.group());
	}

	/**
	 * An answer ends the invitation, and takes a reminder out of the outbox that waits.
	 */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void answered(ResponsesChanged changed) {
		Set<UUID> ids = changed.changes()
			.stream()
			.filter((change) -> change.before() == null && change.after() != null
					&& isInvited(change.after().channel()))
			.map((change) -> change.after().id())
			.collect(Collectors.toSet());
		if (!ids.isEmpty()) {
			List<Invitation> found = this.repository.lock(ids);
			found.forEach((invitation) -> invitation.answered(now()));
			this.outbox.cancel(found.stream().map(Invitation::id).toList());
		}
	}

	private static boolean isInvited(@Nullable String channel) {
		return CountedStages.CHANNEL.equals(channel);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

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

import dev.voce.asking.AskingSettings;
import dev.voce.delivery.Mail;
import dev.voce.delivery.MailAddress;
import dev.voce.delivery.MailDelayed;
import dev.voce.delivery.MailFailed;
import dev.voce.delivery.MailSent;
import dev.voce.delivery.Outbox;
import dev.voce.jobs.Jobs;
import dev.voce.person.Address;
import dev.voce.person.Suppressions;
import dev.voce.response.ResponsesChanged;
import dev.voce.user.Colleagues;
import dev.voce.web.Message;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

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

	private final SendingRepository sendings;

	private final Workspaces workspaces;

	private final Colleagues colleagues;

	private final Outbox outbox;

	private final Jobs jobs;

	private final Clock clock;

	MailResults(InvitationRepository repository, InvitationMailRepository mails, Invitations invitations,
			AskingSettings settings, Suppressions suppressions, SendingRepository sendings, Workspaces workspaces,
			Colleagues colleagues, Outbox outbox, Jobs jobs, Clock clock) {
		this.repository = repository;
		this.mails = mails;
		this.invitations = invitations;
		this.settings = settings;
		this.suppressions = suppressions;
		this.sendings = sendings;
		this.workspaces = workspaces;
		this.colleagues = colleagues;
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
				if (!failed.to().equals(invitation.email())) {
					invitation.takeBack(now()); // the person has another address by now
				}
				else {
					this.invitations.end(List.of(invitation),
							invitation.isOver(now()) ? Invitation.Status.EXPIRED : Invitation.Status.BOUNCED);
				}
				Address refused = Address.of(failed.to());
				if (isNoAddress(failed.reason()) && refused != null) {
					this.suppressions.add(invitation.workspaceId(), refused, Suppressions.Kind.BOUNCED,
							failed.reason());
				}
				if (isOfSender(failed.reason())) {
					pauseAfterRefusals(invitation.workspaceId());
				}
				this.jobs.runSoon(Sender.JOB);
			});
		});
	}

	private static boolean isOfSender(String reason) {
		Matcher code = ENHANCED.matcher(reason);
		return code.find() && code.group().startsWith("5.7.");
	}

	/**
	 * A server that refuses the sender several times in a row refuses everybody's mail:
	 * lists pause until somebody continues, and what waits in the outbox stays here.
	 */
	private void pauseAfterRefusals(UUID workspace) {
		List<Boolean> refusals = this.mails.findRefusals(workspace, Sender.REFUSALS + 1);
		if (!Sender.isRefused(refusals)) {
			return;
		}
		Instant now = now();
		this.sendings.lockRunning(workspace)
			.forEach((sending) -> sending.change(Sending.Status.PAUSED, ActivityLog.actor(), now));
		this.invitations.takeBack(this.repository.lockWaiting(workspace));
		if (refusals.size() == Sender.REFUSALS || !refusals.get(Sender.REFUSALS)) {
			mailAdministrators(workspace);
		}
	}

	private void mailAdministrators(UUID workspace) {
		MailSettings sender = this.workspaces.mail(workspace);
		for (Colleagues.Colleague to : this.colleagues.administrators(workspace)) {
			if (sender.from() != null && MailAddress.is(to.email())) {
				this.outbox.add(workspace, workspace,
						Mail.of(sender.fromName(), sender.from(), to.email(),
								new Message("invitation.refused.subject").text(to.language()),
								new Message("invitation.refused.text", Sender.REFUSALS).text(to.language())));
			}
		}
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

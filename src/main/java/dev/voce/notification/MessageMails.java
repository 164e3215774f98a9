package dev.voce.notification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.storage.DatabaseFault;
import dev.voce.user.Colleagues;

/** Writes the mails that are due: one for each thing, or one for many. */
@Component
class MessageMails {

	static final String JOB = "messages";

	private static final Logger log = LoggerFactory.getLogger(MessageMails.class);

	/** How many things are in one mail at most. */
	private static final int MOST = 200;

	/** So many at once are one mail, whatever was chosen. */
	private static final int MANY = 6;

	private final PendingMessageRepository pending;

	private final Colleagues colleagues;

	private final CaseMails cases;

	private final BundleMails bundles;

	private final Jobs jobs;

	private final Clock clock;

	private final Duration longestWait;

	private final TransactionTemplate transaction;

	MessageMails(PendingMessageRepository pending, Colleagues colleagues, CaseMails cases, BundleMails bundles,
			Jobs jobs, Clock clock, NotificationProperties properties, PlatformTransactionManager transactions) {
		this.pending = pending;
		this.colleagues = colleagues;
		this.cases = cases;
		this.bundles = bundles;
		this.jobs = jobs;
		this.clock = clock;
		this.longestWait = properties.longestWait();
		this.transaction = new TransactionTemplate(transactions);
		jobs.every(JOB, properties.every(), this::run);
	}

	private void run() {
		Instant now = this.clock.instant();
		Instant latest = now.plus(this.longestWait);
		for (UUID user : this.pending.findUsers(now, latest)) {
			if (this.jobs.stopping()) {
				return;
			}
			try {
				this.transaction.executeWithoutResult((status) -> write(this.pending.findDue(user, now, latest, MOST)));
			}
			catch (RuntimeException ex) {
				if (DatabaseFault.of(ex).passes()) {
					throw ex;
				}
				log.error("The user {} could not be notified", user, ex);
			}
		}
	}

	private void write(List<PendingMessage> due) {
		if (due.isEmpty()) {
			return;
		}
		UUID workspace = due.get(0).workspaceId();
		this.colleagues.find(workspace, due.get(0).userId()).ifPresent((colleague) -> {
			List<PendingMessage> single = due.stream().filter((each) -> !each.bundled()).toList();
			if (due.size() == 1 || (single.size() == due.size() && due.size() < MANY)) {
				due.forEach((each) -> one(colleague, each));
			}
			else {
				this.bundles.send(workspace, colleague, due);
			}
		});
		this.pending.remove(due.stream().map(PendingMessage::id).toArray(UUID[]::new));
	}

	private void one(Colleagues.Colleague colleague, PendingMessage message) {
		if (message.kind() == PendingMessage.Kind.RESPONSE) {
			this.bundles.send(message.workspaceId(), colleague, List.of(message));
		}
		else {
			this.cases.send(colleague, message);
		}
	}

}

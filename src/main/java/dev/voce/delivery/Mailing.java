package dev.voce.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;

/**
 * Sends what is in the outbox, one mail after the other, and removes what is old. A mail
 * whose node fails while it is sent is sent again.
 */
@Component
class Mailing {

	static final String JOB = "mail";

	private static final Logger log = LoggerFactory.getLogger(Mailing.class);

	/** How long ago sent and failed mails ended that are still kept. */
	private static final Duration KEPT = Duration.ofDays(30);

	private static final int STEP = 500;

	/** Longer than the limits of a connection let an attempt last. */
	private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

	/** The pauses between attempts, some four days in all. */
	private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1),
			Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5),
			Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

	private final OutboxRepository repository;

	private final MailServer server;

	private final ApplicationEventPublisher events;

	private final Jobs jobs;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Mailing(OutboxRepository repository, MailServer server, ApplicationEventPublisher events, Jobs jobs,
			DeliveryProperties properties, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.server = server;
		this.events = events;
		this.jobs = jobs;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		jobs.every(JOB, properties.every(), this::sendAll);
		jobs.every("mail-removal", Duration.ofHours(1), this::removeOld);
	}

	/** A mail, and the number of the attempt to send it. */
	private record Attempt(Outgoing outgoing, int number) {
	}

	private void sendAll() {
		if (!this.server.isSet()) {
			return;
		}
		Optional<Attempt> next = begin();
		while (next.isPresent()) {
			send(next.get());
			next = this.jobs.stopping() ? Optional.empty() : begin();
		}
	}

	private Optional<Attempt> begin() {
		Instant now = now();
		Optional<Attempt> begun = this.transaction.execute((status) -> this.repository.findDue(now).map((outgoing) -> {
			outgoing.attempt(now.plus(LONGEST_ATTEMPT));
			return new Attempt(outgoing, outgoing.attempts());
		}));
		return (begun != null) ? begun : Optional.empty();
	}

	private void send(Attempt attempt) {
		MailServer.@Nullable NotSent failure = null;
		try {
			this.server.send(attempt.outgoing().id(), attempt.outgoing().mail());
		}
		catch (MailServer.NotSent ex) {
			failure = ex;
		}
		MailServer.NotSent outcome = failure;
		this.transaction.executeWithoutResult(
				(status) -> this.repository.findByIdAndAttempts(attempt.outgoing().id(), attempt.number())
					.filter((stored) -> stored.status() == Outbox.Status.WAITING)
					.ifPresent((stored) -> record(stored, outcome)));
	}

	private void record(Outgoing stored, MailServer.@Nullable NotSent failure) {
		if (failure == null) {
			stored.sent(now());
		}
		else if (failure.isForGood() || stored.attempts() > PAUSES.size()) {
			// Without the server's words, which may hold the address.
			log.warn("The mail {} was refused for good", stored.id());
			stored.failed(failure.reason(), now());
			this.events.publishEvent(new MailFailed(stored.id(), stored.workspaceId(), stored.topic(),
					stored.mail().to(), failure.reason()));
		}
		else {
			Duration pause = PAUSES.get(stored.attempts() - 1);
			log.warn("The mail {} was not sent and is tried again in {}", stored.id(), pause);
			stored.retry(failure.reason(), now().plus(pause));
		}
	}

	private void removeOld() {
		int removed;
		do {
			removed = this.repository.removeSome(now().minus(KEPT), STEP);
		}
		while (removed == STEP && !this.jobs.stopping());
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

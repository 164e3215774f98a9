package dev.voce.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;

/**
 * Sends what is in the outbox, one mail after the other, and removes what is old. A mail
 * whose node fails while it is sent, or whose connection breaks after all of it was
 * handed over, may have arrived: it is sent once more, under the same {@code Message-ID}.
 * While the server is unavailable only one mail at a time is tried.
 */
@Component
class Mailing {

	static final String JOB = "mail";

	private static final Logger log = LoggerFactory.getLogger(Mailing.class);

	/** How long ago sent and failed mails ended that are still kept. */
	private static final Duration KEPT = Duration.ofDays(30);

	private static final int STEP = 500;

	/** How often a mail is sent again that the server may have taken. */
	private static final int MOST_UNCLEAR = 1;

	private static final String LOST = "Voce stopped while the mail was sent: it may have arrived";

	private static final String OVER = "its time was over before the mail server took it";

	private static final String UNKNOWN = "twice the connection broke after the whole mail was sent: it may have arrived";

	/** Longer than the limits of a connection let an attempt last. */
	private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(5);

	/**
	 * The pauses between attempts, some four days in all; the last repeats where a mail
	 * has more time. While the server takes no mail at all, none is longer than
	 * {@link #LONGEST_OUTAGE_PAUSE}.
	 */
	private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1),
			Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5),
			Duration.ofHours(10), Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

	/** So soon what waits goes out after an outage, however long that was. */
	private static final Duration LONGEST_OUTAGE_PAUSE = Duration.ofHours(1);

	/** For so long at least a mail is tried that has no time of its own. */
	private static final Duration LEAST = Duration.ofDays(3);

	/** Longer than the longest of them. */
	private static final Duration LATEST = Duration.ofHours(25);

	private final OutboxRepository repository;

	private final MailServer server;

	private final ApplicationEventPublisher events;

	private final Jobs jobs;

	private final MeterRegistry meters;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Mailing(OutboxRepository repository, MailServer server, ApplicationEventPublisher events, Jobs jobs,
			DeliveryProperties properties, MeterRegistry meters, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.server = server;
		this.events = events;
		this.jobs = jobs;
		this.meters = meters;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		Backlog.publish(meters, "voce.mail", "mails that wait", clock, repository::backlog);
		jobs.every(JOB, properties.every(), this::sendAll);
		jobs.every("mail-clock", Duration.ofMinutes(1), this::hasten);
		jobs.every("mail-removal", Duration.ofHours(1), this::removeOld);
	}

	/** A mail, and the number of the attempt to send it. */
	private record Attempt(Outgoing outgoing, int number) {
	}

	private void sendAll() {
		if (!this.server.isSet()) {
			return;
		}
		boolean available = true;
		while (available && !this.jobs.stopping()) {
			Optional<Attempt> next = begin();
			if (next.isEmpty()) {
				return;
			}
			available = send(next.get());
		}
	}

	private Optional<Attempt> begin() {
		Instant now = now();
		Optional<Attempt> begun = this.transaction.execute((status) -> this.repository.findDue(now).map((outgoing) -> {
			if (outgoing.attempt(now.plus(LONGEST_ATTEMPT))) {
				this.events
					.publishEvent(new MailDelayed(outgoing.id(), outgoing.workspaceId(), outgoing.topic(), LOST, true));
			}
			return new Attempt(outgoing, outgoing.attempts());
		}));
		return (begun != null) ? begun : Optional.empty();
	}

	/**
	 * Makes an attempt.
	 * @return whether the next mail may follow at once
	 */
	private boolean send(Attempt attempt) {
		if (attempt.outgoing().unclear() > MOST_UNCLEAR) {
			record(attempt, (stored) -> fail(stored, UNKNOWN));
			return true;
		}
		if (attempt.outgoing().isOver(now())) {
			record(attempt, (stored) -> fail(stored, OVER));
			return true;
		}
		try {
			String reply = this.server.send(attempt.outgoing().id(), attempt.outgoing().mail());
			count("sent");
			record(attempt, (stored) -> {
				stored.sent(now());
				this.events.publishEvent(new MailSent(stored.id(), stored.workspaceId(), stored.topic(), reply));
			});
			return true;
		}
		catch (MailServer.NotSent ex) {
			count(ex.kind().name().toLowerCase(Locale.ROOT));
			record(attempt, (stored) -> notSent(stored, ex));
			return ex.kind() != MailServer.Kind.UNAVAILABLE;
		}
	}

	private void count(String result) {
		this.meters.counter("voce.mail.attempts", "result", result).increment();
	}

	private void record(Attempt attempt, Consumer<Outgoing> result) {
		this.transaction.executeWithoutResult(
				(status) -> this.repository.findByIdAndAttempts(attempt.outgoing().id(), attempt.number())
					.filter((stored) -> stored.status() == Outbox.Status.WAITING)
					.ifPresent(result));
	}

	private void notSent(Outgoing stored, MailServer.NotSent failure) {
		boolean unclear = failure.kind() == MailServer.Kind.UNCLEAR;
		if (unclear) {
			stored.doubt();
		}
		if (failure.kind() == MailServer.Kind.REFUSED || stored.unclear() > MOST_UNCLEAR
				|| stored.isSpent(PAUSES.size() + 1, LEAST, now())) {
			fail(stored, (unclear) ? UNKNOWN : failure.reason());
			return;
		}
		Duration pause = pause(stored.attempts(), failure.kind() == MailServer.Kind.UNAVAILABLE);
		log.warn("The mail {} was not sent and is tried again in {}", stored.id(), pause);
		stored.retry(failure.reason(), now().plus(pause));
		this.events.publishEvent(
				new MailDelayed(stored.id(), stored.workspaceId(), stored.topic(), failure.reason(), unclear));
	}

	private static Duration pause(int attempts, boolean outage) {
		Duration pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
		return (outage && pause.compareTo(LONGEST_OUTAGE_PAUSE) > 0) ? LONGEST_OUTAGE_PAUSE : pause;
	}

	private void fail(Outgoing stored, String reason) {
		// Without the server's words, which may hold the address.
		log.warn("The mail {} was refused for good", stored.id());
		stored.failed(reason, now());
		this.events.publishEvent(
				new MailFailed(stored.id(), stored.workspaceId(), stored.topic(), stored.mail().to(), reason));
	}

	private void hasten() {
		this.repository.hasten(now(), now().plus(LATEST));
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

package dev.voce.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.voce.delivery.Pace;
import dev.voce.jobs.Jobs;
import dev.voce.storage.DatabaseFault;

/**
 * Sends what waits for webhooks. A webhook is held by one node at a time, and has one
 * thread at most: its events are sent in order, and a receiver that is slow delays only
 * its own. What a node held that fails is free after 40 s.
 */
@Component
class WebhookSender implements DisposableBean {

	static final String JOB = "webhooks";

	private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);

	/** More than the webhooks of a workspace, all of which may hang. */
	private static final int THREADS = 64;

	private static final Duration IDLE = Duration.ofMinutes(1);

	private static final int MOST_WEBHOOKS = 1_000;

	/** How many events are read at a time for one webhook, and recorded by one commit. */
	private static final int BATCH = 50;

	/** How long a webhook is held: a turn, and a message that is refused late, twice. */
	private static final Duration HOLD = Duration.ofSeconds(40);

	/** After it, what is in memory may have been erased, and is read again. */
	private static final Duration TURN = Duration.ofSeconds(1);

	/** How often a commit brings the job forward, at most. */
	private static final Duration WAKING = Duration.ofMillis(200);

	private static final Duration STOPPING = Duration.ofSeconds(3);

	private final WebhookRepository webhooks;

	private final DeliveryRepository deliveries;

	private final PendingEvents pending;

	private final Attempts attempts;

	private final Pace pace;

	private final Jobs jobs;

	private final Clock clock;

	private final UUID node = UUID.randomUUID();

	/** The webhooks that are at work here, and whether more was written for them. */
	private final Map<UUID, Boolean> working = new ConcurrentHashMap<>();

	private volatile long woken = System.nanoTime() - WAKING.toNanos();

	private final ExecutorService threads;

	WebhookSender(WebhookRepository webhooks, DeliveryRepository deliveries, PendingEvents pending, Attempts attempts,
			Pace pace, Jobs jobs, WebhookProperties properties, Clock clock) {
		this.webhooks = webhooks;
		this.deliveries = deliveries;
		this.pending = pending;
		this.attempts = attempts;
		this.pace = pace;
		this.jobs = jobs;
		this.clock = clock;
		AtomicInteger number = new AtomicInteger();
		ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, IDLE.toSeconds(), TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, "webhooks-" + number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		threads.allowCoreThreadTimeOut(true);
		this.threads = threads;
		jobs.every(JOB, properties.every(), this::sendDue);
	}

	/**
	 * Has events sent that the current transaction writes, after its commit.
	 * @param written for which webhooks
	 */
	void wake(Collection<UUID> written) {
		Set<UUID> each = Set.copyOf(written);
		if (!each.isEmpty()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					committed(each);
				}

			});
		}
	}

	private void committed(Set<UUID> written) {
		boolean elsewhere = false;
		for (UUID id : written) {
			elsewhere |= this.working.computeIfPresent(id, (key, more) -> true) == null;
		}
		long now = System.nanoTime();
		// What comes sooner waits for the job's own time: a receiver that is left alone
		// would cost the intake a statement for each batch.
		if (elsewhere && now - this.woken >= WAKING.toNanos()) {
			this.woken = now;
			this.jobs.runSoon(JOB);
		}
	}

	private void sendDue() {
		for (UUID id : this.webhooks.findDue(now(), this.node, MOST_WEBHOOKS)) {
			if (this.working.putIfAbsent(id, false) == null) {
				this.threads.execute(() -> turn(id));
			}
		}
		if (!this.pace.isRush()) {
			this.webhooks.findPending(now(), MOST_WEBHOOKS).forEach(this.pending::deliver);
		}
	}

	private void turn(UUID id) {
		boolean more = false;
		try {
			more = sendSome(id);
		}
		catch (RuntimeException ex) {
			if (DatabaseFault.of(ex).passes()) {
				log.debug("Webhooks wait for the database, whose outage is logged once for all", ex);
			}
			else {
				log.error("The events of a webhook could not be sent; they are tried again", ex);
			}
		}
		boolean goOn = more && !this.jobs.stopping();
		Boolean left = this.working.compute(id,
				(key, written) -> (goOn || Boolean.TRUE.equals(written)) ? false : null);
		if (left != null && !this.jobs.stopping()) {
			this.threads.execute(() -> turn(id));
		}
	}

	/** Returns whether there may be more to send at once. */
	private boolean sendSome(UUID id) {
		Instant start = now();
		if (this.webhooks.hold(id, this.node, start, start.plus(HOLD)) == 0) {
			return false;
		}
		boolean goOn = this.webhooks.findById(id).filter((webhook) -> sendSome(webhook, start)).isPresent();
		if (!goOn) {
			this.webhooks.release(id, this.node);
		}
		return goOn;
	}

	private boolean sendSome(Webhook webhook, Instant start) {
		BooleanSupplier over = () -> this.jobs.stopping() || !now().isBefore(start.plus(TURN));
		DeliveryBatch batch = new DeliveryBatch(this.attempts, webhook);
		boolean goOn = true;
		while (goOn && !over.getAsBoolean()) {
			goOn = this.pace.work(() -> {
				List<Delivery> due = this.deliveries.findDue(webhook.id(), now(), BATCH);
				boolean more = due.size() < BATCH && this.pending.deliver(webhook.id());
				return more || (!due.isEmpty() && batch.send(due, over));
			});
		}
		return goOn;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	@Override
	public void destroy() throws InterruptedException {
		this.threads.shutdownNow();
		if (!this.threads.awaitTermination(STOPPING.toMillis(), TimeUnit.MILLISECONDS)) {
			log.warn("An attempt to send to a webhook is under way and is made again after the start");
		}
	}

}

package dev.voce.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.micrometer.core.instrument.MeterRegistry;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.delivery.OutboundClient.Reply;
import dev.voce.delivery.OutboundClient;
import dev.voce.delivery.OutboundGuard;
import dev.voce.event.EventBodies;
import dev.voce.event.Format;

/** Makes attempts to deliver, and records what came of them. */
@Component
class Attempts {

	/** How long nothing but failures is accepted, in many attempts: a clock may jump. */
	private static final Duration PATIENCE = Duration.ofDays(5);

	/** Slack takes one message a second. */
	private static final Duration BETWEEN_MESSAGES = Duration.ofSeconds(1);

	/** So many events refused in a row are the fault of the receiver. */
	private static final int MANY = 10;

	private static final int BAD_REQUEST = 400;

	private static final int GONE = 410;

	private static final int TOO_MANY = 429;

	/** What Slack replies with where a webhook was removed or its channel archived. */
	private static final Set<Integer> GONE_FROM_SLACK = Set.of(403, 404, GONE);

	private final WebhookRepository webhooks;

	private final DeliveryRepository deliveries;

	private final EventBodies bodies;

	private final OutboundClient client;

	private final Disabling disabling;

	private final MeterRegistry meters;

	private final JsonMapper json;

	private final Clock clock;

	private final TransactionTemplate transaction;

	Attempts(WebhookRepository webhooks, DeliveryRepository deliveries, EventBodies bodies, OutboundClient client,
			Disabling disabling, MeterRegistry meters, JsonMapper json, Clock clock,
			PlatformTransactionManager transactions) {
		this.webhooks = webhooks;
		this.deliveries = deliveries;
		this.bodies = bodies;
		this.client = client;
		this.disabling = disabling;
		this.meters = meters;
		this.json = json;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * An attempt that was made.
	 *
	 * @param reply what came of it
	 * @param attempt what is kept of it, as JSON
	 * @param endedAt when it ended
	 */
	record Made(Reply reply, String attempt, Instant endedAt) {

		DeliveryTable.Taken taken(Webhook webhook, Delivery delivery) {
			return new DeliveryTable.Taken(webhook.id(), delivery.id(), delivery.attempts(), this.attempt,
					this.endedAt);
		}

	}

	/** Whether a webhook wants a delivery, now that it is sent. */
	boolean isWanted(Webhook webhook, Delivery delivery) {
		return this.bodies.isWanted(delivery.event(webhook), webhook.settings().classes());
	}

	/** Makes an attempt to send deliveries in one message. */
	Made make(Webhook webhook, List<Delivery> group) {
		Instant at = now();
		Reply reply = post(webhook, group, at);
		this.meters.counter("voce.webhook.attempts", "result", result(reply)).increment();
		Delivery.Attempt attempt = new Delivery.Attempt(at, (reply.status() > 0) ? reply.status() : null,
				reply.reason(), reply.took().toMillis());
		return new Made(reply, this.json.writeValueAsString(attempt), now());
	}

	/**
	 * Records what a receiver took, and removes what turned out not to be wanted.
	 * @param recovered whether the attempt before those failed
	 */
	void record(Webhook webhook, List<DeliveryTable.Taken> taken, List<UUID> unwanted, boolean recovered) {
		Integer recorded = this.transaction.execute((status) -> {
			if (!unwanted.isEmpty()) {
				this.deliveries.leaveOut(webhook.id(), unwanted.toArray(UUID[]::new));
			}
			if (recovered) {
				this.webhooks.succeeded(webhook.id());
			}
			return this.deliveries.delivered(taken);
		});
		if (recorded == null || recorded < taken.size()) {
			// The others were held by transactions that erase, or erased meanwhile.
			taken.forEach((one) -> this.deliveries.delivered(one.webhook(), one.id(), one.attempts(), one.attempt(),
					one.at()));
		}
	}

	/** Leaves a receiver alone that takes one message a second. */
	void pause(Webhook webhook) {
		this.webhooks.pause(webhook.id(), now().plus(BETWEEN_MESSAGES));
	}

	private Reply post(Webhook webhook, List<Delivery> group, Instant at) {
		String id = group.get(0).messageId();
		byte[] body = this.bodies.of(group.stream().map((delivery) -> delivery.event(webhook)).toList(),
				webhook.settings().format());
		Reply reply = post(webhook, id, body, at);
		return (reply.status() == BAD_REQUEST && webhook.settings().format() == Format.SLACK)
				? post(webhook, id, this.bodies.textAlone(body), at) : reply;
	}

	/** Posts a message that is signed. */
	Reply post(Webhook webhook, String id, byte[] body, Instant at) {
		URI url = Objects.requireNonNull(OutboundGuard.parse(webhook.settings().url()));
		return this.client.post(url, Signature.headers(id, at, body, webhook.secrets(at)), body);
	}

	/**
	 * Records an attempt that failed.
	 * @return whether others may be sent at once
	 */
	boolean failed(Webhook webhook, List<Delivery> group, Made made) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> recordFailure(webhook, group, made)));
	}

	private boolean recordFailure(Webhook webhook, List<Delivery> group, Made made) {
		Reply reply = made.reply();
		Instant now = now();
		Webhook locked = this.webhooks.lock(webhook.id()).orElse(null);
		if (locked == null) {
			return false;
		}
		Duration wanted = Retries.wanted(reply.retryAfter(), now);
		// None where all were erased meanwhile, or are another node's.
		if (group.stream().mapToInt((delivery) -> again(delivery, webhook, made, wanted, now)).sum() == 0) {
			return false;
		}
		boolean alone = isFaultOfReceiver(reply.status()) || locked.failures() + 1 >= MANY;
		locked.failed(reason(reply), alone ? now.plus(longer(Retries.ofReceiver(locked.failures() + 1), wanted)) : null,
				now);
		if (isGone(locked, reply.status())) {
			this.disabling.disable(locked, reason(reply), now);
			return false;
		}
		if (locked.failingSince() != null && locked.failures() >= MANY
				&& !locked.failingSince().plus(PATIENCE).isAfter(now)) {
			this.disabling.disable(locked, reason(reply), now);
			return false;
		}
		return !alone;
	}

	private int again(Delivery delivery, Webhook webhook, Made made, Duration wanted, Instant now) {
		Duration pause = Retries.pause(delivery.attempts() + 1, ThreadLocalRandom.current().nextDouble());
		Instant due = now.plus(longer((pause != null) ? pause : Duration.ZERO, wanted));
		return this.deliveries.failed(webhook.id(), delivery.id(), delivery.attempts(), made.attempt(),
				(pause != null) ? "WAITING" : "FAILED", due, now);
	}

	/** Whether no other event would fare better now. */
	private static boolean isFaultOfReceiver(int status) {
		return status < 400 || status == TOO_MANY || status >= 500;
	}

	private static boolean isGone(Webhook webhook, int status) {
		return (webhook.settings().format() == Format.SLACK) ? GONE_FROM_SLACK.contains(status) : status == GONE;
	}

	private static String reason(Reply reply) {
		return (reply.status() > 0) ? (reply.status() + " " + reply.reason()).trim() : reply.reason();
	}

	private static String result(Reply reply) {
		if (reply.isSuccess()) {
			return "delivered";
		}
		return (reply.status() > 0) ? "refused" : "unanswered";
	}

	private static Duration longer(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

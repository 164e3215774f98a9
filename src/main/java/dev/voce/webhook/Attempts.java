package dev.voce.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

/** Makes one attempt to deliver, and records what came of it. */
@Component
class Attempts {

	/** How long nothing but failures is accepted. */
	private static final Duration PATIENCE = Duration.ofDays(5);

	/** How many events a message of Slack holds. */
	private static final int MOST_IN_MESSAGE = 10;

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
	 * Makes an attempt.
	 * @param due what is to be sent, the first of which is sent now; more of them where
	 * they go into one message
	 * @return how many were dealt with; 0 where nothing more is to be sent now
	 */
	int make(Webhook webhook, List<Delivery> due) {
		Settings settings = webhook.settings();
		boolean bundles = settings.format() == Format.SLACK;
		List<Delivery> group = due.subList(0, bundles ? Math.min(MOST_IN_MESSAGE, due.size()) : 1);
		List<Delivery> wanted = group.stream()
			.filter((delivery) -> this.bodies.isWanted(delivery.event(webhook), settings.classes()))
			.toList();
		group.stream()
			.filter((delivery) -> !wanted.contains(delivery))
			.forEach((delivery) -> this.deliveries.leaveOut(webhook.id(), delivery.id()));
		if (wanted.isEmpty()) {
			return group.size();
		}
		Instant at = now();
		Reply reply = post(webhook, wanted, at);
		this.meters.counter("voce.webhook.attempts", "result", result(reply)).increment();
		Attempt attempt = new Attempt(at, (reply.status() > 0) ? reply.status() : null, reply.reason(),
				reply.took().toMillis());
		if (!reply.isSuccess()) {
			return Boolean.TRUE.equals(this.transaction.execute((status) -> failed(webhook, wanted, attempt, reply)))
					? group.size() : 0;
		}
		String written = this.json.writeValueAsString(attempt);
		wanted.forEach((delivery) -> this.deliveries.delivered(webhook.id(), delivery.id(), delivery.attempts(),
				written, now()));
		if (webhook.failures() > 0) {
			this.webhooks.succeeded(webhook.id());
		}
		if (bundles) {
			this.webhooks.pause(webhook.id(), now().plus(BETWEEN_MESSAGES));
			return 0;
		}
		return group.size();
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

	private boolean failed(Webhook webhook, List<Delivery> group, Attempt attempt, Reply reply) {
		Instant now = now();
		Webhook locked = this.webhooks.lock(webhook.id()).orElse(null);
		if (locked == null) {
			return false;
		}
		Duration wanted = Retries.wanted(reply.retryAfter(), now);
		// None where all were erased meanwhile, or are another node's.
		if (group.stream().mapToInt((delivery) -> again(delivery, webhook, attempt, wanted, now)).sum() == 0) {
			return false;
		}
		boolean alone = isFaultOfReceiver(reply.status()) || locked.failures() + 1 >= MANY;
		locked.failed(reason(reply), alone ? now.plus(longer(Retries.ofReceiver(locked.failures() + 1), wanted)) : null,
				now);
		if (isGone(locked, reply.status())) {
			this.disabling.disable(locked, reason(reply), now);
			return false;
		}
		if (locked.failingSince() != null && !locked.failingSince().plus(PATIENCE).isAfter(now)) {
			this.disabling.disable(locked, reason(reply), now);
			return false;
		}
		return !alone;
	}

	private int again(Delivery delivery, Webhook webhook, Attempt attempt, Duration wanted, Instant now) {
		Duration pause = Retries.pause(delivery.attempts() + 1, ThreadLocalRandom.current().nextDouble());
		Instant due = now.plus(longer((pause != null) ? pause : Duration.ZERO, wanted));
		return this.deliveries.failed(webhook.id(), delivery.id(), delivery.attempts(),
				this.json.writeValueAsString(attempt), (pause != null) ? "WAITING" : "FAILED", due, now);
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

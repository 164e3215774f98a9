package dev.voce.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.event.EventBodies;
import dev.voce.event.EventType;
import dev.voce.jobs.Jobs;
import dev.voce.web.Flaw;
import dev.voce.web.Page;
import dev.voce.web.Problem;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Caller;

/** What was and is to be sent to a webhook. */
@Tag(name = "Webhooks")
@RestController
@RequestMapping(path = "/api/v1/webhooks/{webhook}", produces = MediaType.APPLICATION_JSON_VALUE)
class DeliveryController {

	private static final UUID LAST = new UUID(-1, -1);

	/** What the database can still compare with. */
	private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

	private final Webhooks webhooks;

	private final DeliveryRepository deliveries;

	private final EventBodies bodies;

	private final ActivityLog activity;

	private final Jobs jobs;

	private final Clock clock;

	private final TransactionTemplate transaction;

	DeliveryController(Webhooks webhooks, DeliveryRepository deliveries, EventBodies bodies, ActivityLog activity,
			Jobs jobs, Clock clock, PlatformTransactionManager transactions) {
		this.webhooks = webhooks;
		this.deliveries = deliveries;
		this.bodies = bodies;
		this.activity = activity;
		this.jobs = jobs;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * A delivery.
	 *
	 * @param id its id
	 * @param messageId the header {@code webhook-id}
	 * @param event what happened
	 * @param survey the survey that it is about
	 * @param response the response that it is about
	 * @param summary what it is about, in one line; absent once its content is erased
	 * @param createdAt when it happened
	 * @param status WAITING, DELIVERED or FAILED
	 * @param dueAt when it is sent next; absent where it is not
	 * @param endedAt when it was delivered, or given up
	 * @param erased whether its content was erased with the response: it can't be sent
	 * again
	 * @param attempts those made, up to the 20 latest, in order
	 * @param body what is sent; only where one delivery is read
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "WebhookDelivery")
	record DeliveryView(UUID id, String messageId, EventType event, @Nullable UUID survey, @Nullable UUID response,
			@Nullable String summary, Instant createdAt, Delivery.Status status, @Nullable Instant dueAt,
			@Nullable Instant endedAt, boolean erased, List<Delivery.Attempt> attempts, @Nullable String body) {

		private static DeliveryView of(Delivery delivery, @Nullable String summary, @Nullable String body) {
			boolean waits = delivery.status() == Delivery.Status.WAITING;
			return new DeliveryView(delivery.id(), delivery.messageId(), delivery.type(), delivery.surveyId(),
					delivery.responseId(), summary, delivery.createdAt(), delivery.status(),
					waits ? delivery.dueAt() : null, delivery.endedAt(), delivery.content() == null, delivery.tries(),
					body);
		}

	}

	/**
	 * Lists what was and is to be sent, newest first. What ended is kept for 30 days.
	 * @param webhook the webhook's id
	 * @param status only those in this status
	 * @param cursor where the page begins: the {@code next} of the page before
	 * @param limit how many at most, 1 to 200
	 */
	@GetMapping("/deliveries")
	Page<DeliveryView> list(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook,
			@RequestParam(required = false) @Schema(implementation = Delivery.Status.class) @Nullable String status,
			@RequestParam(required = false) @Nullable UUID cursor, @RequestParam(defaultValue = "50") int limit) {
		Webhook owner = this.webhooks.find(caller.workspace(), webhook);
		Delivery.Status wanted = status(status);
		return Page.of(limit,
				(rows) -> this.deliveries.findPage(owner.id(), (cursor != null) ? cursor : LAST, wanted, rows),
				(delivery) -> DeliveryView.of(delivery, summary(owner, delivery), null), Delivery::id);
	}

	/**
	 * Reads a delivery, with what is sent.
	 * @param webhook the webhook's id
	 * @param delivery the delivery's id
	 */
	@GetMapping("/deliveries/{delivery}")
	DeliveryView read(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook, @PathVariable UUID delivery) {
		Webhook owner = this.webhooks.find(caller.workspace(), webhook);
		Delivery found = find(owner, delivery);
		byte[] body = (found.content() != null) ? this.bodies.of(List.of(found.event(owner)), owner.settings().format())
				: null;
		return DeliveryView.of(found, summary(owner, found),
				(body != null) ? new String(body, StandardCharsets.UTF_8) : null);
	}

	/**
	 * Sends a delivery again, or one that waits at once.
	 * @param webhook the webhook's id
	 * @param delivery the delivery's id
	 * @return the delivery, which waits
	 */
	@PostMapping("/deliveries/{delivery}/resend")
	DeliveryView resend(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook,
			@PathVariable UUID delivery) {
		Webhook owner = this.webhooks.find(caller.workspace(), webhook);
		find(owner, delivery);
		if (this.deliveries.resend(owner.id(), delivery, now()) == 0) {
			throw new Problem(HttpStatus.NOT_FOUND, "webhook.delivery.erased");
		}
		this.webhooks.hurry(owner.id());
		this.jobs.runSoon(WebhookSender.JOB);
		Delivery again = find(owner, delivery);
		return DeliveryView.of(again, summary(owner, again), null);
	}

	/**
	 * Which deliveries are to be sent again.
	 *
	 * @param from of events from this instant on
	 * @param to and before this one
	 */
	@Schema(name = "WebhookRange")
	record Range(@Nullable Instant from, @Nullable Instant to) {
	}

	/**
	 * How many deliveries are sent again.
	 *
	 * @param deliveries how many
	 */
	@Schema(name = "WebhookResent")
	record Resent(long deliveries) {
	}

	/**
	 * Sends all events of a time again that were delivered or given up, in order.
	 * @param webhook the webhook's id
	 * @param dryRun {@code true} only counts them
	 * @return how many
	 */
	@PostMapping(path = "/resend", consumes = MediaType.APPLICATION_JSON_VALUE)
	Resent resendAll(@AuthenticationPrincipal Caller caller, @PathVariable UUID webhook,
			@RequestParam(defaultValue = "false") boolean dryRun, @RequestBody Range range) {
		Webhook owner = this.webhooks.find(caller.workspace(), webhook);
		if (range.from() == null || range.to() == null || !range.from().isBefore(range.to())
				|| range.from().isBefore(Instant.EPOCH) || range.to().isAfter(LATEST)) {
			throw Problem.invalid(Flaw.at("/to", "webhook.range"));
		}
		Instant from = range.from();
		Instant to = range.to();
		if (dryRun) {
			return new Resent(this.deliveries.countEnded(owner.id(), from, to));
		}
		Integer resent = this.transaction.execute((status) -> {
			int again = this.deliveries.resendAll(owner.id(), from, to, now());
			this.activity.add(caller.workspace(), ActivityLog.Entry.of("resent events of", owner.label()));
			return again;
		});
		this.jobs.runSoon(WebhookSender.JOB);
		return new Resent((resent != null) ? resent : 0);
	}

	private @Nullable String summary(Webhook webhook, Delivery delivery) {
		return (delivery.content() != null) ? this.bodies.summary(delivery.event(webhook)) : null;
	}

	private static Delivery.@Nullable Status status(@Nullable String name) {
		return (name == null) ? null
				: Arrays.stream(Delivery.Status.values())
					.filter((each) -> each.name().equals(name))
					.findFirst()
					.orElseThrow(() -> Problem
						.invalid(Flaw.in("status", "value.oneOf", List.of((Object[]) Delivery.Status.values()))));
	}

	private Delivery find(Webhook webhook, UUID delivery) {
		return this.deliveries.findByWebhookIdAndId(webhook.id(), delivery)
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "webhook.delivery.missing"));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}

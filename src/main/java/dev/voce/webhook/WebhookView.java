package dev.voce.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.delivery.OutboundGuard;
import dev.voce.event.EventType;
import dev.voce.event.Format;
import dev.voce.scoring.ScoreClass;

/**
 * A webhook.
 *
 * @param id its id
 * @param url its address; but in replies to POST and PUT only scheme and host, as the
 * rest is often a secret
 * @param format what it understands
 * @param events the events that it gets
 * @param surveys of which surveys; absent for all
 * @param classes of responses with a score of which classes; absent for all responses
 * @param description what people call it
 * @param createdAt when it was made
 * @param enabled whether it gets any
 * @param disabledAt since when it is not
 * @param disabledReason the failure that disabled it; absent where a person did
 * @param failingSince since when every attempt has failed; absent where the last
 * succeeded
 * @param lastFailure why the last attempt failed
 * @param nextAttemptAt when the next attempt is made; absent when nothing waits
 * @param lastDeliveredAt when the last event was delivered, of those that are kept
 * @param waiting how many events wait
 * @param delivered how many were delivered, of those that are kept for 30 days
 * @param failed how many were not, and are not tried again
 * @param oldSecretUntil until when the secret before signs too
 * @param secret {@code whsec_} and what signs in base64; only in the replies that made it
 * @param revision rises with every change: its ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Webhook")
record WebhookView(UUID id, String url, Format format, List<EventType> events, @Nullable List<UUID> surveys,
		@Nullable List<ScoreClass> classes, @Nullable String description, Instant createdAt, boolean enabled,
		@Nullable Instant disabledAt, @Nullable String disabledReason, @Nullable Instant failingSince,
		@Nullable String lastFailure, @Nullable Instant nextAttemptAt, @Nullable Instant lastDeliveredAt, long waiting,
		long delivered, long failed, @Nullable Instant oldSecretUntil, @Nullable String secret, long revision) {

	/** Which parts that are secret are shown. */
	enum Shown {

		/** None. */
		NOTHING,

		/** The whole address. */
		ADDRESS,

		/** The whole address and the secret. */
		SECRET

	}

	static WebhookView of(Webhook webhook, List<DeliveryTable.Counted> counts, Shown shown, Instant now) {
		Settings settings = webhook.settings();
		boolean overlap = webhook.oldSecretUntil() != null && now.isBefore(webhook.oldSecretUntil());
		return new WebhookView(webhook.id(), (shown == Shown.NOTHING) ? masked(settings.url()) : settings.url(),
				settings.format(), settings.events(), settings.surveys(), settings.classes(), settings.description(),
				webhook.createdAt(), !webhook.isDisabled(), webhook.disabledAt(), webhook.disabledReason(),
				webhook.failingSince(), webhook.lastFailure(), next(webhook, counts),
				counts.stream()
					.filter((each) -> each.status() == Delivery.Status.DELIVERED)
					.map(DeliveryTable.Counted::last)
					.findFirst()
					.orElse(null),
				number(counts, Delivery.Status.WAITING), number(counts, Delivery.Status.DELIVERED),
				number(counts, Delivery.Status.FAILED), overlap ? webhook.oldSecretUntil() : null,
				(shown == Shown.SECRET) ? webhook.secret() : null, webhook.revision());
	}

	private static long number(List<DeliveryTable.Counted> counts, Delivery.Status status) {
		return counts.stream().filter((each) -> each.status() == status).mapToLong(DeliveryTable.Counted::number).sum();
	}

	private static @Nullable Instant next(Webhook webhook, List<DeliveryTable.Counted> counts) {
		Instant first = counts.stream()
			.filter((each) -> each.status() == Delivery.Status.WAITING)
			.map(DeliveryTable.Counted::first)
			.min(Comparator.naturalOrder())
			.orElse(null);
		if (first == null || webhook.isDisabled()) {
			return null;
		}
		Instant paused = webhook.pausedUntil();
		return (paused != null && paused.isAfter(first)) ? paused : first;
	}

	/** Scheme and host of an address: the rest may be a secret. */
	static String masked(String url) {
		URI read = Objects.requireNonNull(OutboundGuard.parse(url));
		return read.getScheme() + "://" + read.getRawAuthority() + "/…";
	}

}

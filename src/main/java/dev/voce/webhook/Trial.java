package dev.voce.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

import dev.voce.delivery.OutboundClient.Reply;
import dev.voce.event.Event;
import dev.voce.event.EventBodies;
import dev.voce.event.EventType;

/** Tries a webhook. */
@Component
class Trial {

	private final Attempts attempts;

	private final EventBodies bodies;

	private final JsonMapper json;

	private final Clock clock;

	Trial(Attempts attempts, EventBodies bodies, JsonMapper json, Clock clock) {
		this.attempts = attempts;
		this.bodies = bodies;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * What was sent and what came back.
	 *
	 * @param delivered whether the receiver took it
	 * @param id the header {@code webhook-id}
	 * @param request the body that was sent
	 * @param status the HTTP status of the reply; absent without one
	 * @param reason the reason of the reply, or why there was none
	 * @param reply the beginning of the reply's body
	 * @param took how long it took, in milliseconds
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "WebhookTest")
	record Result(boolean delivered, String id, String request, @Nullable Integer status, String reason, String reply,
			long took) {
	}

	Result run(Webhook webhook) {
		Instant now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
		String id = "msg_" + UUID.randomUUID().toString().replace("-", "");
		Event test = new Event(EventType.WEBHOOK_TEST, webhook.workspaceId(), null, now,
				this.json.writeValueAsString(Map.of("webhook", webhook.id())));
		byte[] body = this.bodies.of(List.of(test), webhook.settings().format());
		Reply reply = this.attempts.post(webhook, id, body, now);
		return new Result(reply.isSuccess(), id, new String(body, StandardCharsets.UTF_8),
				(reply.status() > 0) ? reply.status() : null, reply.reason(), reply.body(), reply.took().toMillis());
	}

}

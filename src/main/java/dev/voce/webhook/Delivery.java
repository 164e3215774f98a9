package dev.voce.webhook;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.event.Event;
import dev.voce.event.EventType;

/** An event that a webhook gets. Written by statements alone. */
@Entity
@Table(name = "webhook_delivery")
@IdClass(Delivery.Key.class)
final class Delivery {

	@Id
	private UUID webhookId;

	@Id
	private UUID id;

	@Convert(converter = EventType.Column.class)
	private EventType event;

	private @Nullable UUID surveyId;

	private @Nullable UUID responseId;

	private @Nullable String content;

	@Enumerated(EnumType.STRING)
	private Status status;

	private int attempts;

	@JdbcTypeCode(SqlTypes.JSON)
	private List<Attempt> tries;

	private Instant createdAt;

	private Instant dueAt;

	private @Nullable Instant endedAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Delivery() {
	}

	/** Identifies a delivery. */
	record Key(UUID webhookId, UUID id) implements Serializable {
	}

	/**
	 * An attempt to deliver an event.
	 *
	 * @param at when it began
	 * @param status the HTTP status of the reply; absent without one
	 * @param reason the reason of the reply, or why there was none
	 * @param took how long it took, in milliseconds
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Attempt(Instant at, @Nullable Integer status, String reason, long took) {
	}

	/** What became of a delivery. */
	@Schema(name = "WebhookDeliveryStatus")
	enum Status {

		/** It is to be sent. */
		WAITING,

		/** The receiver took it. */
		DELIVERED,

		/** It is not tried again, or its content was erased. */
		FAILED

	}

	/** The header {@code webhook-id}: the same at each attempt. */
	String messageId() {
		return "msg_" + this.id.toString().replace("-", "");
	}

	UUID id() {
		return this.id;
	}

	EventType type() {
		return this.event;
	}

	/** What happened, as long as its content is kept. */
	Event event(Webhook webhook) {
		return new Event(this.event, webhook.workspaceId(), this.surveyId, this.createdAt,
				Objects.requireNonNull(this.content));
	}

	@Nullable UUID surveyId() {
		return this.surveyId;
	}

	@Nullable UUID responseId() {
		return this.responseId;
	}

	@Nullable String content() {
		return this.content;
	}

	Status status() {
		return this.status;
	}

	int attempts() {
		return this.attempts;
	}

	List<Attempt> tries() {
		return this.tries;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	Instant dueAt() {
		return this.dueAt;
	}

	@Nullable Instant endedAt() {
		return this.endedAt;
	}

}

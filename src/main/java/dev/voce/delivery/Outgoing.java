package dev.voce.delivery;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;

/** A mail in the outbox. */
@Entity
@Table(name = "outbox")
class Outgoing {

	@Id
	private UUID id;

	private UUID workspaceId;

	private UUID topic;

	@Enumerated(EnumType.STRING)
	private Outbox.Status status;

	@JdbcTypeCode(SqlTypes.JSON)
	private Mail mail;

	private int attempts;

	private Instant createdAt;

	private Instant dueAt;

	private @Nullable Instant endedAt;

	private @Nullable String failure;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Outgoing() {
	}

	Outgoing(UUID workspaceId, UUID topic, Mail mail, Instant now) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.topic = topic;
		this.status = Outbox.Status.WAITING;
		this.mail = mail;
		this.createdAt = now;
		this.dueAt = now;
	}

	/** Begins an attempt, which is over by a time. */
	void attempt(Instant over) {
		this.attempts++;
		this.dueAt = over;
	}

	void sent(Instant now) {
		this.status = Outbox.Status.SENT;
		this.endedAt = now;
		this.failure = null;
	}

	void failed(String reason, Instant now) {
		this.status = Outbox.Status.FAILED;
		this.endedAt = now;
		this.failure = reason;
	}

	void retry(String reason, Instant at) {
		this.dueAt = at;
		this.failure = reason;
	}

	UUID id() {
		return this.id;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	UUID topic() {
		return this.topic;
	}

	Outbox.Status status() {
		return this.status;
	}

	Mail mail() {
		return this.mail;
	}

	int attempts() {
		return this.attempts;
	}

}

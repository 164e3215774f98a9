package dev.voce.delivery;

import java.time.Duration;
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
final class Outgoing {

	@Id
	private UUID id;

	private UUID workspaceId;

	private UUID topic;

	@Enumerated(EnumType.STRING)
	private Outbox.Status status;

	@JdbcTypeCode(SqlTypes.JSON)
	private Mail mail;

	private int attempts;

	/** Whether an attempt began whose result is not recorded. */
	private boolean underWay;

	/** After how many attempts it is not known whether the server took the mail. */
	private int unclear;

	private Instant createdAt;

	private Instant dueAt;

	private @Nullable Instant until;

	private @Nullable Instant endedAt;

	private @Nullable String failure;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Outgoing() {
	}

	Outgoing(UUID workspaceId, UUID topic, Mail mail, @Nullable Instant until, Instant now) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.topic = topic;
		this.status = Outbox.Status.WAITING;
		this.mail = mail;
		this.until = until;
		this.createdAt = now;
		this.dueAt = now;
	}

	/**
	 * Begins an attempt, which is over by a time. An attempt before it that came to no
	 * result may have succeeded.
	 * @return whether there was such an attempt
	 */
	boolean attempt(Instant over) {
		boolean lost = this.underWay;
		if (lost) {
			this.unclear++;
		}
		this.underWay = true;
		this.attempts++;
		this.dueAt = over;
		return lost;
	}

	void sent(Instant now) {
		end(Outbox.Status.SENT, now);
		this.failure = null;
	}

	void failed(String reason, Instant now) {
		end(Outbox.Status.FAILED, now);
		this.failure = reason;
	}

	private void end(Outbox.Status reached, Instant now) {
		this.status = reached;
		this.underWay = false;
		this.endedAt = now;
	}

	void retry(String reason, Instant at) {
		this.underWay = false;
		this.dueAt = at;
		this.failure = reason;
	}

	/** Whether its time is over. */
	boolean isOver(Instant now) {
		return this.until != null && !now.isBefore(this.until);
	}

	/**
	 * Whether no attempt follows: its time is over or, where it has none, all were made
	 * and it is old.
	 */
	boolean isSpent(int attempts, Duration age, Instant now) {
		return (this.until != null) ? isOver(now)
				: this.attempts >= attempts && !now.isBefore(this.createdAt.plus(age));
	}

	/** Notes that the server may have taken it. */
	void doubt() {
		this.unclear++;
	}

	int unclear() {
		return this.unclear;
	}

	Outbox.Kept kept() {
		return new Outbox.Kept(this.id, this.mail, this.status, this.attempts, this.createdAt, this.dueAt, this.endedAt,
				this.failure);
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

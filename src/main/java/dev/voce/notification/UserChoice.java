package dev.voce.notification;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Which mails a user wants. */
@Entity
@Table(name = "user_notification")
final class UserChoice {

	@Id
	private UUID userId;

	private UUID workspaceId;

	@JdbcTypeCode(SqlTypes.JSON)
	private MessageChoice messages;

	@JdbcTypeCode(SqlTypes.JSON)
	private DigestChoice digest;

	private @Nullable Instant digestDueAt;

	/** The first day after the days of the last digest. */
	private @Nullable LocalDate digestUntil;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected UserChoice() {
	}

	UserChoice(UUID userId, UUID workspaceId) {
		this.userId = userId;
		this.workspaceId = workspaceId;
		this.messages = MessageChoice.USUAL;
		this.digest = DigestChoice.USUAL;
	}

	void choose(MessageChoice chosen) {
		this.messages = chosen;
	}

	void choose(DigestChoice chosen, @Nullable Instant next) {
		this.digest = chosen;
		this.digestDueAt = next;
	}

	/** Another digest is next. */
	void due(@Nullable Instant next) {
		this.digestDueAt = next;
	}

	/** A digest was sent, or had nothing to say. */
	void sent(DigestChoice.Days days) {
		this.digestUntil = days.to();
	}

	/**
	 * Whether the last digest was that of some days: since then, the clock was set back.
	 */
	boolean wasSent(DigestChoice.Days days) {
		return days.to().equals(this.digestUntil);
	}

	UUID userId() {
		return this.userId;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	MessageChoice messages() {
		return this.messages;
	}

	DigestChoice digest() {
		return this.digest;
	}

	@Nullable Instant digestDueAt() {
		return this.digestDueAt;
	}

}

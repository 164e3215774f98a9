package dev.voce.notification;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** What ends the digest of a user by one click: its hash alone is stored. */
@Entity
@Table(name = "unsubscribe_token")
final class UnsubscribeToken {

	@Id
	private byte[] hash;

	private UUID userId;

	private Instant createdAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected UnsubscribeToken() {
	}

	UnsubscribeToken(byte[] hash, UUID userId, Instant createdAt) {
		this.hash = hash;
		this.userId = userId;
		this.createdAt = createdAt;
	}

	UUID userId() {
		return this.userId;
	}

}

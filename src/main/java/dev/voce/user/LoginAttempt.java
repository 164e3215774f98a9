package dev.voce.user;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import dev.voce.storage.Ids;

/** A login that has not succeeded, or not yet. */
@Entity
final class LoginAttempt {

	@Id
	private UUID id;

	private String email;

	private String origin;

	private Instant attemptedAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected LoginAttempt() {
	}

	LoginAttempt(String email, String origin, Instant attemptedAt) {
		this.id = Ids.next();
		this.email = email;
		this.origin = origin;
		this.attemptedAt = attemptedAt;
	}

}

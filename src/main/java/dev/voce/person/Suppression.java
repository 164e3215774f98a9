package dev.voce.person;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

/** An address that is not written to, and why. */
@Entity
final class Suppression {

	@Id
	private UUID id;

	private UUID workspaceId;

	private byte[] hash;

	@Enumerated(EnumType.STRING)
	private Suppressions.Kind kind;

	private Instant at;

	private @Nullable String email;

	private @Nullable String reason;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Suppression() {
	}

	UUID id() {
		return this.id;
	}

	byte[] hash() {
		return this.hash;
	}

	Suppressions.Kind kind() {
		return this.kind;
	}

	Instant at() {
		return this.at;
	}

	@Nullable String email() {
		return this.email;
	}

	@Nullable String reason() {
		return this.reason;
	}

}

package dev.voce.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;
import dev.voce.workspace.Caller;
import dev.voce.workspace.Scope;
import dev.voce.workspace.ScopesConverter;

/**
 * A secret that lets a program in. Only its hash is kept: a secret is 190 random bits, so
 * a plain SHA-256 can't be guessed back.
 */
@Entity
class ApiKey {

	@Id
	private UUID id;

	private UUID workspaceId;

	private String name;

	private byte[] hash;

	@Convert(converter = ScopesConverter.class)
	private Set<Scope> scopes;

	private Instant createdAt;

	private @Nullable Instant expiresAt;

	private @Nullable Instant lastUsedAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected ApiKey() {
	}

	ApiKey(UUID workspaceId, String name, String secret, Set<Scope> scopes, Instant createdAt,
			@Nullable Instant expiresAt) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.name = name;
		this.hash = hash(secret);
		this.scopes = Set.copyOf(scopes);
		this.createdAt = createdAt;
		this.expiresAt = expiresAt;
	}

	static byte[] hash(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

	boolean isValid(Instant now) {
		return this.expiresAt == null || now.isBefore(this.expiresAt);
	}

	/** Names it where people read what was done with it. */
	String label() {
		return "key " + this.name + " (" + this.id + ")";
	}

	Caller caller() {
		return new Caller(this.workspaceId, this.scopes, label());
	}

	/** Whether the last use is noted closely enough. */
	boolean isNoted(Instant now) {
		return this.lastUsedAt != null && now.minusSeconds(60).isBefore(this.lastUsedAt);
	}

	@Nullable Instant lastUsedAt() {
		return this.lastUsedAt;
	}

	UUID id() {
		return this.id;
	}

	String name() {
		return this.name;
	}

	Set<Scope> scopes() {
		return this.scopes;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	@Nullable Instant expiresAt() {
		return this.expiresAt;
	}

}

package dev.voce.access;

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

/** An API key. Only the hash of its secret is stored. */
@Entity
final class ApiKey {

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
		this.hash = Secrets.hash(secret);
		this.scopes = Set.copyOf(scopes);
		this.createdAt = createdAt;
		this.expiresAt = expiresAt;
	}

	boolean isValid(Instant now) {
		return this.expiresAt == null || now.isBefore(this.expiresAt);
	}

	/** Its name in the activity log. */
	String label() {
		return "key " + this.name + " (" + this.id + ")";
	}

	Caller caller() {
		return new Caller(this.workspaceId, this.scopes, label(), null);
	}

	/** Whether the last use is recorded to the minute. */
	boolean isUseRecorded(Instant now) {
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

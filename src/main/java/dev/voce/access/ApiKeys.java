package dev.voce.access;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.storage.Lane;
import dev.voce.workspace.ActivityLog;
import dev.voce.workspace.Scope;

/** Creates, finds and revokes API keys. */
@Service
class ApiKeys {

	private final ApiKeyRepository repository;

	private final ActivityLog activity;

	private final Clock clock;

	/**
	 * By the secret's hash, since anybody may send a long secret. Short-lived, so that a
	 * revoked key is refused by every node within two seconds.
	 */
	private final Cache<ByteBuffer, Optional<ApiKey>> known = Caffeine.newBuilder()
		.expireAfterWrite(Duration.ofSeconds(1))
		.maximumSize(10_000)
		.build();

	ApiKeys(ApiKeyRepository repository, ActivityLog activity, Clock clock) {
		this.repository = repository;
		this.activity = activity;
		this.clock = clock;
	}

	Optional<ApiKey> recognise(String secret) {
		Instant now = this.clock.instant();
		return this.known
			.get(ByteBuffer.wrap(Secrets.hash(secret)), (hash) -> Lane.LOOKUP.call(() -> find(hash.array(), now)))
			.filter((key) -> key.isValid(now));
	}

	/** Records the use too, once a minute at most, for the list of keys. */
	private Optional<ApiKey> find(byte[] hash, Instant now) {
		Optional<ApiKey> found = this.repository.findByHash(hash);
		found.filter((key) -> key.isValid(now) && !key.isUseRecorded(now))
			.map(ApiKey::id)
			.ifPresent((id) -> this.repository.noteUse(id, now));
		return found;
	}

	@Transactional
	ApiKey add(UUID workspace, String name, String secret, Set<Scope> scopes, @Nullable Instant expiresAt) {
		ApiKey key = this.repository.save(new ApiKey(workspace, name, secret, scopes, this.clock.instant(), expiresAt));
		this.activity.add(workspace, ActivityLog.Entry.of("created", key.label()));
		return key;
	}

	List<ApiKey> of(UUID workspace) {
		return this.repository.findByWorkspaceIdOrderByCreatedAtDesc(workspace);
	}

	@Transactional
	boolean revoke(UUID workspace, UUID id) {
		List<ApiKey> revoked = this.repository.deleteByIdAndWorkspaceId(id, workspace);
		this.known.invalidateAll();
		revoked.forEach((key) -> this.activity.add(workspace, ActivityLog.Entry.of("revoked", key.label())));
		return !revoked.isEmpty();
	}

	static String newSecret() {
		return "voce_" + Secrets.next();
	}

}

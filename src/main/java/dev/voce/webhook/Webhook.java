package dev.voce.webhook;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;

/** An address that gets events. */
@Entity
final class Webhook {

	/** How long a secret signs that was replaced. */
	private static final Duration OVERLAP = Duration.ofHours(24);

	private static final int SECRET_BYTES = 32;

	private static final SecureRandom random = new SecureRandom();

	@Id
	private UUID id;

	private UUID workspaceId;

	@JdbcTypeCode(SqlTypes.JSON)
	private Settings settings;

	private String secret;

	private @Nullable String oldSecret;

	private @Nullable Instant oldSecretUntil;

	private Instant createdAt;

	private @Nullable Instant disabledAt;

	private @Nullable String disabledReason;

	private @Nullable Instant failingSince;

	private int failures;

	private @Nullable String lastFailure;

	private @Nullable Instant pausedUntil;

	private @Nullable UUID holder;

	private @Nullable Instant heldUntil;

	private long revision;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Webhook() {
	}

	Webhook(UUID workspaceId, Settings settings, Instant createdAt) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.settings = settings;
		this.secret = newSecret();
		this.createdAt = createdAt;
		this.revision = 1;
	}

	private static String newSecret() {
		byte[] bytes = new byte[SECRET_BYTES];
		random.nextBytes(bytes);
		return "whsec_" + Base64.getEncoder().encodeToString(bytes);
	}

	/** Replaces what a user entered. Another address has not failed yet. */
	void edit(Settings changed) {
		if (!changed.url().equals(this.settings.url())) {
			succeeded();
		}
		this.settings = changed;
		this.revision++;
	}

	/** Makes a new secret; the one before signs too for 24 hours. */
	void rotate(Instant now) {
		this.oldSecret = this.secret;
		this.oldSecretUntil = now.plus(OVERLAP);
		this.secret = newSecret();
		this.revision++;
	}

	/** Goes on, with what waits. */
	void enable() {
		this.disabledAt = null;
		this.disabledReason = null;
		succeeded();
		this.revision++;
	}

	void disable(@Nullable String reason, Instant now) {
		this.disabledAt = now;
		this.disabledReason = reason;
		this.revision++;
	}

	private void succeeded() {
		this.failingSince = null;
		this.failures = 0;
		this.lastFailure = null;
		this.pausedUntil = null;
	}

	/** An attempt failed; the next is not before a time, if there is one. */
	void failed(String reason, @Nullable Instant paused, Instant now) {
		this.failures++;
		this.lastFailure = reason;
		if (this.failingSince == null) {
			this.failingSince = now;
		}
		if (paused != null) {
			this.pausedUntil = paused;
		}
	}

	/** What signs now, the newest first. */
	List<String> secrets(Instant now) {
		List<String> secrets = new ArrayList<>(List.of(this.secret));
		if (this.oldSecret != null && this.oldSecretUntil != null && now.isBefore(this.oldSecretUntil)) {
			secrets.add(this.oldSecret);
		}
		return secrets;
	}

	/** Its name in the activity log, which holds no address: some are secrets. */
	String label() {
		return "webhook " + ((this.settings.description() != null) ? this.settings.description() : this.id);
	}

	UUID id() {
		return this.id;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	Settings settings() {
		return this.settings;
	}

	String secret() {
		return this.secret;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	@Nullable Instant oldSecretUntil() {
		return this.oldSecretUntil;
	}

	boolean isDisabled() {
		return this.disabledAt != null;
	}

	@Nullable Instant disabledAt() {
		return this.disabledAt;
	}

	@Nullable String disabledReason() {
		return this.disabledReason;
	}

	@Nullable Instant failingSince() {
		return this.failingSince;
	}

	int failures() {
		return this.failures;
	}

	@Nullable String lastFailure() {
		return this.lastFailure;
	}

	@Nullable Instant pausedUntil() {
		return this.pausedUntil;
	}

	long revision() {
		return this.revision;
	}

}

package dev.voce.sighting;

import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import org.jspecify.annotations.Nullable;

/**
 * When a survey was last asked for on a host's pages, whether it was refused there, and
 * whether it was ever answered there.
 */
@Entity
@IdClass(Sighting.Key.class)
final class Sighting {

	@Id
	private UUID surveyId;

	@Id
	private String host;

	private Instant lastSeenAt;

	private boolean responded;

	private @Nullable String refusedOrigin;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Sighting() {
	}

	/**
	 * The key of a sighting.
	 *
	 * @param surveyId the survey
	 * @param host whose pages
	 */
	record Key(UUID surveyId, String host) implements Serializable {
	}

	String host() {
		return this.host;
	}

	Instant lastSeenAt() {
		return this.lastSeenAt;
	}

	@Nullable String refusedOrigin() {
		return this.refusedOrigin;
	}

}

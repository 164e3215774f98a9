package dev.voce.alert;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;

/** Something that happened to an alert. */
@Entity
final class AlertEvent {

	@Id
	private UUID id;

	private UUID alertId;

	private Instant at;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private @Nullable String actor;

	@JdbcTypeCode(SqlTypes.JSON)
	private @Nullable Finding finding;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected AlertEvent() {
	}

	AlertEvent(UUID alertId, Instant at, Kind kind, @Nullable String actor, @Nullable Finding finding) {
		this.id = Ids.next();
		this.alertId = alertId;
		this.at = at;
		this.kind = kind;
		this.actor = actor;
		this.finding = finding;
	}

	/** What happens to alerts. */
	enum Kind {

		/** It was raised. */
		RAISED,

		/** Somebody cleared it. */
		CLEARED,

		/** Its period is over, or responses come again. */
		ENDED,

		/** Its rule was changed, which also ends what was raised. */
		CHANGED

	}

	UUID id() {
		return this.id;
	}

	Instant at() {
		return this.at;
	}

	Kind kind() {
		return this.kind;
	}

	@Nullable String actor() {
		return this.actor;
	}

	@Nullable Finding finding() {
		return this.finding;
	}

}

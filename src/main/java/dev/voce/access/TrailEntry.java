package dev.voce.access;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A change that somebody made. */
@Entity
@Immutable
@Table(name = "trail")
class TrailEntry {

	@Id
	UUID id;

	UUID workspaceId;

	Instant at;

	String actor;

	String action;

	String subject;

	@Nullable UUID surveyId;

	@Nullable Long responses;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected TrailEntry() {
	}

	TrailEntry(UUID id, UUID workspaceId, Instant at, String actor, Trail.Change change) {
		this.id = id;
		this.workspaceId = workspaceId;
		this.at = at;
		this.actor = actor;
		this.action = change.action();
		this.subject = change.subject();
		this.surveyId = change.survey();
		this.responses = change.responses();
	}

}

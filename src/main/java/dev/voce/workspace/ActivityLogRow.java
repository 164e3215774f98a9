package dev.voce.workspace;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An entry of the activity log. */
@Entity
@Immutable
@Table(name = "activity")
final class ActivityLogRow {

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
	protected ActivityLogRow() {
	}

	ActivityLogRow(UUID id, UUID workspaceId, Instant at, String actor, ActivityLog.Entry entry) {
		this.id = id;
		this.workspaceId = workspaceId;
		this.at = at;
		this.actor = actor;
		this.action = entry.action();
		this.subject = entry.subject();
		this.surveyId = entry.survey();
		this.responses = entry.responses();
	}

}

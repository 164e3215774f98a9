package dev.voce.notification;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Something that a user is to be notified of. */
@Entity
@Table(name = "user_message")
final class PendingMessage {

	@Id
	private UUID id;

	private UUID workspaceId;

	private UUID userId;

	private UUID surveyId;

	private UUID subject;

	@Enumerated(EnumType.STRING)
	private Kind kind;

	private boolean bundled;

	private Instant dueAt;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected PendingMessage() {
	}

	/** What a message is about. */
	enum Kind {

		/** A case was given to the user. */
		ASSIGNED,

		/** A case of the user is overdue. */
		OVERDUE,

		/** A case of the user is open again. */
		REOPENED,

		/** A case was opened. */
		OPENED,

		/** A response came. */
		RESPONSE

	}

	UUID id() {
		return this.id;
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	UUID userId() {
		return this.userId;
	}

	UUID surveyId() {
		return this.surveyId;
	}

	/** The id of the case or the response. */
	UUID subject() {
		return this.subject;
	}

	Kind kind() {
		return this.kind;
	}

	/** Whether it may wait for others. */
	boolean bundled() {
		return this.bundled;
	}

}

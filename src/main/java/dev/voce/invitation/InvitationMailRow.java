package dev.voce.invitation;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A mail of an invitation. */
@Entity
@Table(name = "invitation_mail")
final class InvitationMailRow {

	@Id
	private UUID id;

	private UUID invitationId;

	private UUID workspaceId;

	private byte[] token;

	private int reminder;

	private Instant at;

	private @Nullable Instant sentAt;

	private @Nullable Instant failedAt;

	private @Nullable String reason;

	private boolean unclear;

	private @Nullable String reply;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected InvitationMailRow() {
	}

	InvitationMailRow(UUID id, Invitation invitation, byte[] token, Instant now) {
		this.id = id;
		this.invitationId = invitation.id();
		this.workspaceId = invitation.workspaceId();
		this.token = token;
		this.reminder = invitation.mailCount();
		this.at = now;
	}

	void sent(String reply, Instant now) {
		this.sentAt = now;
		this.reply = reply;
	}

	void delayed(String why, boolean unclear) {
		this.reason = why;
		this.unclear = this.unclear || unclear;
	}

	void failed(String why, Instant now) {
		this.failedAt = now;
		this.reason = why;
	}

	UUID id() {
		return this.id;
	}

	UUID invitationId() {
		return this.invitationId;
	}

	int reminder() {
		return this.reminder;
	}

	Instant at() {
		return this.at;
	}

	@Nullable Instant sentAt() {
		return this.sentAt;
	}

	@Nullable Instant failedAt() {
		return this.failedAt;
	}

	@Nullable String reason() {
		return this.reason;
	}

	boolean isUnclear() {
		return this.unclear;
	}

}

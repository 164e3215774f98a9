package dev.voce.user;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import org.jspecify.annotations.Nullable;

import dev.voce.storage.Ids;
import dev.voce.web.Languages;
import dev.voce.workspace.Caller;

/**
 * A user, who can log in as soon as there is a password. Whoever opens the invitation
 * chooses it: no administrator knows another user's password.
 */
@Entity
final class AppUser {

	private static final Duration INVITED = Duration.ofDays(7);

	@Id
	private UUID id;

	private UUID workspaceId;

	private String email;

	private String name;

	@Enumerated(EnumType.STRING)
	private Role role;

	private @Nullable String password;

	private byte @Nullable [] invitation;

	private @Nullable Instant invitationExpiresAt;

	private Instant createdAt;

	private @Nullable String language;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected AppUser() {
	}

	AppUser(UUID workspaceId, String email, String name, Role role, Instant createdAt) {
		this.id = Ids.next();
		this.workspaceId = workspaceId;
		this.email = email;
		this.name = name;
		this.role = role;
		this.createdAt = createdAt;
	}

	void invite(byte[] hash, Instant now) {
		this.invitation = hash;
		this.invitationExpiresAt = now.plus(INVITED);
	}

	boolean isInvited(Instant now) {
		return this.invitationExpiresAt != null && now.isBefore(this.invitationExpiresAt);
	}

	/** Sets the password's hash, and ends the invitation. */
	void choosePassword(String hash) {
		this.password = hash;
		this.invitation = null;
		this.invitationExpiresAt = null;
	}

	void change(String name, Role role) {
		this.name = name;
		this.role = role;
	}

	Caller caller() {
		return new Caller(this.workspaceId, this.role.scopes(), label(), this.id);
	}

	UUID workspaceId() {
		return this.workspaceId;
	}

	/** The user's name in the activity log. */
	String label() {
		return "user " + this.email;
	}

	UUID id() {
		return this.id;
	}

	String email() {
		return this.email;
	}

	String name() {
		return this.name;
	}

	Role role() {
		return this.role;
	}

	@Nullable String password() {
		return this.password;
	}

	Instant createdAt() {
		return this.createdAt;
	}

	/** The language of the pages as the user last read them. */
	Locale language() {
		return Languages.supported(this.language);
	}

	boolean reads(Locale language) {
		return language.getLanguage().equals(this.language);
	}

}

package dev.voce.workspace;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The owner of surveys and keys. One workspace never sees the data of another. */
@Entity
class Workspace {

	@Id
	private UUID id;

	private String name;

	private Instant createdAt;

	private byte[] secret;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Workspace() {
	}

	Workspace(UUID id, String name, Instant createdAt) {
		this.id = id;
		this.name = name;
		this.createdAt = createdAt;
		this.secret = WorkspaceSecrets.make();
	}

	UUID id() {
		return this.id;
	}

	byte[] secret() {
		return this.secret;
	}

}

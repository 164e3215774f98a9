package dev.voce.workspace;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** The owner of surveys and keys. One workspace never sees the data of another. */
@Entity
final class Workspace {

	@Id
	private UUID id;

	private String name;

	private Instant createdAt;

	private byte[] secret;

	private long revision;

	private int generation;

	@JdbcTypeCode(SqlTypes.JSON)
	private WorkspaceSettings settings;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Workspace() {
	}

	Workspace(UUID id, String name, Instant createdAt) {
		this.id = id;
		this.name = name;
		this.createdAt = createdAt;
		this.secret = WorkspaceSecrets.make();
		this.revision = 1;
		this.settings = WorkspaceSettings.NONE;
	}

	/** Replaces the name and the settings. */
	void describe(String name, WorkspaceSettings settings) {
		this.name = name;
		this.settings = settings;
		changed();
	}

	/** Makes the codes invalid that the workspace gave to others. */
	void replaceCodes() {
		this.generation++;
	}

	int generation() {
		return this.generation;
	}

	/** Counts a change, also of what is stored beside the workspace. */
	void changed() {
		this.revision++;
	}

	UUID id() {
		return this.id;
	}

	String name() {
		return this.name;
	}

	byte[] secret() {
		return this.secret;
	}

	long revision() {
		return this.revision;
	}

	WorkspaceSettings settings() {
		return this.settings;
	}

}

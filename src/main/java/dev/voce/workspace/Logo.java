package dev.voce.workspace;

import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The logo of a workspace's owner. */
@Entity
final class Logo {

	@Id
	private UUID workspaceId;

	private String hash;

	private String mediaType;

	private int width;

	private int height;

	private byte[] content;

	@SuppressWarnings("NullAway.Init") // for JPA
	protected Logo() {
	}

	Logo(UUID workspaceId, LogoFile file) {
		this.workspaceId = workspaceId;
		this.hash = file.hash();
		this.mediaType = file.mediaType();
		this.width = file.width();
		this.height = file.height();
		this.content = file.content();
	}

	LogoFile file() {
		return new LogoFile(this.mediaType, this.width, this.height, this.content);
	}

}

package dev.voce.workspace;

import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface LogoRepository extends Repository<Logo, UUID> {

	Logo save(Logo logo);

	Optional<Logo> findFirstByHash(String hash);

	/** What is known of a logo without reading its content. */
	@Query("select l.hash as hash, l.mediaType as mediaType, l.width as width, l.height as height "
			+ "from Logo l where l.workspaceId = :workspace")
	Optional<Label> findLabel(UUID workspace);

	long deleteByWorkspaceId(UUID workspace);

	/** A logo without its content. */
	interface Label {

		String getHash();

		String getMediaType();

		int getWidth();

		int getHeight();

	}

}

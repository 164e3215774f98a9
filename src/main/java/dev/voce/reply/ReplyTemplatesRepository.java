package dev.voce.reply;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ReplyTemplatesRepository extends Repository<ReplyTemplates, UUID> {

	/**
	 * Makes a row that can be locked: of two who write the first templates, one waits.
	 */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into reply_templates (workspace_id, revision, templates)
			values (:workspace, 0, jsonb_build_object('items', jsonb_build_array())) on conflict do nothing""")
	void ensure(UUID workspace);

	Optional<ReplyTemplates> findById(UUID workspace);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<ReplyTemplates> findByWorkspaceId(UUID workspace);

}

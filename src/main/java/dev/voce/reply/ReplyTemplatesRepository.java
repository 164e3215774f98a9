package dev.voce.reply;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.repository.Repository;

interface ReplyTemplatesRepository extends Repository<ReplyTemplates, UUID> {

	ReplyTemplates save(ReplyTemplates templates);

	Optional<ReplyTemplates> findById(UUID workspace);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<ReplyTemplates> findByWorkspaceId(UUID workspace);

}

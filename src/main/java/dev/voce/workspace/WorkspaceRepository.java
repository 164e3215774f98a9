package dev.voce.workspace;

import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface WorkspaceRepository extends Repository<Workspace, UUID> {

	Workspace save(Workspace workspace);

	Optional<Workspace> findById(UUID id);

	/** Reads a workspace that nobody else changes until the transaction ends. */
	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select w from Workspace w where w.id = :id")
	Workspace lock(UUID id);

}

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

	Optional<Workspace> findFirstByOrderByCreatedAt();

	/**
	 * Allows one node at a time to create the first workspace, until its transaction
	 * ends.
	 */
	@Query(nativeQuery = true, value = "select true from pg_advisory_xact_lock(8623)")
	boolean lockFirstStart();

}

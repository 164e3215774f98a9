package dev.voce.user;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface AppUserRepository extends Repository<AppUser, UUID> {

	AppUser save(AppUser user);

	void delete(AppUser user);

	Optional<AppUser> findById(UUID id);

	Optional<AppUser> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select u from AppUser u where u.id = :id and u.workspaceId = :workspace")
	Optional<AppUser> lock(UUID id, UUID workspace);

	@Lock(LockModeType.PESSIMISTIC_READ)
	@Query("select u from AppUser u where u.id = :id and u.workspaceId = :workspace")
	Optional<AppUser> keep(UUID id, UUID workspace);

	Optional<AppUser> findByEmail(String email);

	Optional<AppUser> findByInvitation(byte[] hash);

	List<AppUser> findByWorkspaceIdOrderByName(UUID workspaceId);

	@Modifying
	@Query("update AppUser u set u.language = :language where u.id = :id")
	void read(UUID id, String language);

}

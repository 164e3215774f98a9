package dev.voce.user;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface AppUserRepository extends Repository<AppUser, UUID> {

	AppUser save(AppUser user);

	void delete(AppUser user);

	Optional<AppUser> findById(UUID id);

	Optional<AppUser> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	Optional<AppUser> findByEmail(String email);

	Optional<AppUser> findByInvitation(byte[] hash);

	List<AppUser> findByWorkspaceIdOrderByName(UUID workspaceId);

	boolean existsByRoleAndPasswordIsNotNull(Role role);

}

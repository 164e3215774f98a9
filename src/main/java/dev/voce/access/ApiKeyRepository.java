package dev.voce.access;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.repository.Repository;

interface ApiKeyRepository extends Repository<ApiKey, UUID> {

	ApiKey save(ApiKey key);

	Optional<ApiKey> findByHash(byte[] hash);

	List<ApiKey> findByWorkspaceIdOrderByCreatedAtDesc(UUID workspaceId);

	long deleteByIdAndWorkspaceId(UUID id, UUID workspaceId);

}

package dev.voce.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface ApiKeyRepository extends Repository<ApiKey, UUID> {

	ApiKey save(ApiKey key);

	@Query(nativeQuery = true, value = "select * from api_key where hash = :hash")
	Optional<ApiKey> findByHash(byte[] hash);

	List<ApiKey> findByWorkspaceIdOrderByCreatedAtDesc(UUID workspaceId);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "update api_key set last_used_at = :now where id = :id")
	void noteUse(UUID id, Instant now);

	List<ApiKey> deleteByIdAndWorkspaceId(UUID id, UUID workspaceId);

}

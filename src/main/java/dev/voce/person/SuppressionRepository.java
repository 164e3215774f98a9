package dev.voce.person;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SuppressionRepository extends Repository<Suppression, UUID> {

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into suppression (id, workspace_id, hash, kind, at, email, reason)
			values (:id, :workspace, :hash, :kind, :at, cast(:email as text), cast(:reason as text))
			on conflict (workspace_id, hash, kind) do update set email = excluded.email""")
	void add(UUID id, UUID workspace, byte[] hash, String kind, Instant at, @Nullable String email,
			@Nullable String reason);

	List<Suppression> findByWorkspaceIdAndHash(UUID workspaceId, byte[] hash);

	List<Suppression> findByWorkspaceIdAndHashIn(UUID workspaceId, Collection<byte[]> hashes);

	Optional<Suppression> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	@Query(nativeQuery = true, value = """
			select * from suppression
			where workspace_id = :workspace and (cast(:before as uuid) is null or id < cast(:before as uuid))
			order by id desc limit :limit""")
	List<Suppression> page(UUID workspace, @Nullable UUID before, int limit);

	@Modifying
	@Query(nativeQuery = true,
			value = "update suppression set email = null where workspace_id = :workspace and hash = :hash")
	void forget(UUID workspace, byte[] hash);

	@Modifying
	@Query("delete from Suppression s where s.id = :id")
	void remove(UUID id);

}

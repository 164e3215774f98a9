package dev.voce.access;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TrailRepository extends Repository<TrailEntry, UUID> {

	TrailEntry save(TrailEntry entry);

	@Query("""
			select t from TrailEntry t where t.workspaceId = :workspaceId and t.id < :before
			order by t.id desc limit :limit""")
	List<TrailEntry> findPage(UUID workspaceId, UUID before, int limit);

}

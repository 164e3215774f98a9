package dev.voce.workspace;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ActivityLogRepository extends Repository<ActivityLogRow, UUID> {

	ActivityLogRow save(ActivityLogRow entry);

	@Query("""
			select t from ActivityLogRow t where t.workspaceId = :workspaceId and t.id < :before
			order by t.id desc limit :limit""")
	List<ActivityLogRow> findPage(UUID workspaceId, UUID before, int limit);

}

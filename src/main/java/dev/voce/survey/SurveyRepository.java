package dev.voce.survey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SurveyRepository extends Repository<Survey, UUID> {

	Survey save(Survey survey);

	Optional<Survey> findById(UUID id);

	Optional<Survey> findByIdAndWorkspaceIdAndDeletedAtIsNull(UUID id, UUID workspaceId);

	Optional<Survey> findByIdAndWorkspaceIdAndRemovingFalse(UUID id, UUID workspaceId);

	@Query(nativeQuery = true, value = """
			select * from survey where workspace_id = :workspaceId and deleted_at is null and id < :before
			order by id desc limit :limit""")
	List<Survey> findPage(UUID workspaceId, UUID before, int limit);

	@Query(nativeQuery = true, value = """
			select * from survey where workspace_id = :workspaceId and deleted_at is not null and not removing
				and id < :before
			order by id desc limit :limit""")
	List<Survey> findDeletedPage(UUID workspaceId, UUID before, int limit);

	@Query(nativeQuery = true, value = "select id from survey where workspace_id = :workspaceId and not removing")
	List<UUID> findIds(UUID workspaceId);

	@Query(nativeQuery = true,
			value = "select name from survey where workspace_id = :workspaceId and deleted_at is null")
	List<String> findNames(UUID workspaceId);

	List<Survey> findByRemovingFalse();

	List<Survey> findByDeletedAtBeforeAndRemovingFalse(Instant deletedBefore);

	@Query(nativeQuery = true,
			value = "select id, name from survey where workspace_id = :workspaceId and deleted_at is null")
	List<Name> findIdsAndNames(UUID workspaceId);

	/** What a survey is called. */
	interface Name {

		UUID getId();

		String getName();

	}

	boolean existsByWorkspaceId(UUID workspaceId);

	@Query(nativeQuery = true, value = "select id from survey where removing")
	List<UUID> findRemoving();

	@Modifying
	@Query(nativeQuery = true, value = "delete from survey where id = :id and removing")
	void delete(UUID id);

}

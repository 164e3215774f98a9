package dev.voce.survey;

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

	@Query("""
			select s from Survey s where s.workspaceId = :workspaceId and s.deletedAt is null and s.id < :before
			order by s.id desc limit :limit""")
	List<Survey> findPage(UUID workspaceId, UUID before, int limit);

	@Query("select s.id from Survey s where s.workspaceId = :workspaceId and s.deletedAt is null")
	List<UUID> findIds(UUID workspaceId);

	List<Survey> findByDeletedAtIsNull();

	boolean existsByWorkspaceId(UUID workspaceId);

	@Query("select s.id from Survey s where s.deletedAt is not null")
	List<UUID> findDeleted();

	@Modifying
	@Query(nativeQuery = true, value = "delete from survey where id = :id and deleted_at is not null")
	void delete(UUID id);

}

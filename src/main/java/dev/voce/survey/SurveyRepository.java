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

	@Query("""
			select s from Survey s where s.workspaceId = :workspaceId and s.deletedAt is null and s.id < :before
			order by s.id desc limit :limit""")
	List<Survey> findPage(UUID workspaceId, UUID before, int limit);

	@Query("""
			select s from Survey s where s.workspaceId = :workspaceId and s.deletedAt is not null and not s.removing
				and s.id < :before
			order by s.id desc limit :limit""")
	List<Survey> findDeletedPage(UUID workspaceId, UUID before, int limit);

	@Query("select s.id from Survey s where s.workspaceId = :workspaceId and not s.removing")
	List<UUID> findIds(UUID workspaceId);

	@Query("select s.name from Survey s where s.workspaceId = :workspaceId and s.deletedAt is null")
	List<String> findNames(UUID workspaceId);

	List<Survey> findByRemovingFalse();

	List<Survey> findByDeletedAtBeforeAndRemovingFalse(Instant deletedBefore);

	@Query("""
			select new dev.voce.survey.SurveyRepository$Name(s.id, s.name) from Survey s
			where s.workspaceId = :workspaceId and s.deletedAt is null""")
	List<Name> findIdsAndNames(UUID workspaceId);

	/** What a survey is called. */
	record Name(UUID id, String name) {
	}

	boolean existsByWorkspaceId(UUID workspaceId);

	@Query("select s.id from Survey s where s.removing")
	List<UUID> findRemoving();

	@Modifying
	@Query(nativeQuery = true, value = "delete from survey where id = :id and removing")
	void delete(UUID id);

}

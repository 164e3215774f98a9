package dev.voce.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of cases. */
interface CaseRepository extends Repository<Case, Case.Key>, CaseTable {

	Case save(Case changed);

	@Query("select c.surveyId from Case c where c.id = :id and c.workspaceId = :workspace")
	Optional<UUID> findSurvey(UUID workspace, UUID id);

	Optional<Case> findBySurveyIdAndId(UUID surveyId, UUID id);

	Optional<Case> findBySurveyIdAndResponseId(UUID surveyId, UUID responseId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Case c where c.surveyId = :survey and c.id = :id")
	Optional<Case> lock(UUID survey, UUID id);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select c from Case c where c.surveyId = :survey and c.responseId in :responses order by c.id")
	List<Case> lockOf(UUID survey, Collection<UUID> responses);

	@Query("""
			select new dev.voce.cases.Case$Key(c.surveyId, c.id) from Case c
			where c.workspaceId = :workspace and c.owner = :user and c.status <> 'CLOSED'""")
	List<Case.Key> findOpenOf(UUID workspace, UUID user);

	/** Those for which something is to be done by now. */
	@Query("""
			select new dev.voce.cases.Case$Key(c.surveyId, c.id) from Case c
			where c.status = 'WAITING' and c.waitUntil <= :now order by c.waitUntil limit :limit""")
	List<Case.Key> findWaited(Instant now, int limit);

	@Query("""
			select new dev.voce.cases.Case$Key(c.surveyId, c.id) from Case c
			where c.status in ('NEW', 'OPEN') and c.overdueAt is null and c.dueAt < :now order by c.dueAt limit :limit""")
	List<Case.Key> findLate(Instant now, int limit);

	@Query("""
			select new dev.voce.cases.Case$Key(c.surveyId, c.id) from Case c
			where c.handOverAt is not null and c.handOverAt <= :now and c.status in ('NEW', 'OPEN')
			order by c.handOverAt limit :limit""")
	List<Case.Key> findToHandOver(Instant now, int limit);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from survey_case where survey_id = :survey and ctid = any(array(
				select ctid from survey_case where survey_id = :survey limit :limit))""")
	int removeSome(UUID survey, int limit);

}

package dev.voce.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;
import org.jspecify.annotations.Nullable;

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

	List<Case> findBySurveyIdAndIdInOrderByNumber(UUID surveyId, Collection<UUID> ids);

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

	@Query("select c from Case c, Survey s where s.id = c.surveyId and s.sample and c.workspaceId = :workspace")
	List<Case> findOfSample(UUID workspace);

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

	/** Who gets a case that is overdue. */
	interface Receiver {

		UUID getWorkspace();

		UUID getReceiver();

	}

	/** Who is to get a case, as its rule said when it opened the case. */
	@Query(nativeQuery = true, value = """
			select workspace_id as workspace, cast(rule -> 'handOver' ->> 'to' as uuid) as receiver
			from survey_case where survey_id = :survey and id = :id""")
	Optional<Receiver> findReceiver(UUID survey, UUID id);

	/** Those that are open, or were opened or closed in a range. */
	@Query("""
			select new dev.voce.cases.CaseMetrics$Row(c.surveyId, c.owner, c.cause, c.status, c.openedAt, c.dueAt,
				c.firstActionAt, c.closedAt)
			from Case c where c.workspaceId = :workspace and (c.outcome is null or c.outcome <> 'VOID')
				and (c.status <> 'CLOSED' or (c.openedAt >= :from and c.openedAt < :to)
					or (c.closedAt >= :from and c.closedAt < :to))""")
	List<CaseMetrics.Row> findMeasured(UUID workspace, Instant from, Instant to);

	/** A closed case, with the score of its response and of the respondent's next one. */
	interface AskedAgain {

		UUID getSurvey();

		@Nullable UUID getOwner();

		@Nullable String getCause();

		String getQuestion();

		int getVersion();

		@Nullable String getScore();

		@Nullable Integer getNextVersion();

		@Nullable String getNextScore();

	}

	/**
	 * Those closed in a range whose respondent was asked again, with the answer if there
	 * is one.
	 */
	@Query(nativeQuery = true, value = """
			select c.survey_id as survey, c.owner as owner, c.cause as cause, c.rule ->> 'question' as question,
				r.version as version, r.answers ->> (c.rule ->> 'question') as score, n.version as "nextVersion",
				n.answers ->> (c.rule ->> 'question') as "nextScore"
			from survey_case c join response r on r.survey_id = c.survey_id and r.id = c.response_id
			left join lateral (
				select x.version, x.answers from response x
				where x.survey_id = c.survey_id
					and lower(x.respondent) = lower(coalesce(r.respondent, trim(r.attributes ->> 'contact')))
					and x.submitted_at > r.submitted_at and not x.test and x.mark is null
				order by x.submitted_at limit 1) n on true
			where c.workspace_id = :workspace and c.status = 'CLOSED' and c.outcome <> 'VOID' and c.rule is not null
				and c.closed_at >= :from and c.closed_at < :to
				and exists (select from case_event e
					where e.survey_id = c.survey_id and e.case_id = c.id and e.kind = 'ASKED_AGAIN')""")
	List<AskedAgain> findAskedAgain(UUID workspace, Instant from, Instant to);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from survey_case where survey_id = :survey and ctid = any(array(
				select ctid from survey_case where survey_id = :survey limit :limit))""")
	int removeSome(UUID survey, int limit);

}

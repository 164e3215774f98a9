package dev.voce.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The events of cases. */
interface CaseEventRepository extends Repository<CaseEvent, CaseEvent.Key> {

	CaseEvent save(CaseEvent event);

	List<CaseEvent> findBySurveyIdAndCaseIdOrderByAtAscIdAsc(UUID surveyId, UUID caseId);

	@Modifying
	@Query(nativeQuery = true, value = """
			update case_event set words = null
			where survey_id = :survey and case_id = any(:cases) and words is not null""")
	void removeWords(UUID survey, UUID[] cases);

	/** The cases of responses of days that are no longer kept. */
	@Query(nativeQuery = true, value = """
			select c.id from survey_case c
			join response r on r.survey_id = :survey and r.id = c.response_id and r.submitted_at < :before
			where c.survey_id = :survey""")
	List<UUID> findBefore(UUID survey, Instant before);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from case_event where survey_id = :survey and ctid = any(array(
				select ctid from case_event where survey_id = :survey limit :limit))""")
	int removeSome(UUID survey, int limit);

}

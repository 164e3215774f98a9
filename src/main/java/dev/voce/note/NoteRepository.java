package dev.voce.note;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface NoteRepository extends Repository<Note, UUID> {

	@Transactional
	Note save(Note note);

	List<Note> findBySurveyIdOrderByDayAscIdAsc(UUID surveyId);

	/**
	 * Who adds waits for others who add to the same, so that the count holds; until the
	 * commit.
	 */
	@Query(nativeQuery = true, value = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 11)) as text)")
	String lockCount(String key);

	long countBySurveyId(UUID surveyId);

	@Transactional
	long deleteByIdAndSurveyId(UUID id, UUID surveyId);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "delete from note where survey_id = :survey")
	int removeOf(UUID survey);

}

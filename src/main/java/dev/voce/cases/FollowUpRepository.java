package dev.voce.cases;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface FollowUpRepository extends Repository<FollowUp, UUID> {

	/** Makes a row that can be locked: of two who write the first rules, one waits. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into follow_up (survey_id, revision, rules)
			values (:survey, 0, jsonb_build_object('rules', jsonb_build_array())) on conflict do nothing""")
	void ensure(UUID survey);

	@Transactional(readOnly = true)
	Optional<FollowUp> findById(UUID survey);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<FollowUp> findBySurveyId(UUID survey);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	List<FollowUp> findBySurveyIdIn(List<UUID> surveys);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "delete from follow_up where survey_id = :survey")
	int removeOf(UUID survey);

}

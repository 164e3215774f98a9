package dev.voce.asking;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface SurveyInvitationRepository extends Repository<SurveyInvitation, UUID> {

	/** Makes a row that can be locked: of two who write the first, one waits. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into survey_invitation (survey_id, revision, settings) values (:survey, 0, jsonb_build_object())
			on conflict do nothing""")
	void ensure(UUID survey);

	@Transactional(readOnly = true)
	Optional<SurveyInvitation> findById(UUID survey);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	Optional<SurveyInvitation> findBySurveyId(UUID survey);

	@Query(nativeQuery = true,
			value = "select survey_id from survey_invitation where jsonb_exists(settings, 'recurring')")
	List<UUID> findRecurring();

	@Modifying
	@Query(nativeQuery = true, value = "delete from survey_invitation where survey_id = :survey")
	int removeOf(UUID survey);

}

package dev.voce.alert;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface AlertRepository extends Repository<Alert, UUID> {

	Alert save(Alert alert);

	void delete(Alert alert);

	List<Alert> findAllByOrderById();

	List<Alert> findByWorkspaceIdOrderById(UUID workspaceId);

	Optional<Alert> findByIdAndWorkspaceId(UUID id, UUID workspaceId);

	/**
	 * Who adds waits for others who add to the same, so that the count holds; until the
	 * commit.
	 */
	@Query(nativeQuery = true, value = "select cast(pg_advisory_xact_lock(hashtextextended(:key, 9)) as text)")
	String lockCount(String key);

	long countBySurveyId(UUID surveyId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select a from Alert a where a.id = :id and a.workspaceId = :workspace")
	Optional<Alert> lock(UUID id, UUID workspace);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select a from Alert a where a.workspaceId = :workspace order by a.id")
	List<Alert> lockAll(UUID workspace);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "delete from alert where survey_id = :survey")
	int removeOf(UUID survey);

}

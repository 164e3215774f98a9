package dev.voce.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.persistence.LockModeType;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SendingRepository extends Repository<Sending, UUID> {

	Sending save(Sending sending);

	Optional<Sending> findByIdAndSurveyId(UUID id, UUID surveyId);

	@Lock(LockModeType.PESSIMISTIC_WRITE)
	@Query("select s from Sending s where s.id = :id and s.surveyId = :survey")
	Optional<Sending> lock(UUID id, UUID survey);

	List<Sending> findFirst20BySurveyIdOrderByIdDesc(UUID surveyId);

	/** Those that still send. */
	@Query(nativeQuery = true, value = """
			select s.* from sending s where s.workspace_id = :workspace and s.status = 'RUNNING'
				and exists (select from invitation i where i.sending_id = s.id and i.status = 'SCHEDULED')
			order by s.id for update of s""")
	List<Sending> lockRunning(UUID workspace);

	/** Those of which no row was read since. */
	@Query(nativeQuery = true, value = "select * from sending where reading_at < :since for update skip locked")
	List<Sending> lockReading(Instant since);

	@Modifying
	@Query("delete from Sending s where s.surveyId = :survey")
	int removeOf(UUID survey);

}

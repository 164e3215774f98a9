package dev.voce.tally;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** Rebuilds that were asked for: one at a time of each survey. */
interface RebuildRepository extends Repository<RebuildRow, RebuildRow.Key> {

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into rebuild (survey_id, id, status, requested_at, names)
			values (:survey, :id, 'RUNNING', :at, :names)
			on conflict (survey_id) where status = 'RUNNING' do update set names = rebuild.names or excluded.names""")
	void request(UUID survey, UUID id, Instant at, boolean names);

	/** Has one that is under way count all days, also those that it has counted. */
	@Modifying
	@Query("update RebuildRow r set r.before = null where r.surveyId = :survey and r.status = 'RUNNING'")
	void beginAgain(UUID survey);

	@Query(nativeQuery = true, value = "select id from rebuild where survey_id = :survey and status = 'RUNNING'")
	@Nullable UUID running(UUID survey);

	@Query("select r.surveyId from RebuildRow r where r.status = 'RUNNING' order by r.requestedAt")
	List<UUID> findRunning();

	@Query("select r from RebuildRow r where r.surveyId = :survey and r.status = 'RUNNING'")
	Optional<RebuildRow> findRunning(UUID survey);

	Optional<RebuildRow> findBySurveyIdAndId(UUID surveyId, UUID id);

	@Modifying
	@Query(nativeQuery = true, value = "delete from rebuild where survey_id = :survey")
	void removeAll(UUID survey);

}

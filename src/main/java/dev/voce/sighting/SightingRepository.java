package dev.voce.sighting;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;

interface SightingRepository extends Repository<Sighting, Sighting.Key> {

	List<Sighting> findBySurveyIdOrderByLastSeenAtDescHostAsc(UUID surveyId);

	/** In the same order on all nodes, so that they can't deadlock. */
	@Modifying
	@Query(nativeQuery = true, value = """
			insert into sighting (survey_id, host, last_seen_at, responded, refused_origin)
			select u.survey_id, u.host, u.seen, u.responded, u.refused
			from unnest(:surveys, :hosts, :seen, :responded, :refused)
				as u(survey_id, host, seen, responded, refused)
			where exists (select from survey s where s.id = u.survey_id and s.deleted_at is null)
			order by u.survey_id, u.host
			on conflict (survey_id, host)
				do update set last_seen_at = greatest(sighting.last_seen_at, excluded.last_seen_at),
					responded = sighting.responded or excluded.responded,
					refused_origin = case when excluded.last_seen_at >= sighting.last_seen_at
						then excluded.refused_origin else sighting.refused_origin end""")
	void see(UUID[] surveys, String[] hosts, Instant[] seen, Boolean[] responded, String[] refused);

	@Modifying
	@Query(nativeQuery = true,
			value = """
					delete from sighting s using (
						select survey_id, host, row_number() over (
							partition by survey_id, refused_origin is not null order by responded desc, last_seen_at desc, host) as place
						from sighting where survey_id = any(:surveys)) old
					where s.survey_id = old.survey_id and s.host = old.host and old.place > :kept""")
	void keepLatest(UUID[] surveys, int kept);

	@Transactional
	@Modifying
	@Query(nativeQuery = true, value = "delete from sighting where survey_id = :survey")
	int delete(UUID survey);

}

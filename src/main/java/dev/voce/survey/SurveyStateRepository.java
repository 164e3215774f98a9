package dev.voce.survey;

import java.time.Instant;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SurveyStateRepository extends Repository<SurveyState, UUID> {

	SurveyState save(SurveyState state);

	@Modifying
	@Query(nativeQuery = true, value = """
			update survey_state set definition = :definition, changes = changes + 1, building = :building
			where survey_id = :id""")
	void redefine(UUID id, long definition, String[] building);

	@Modifying
	@Query(nativeQuery = true, value = "update survey_state set forgotten_before = :before where survey_id = :id")
	void forgotten(UUID id, Instant before);

	@Modifying
	@Query(nativeQuery = true,
			value = "update survey_state set raw_from = :from, changes = changes + 1 where survey_id = :id")
	void purged(UUID id, Instant from);

	@Modifying
	@Query(nativeQuery = true, value = "delete from survey_state where survey_id = :id")
	void forget(UUID id);

}

package dev.voce.survey;

import java.util.List;
import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SurveyStateRepository extends Repository<SurveyState, UUID> {

	String CHANGE = """
			update survey_state s set changes = s.changes + 1 from locked where s.survey_id = locked.survey_id
			returning s.survey_id, s.definition, s.changes, s.building""";

	SurveyState save(SurveyState state);

	@NativeQuery(sqlResultSetMapping = SurveyState.ROW, value = """
			select survey_id, definition, changes, building from survey_state
			where survey_id = any(:ids) order by survey_id for update""")
	List<Object[]> lock(UUID[] ids);

	@NativeQuery(sqlResultSetMapping = SurveyState.ROW, value = """
			with locked as (
				select survey_id from survey_state where survey_id = any(:ids) order by survey_id for update
			)
			""" + CHANGE)
	List<Object[]> change(UUID[] ids);

	@NativeQuery(sqlResultSetMapping = SurveyState.ROW, value = """
			with locked as (
				select survey_id from survey_state where survey_id = any(:ids) order by survey_id for update skip locked
			)
			""" + CHANGE)
	List<Object[]> changeFree(UUID[] ids);

	@NativeQuery(sqlResultSetMapping = SurveyState.ROW, value = """
			select survey_id, definition, changes, building from survey_state
			where survey_id = any(:ids) order by survey_id""")
	List<Object[]> read(UUID[] ids);

	@Modifying
	@Query(nativeQuery = true, value = """
			update survey_state set definition = :definition, changes = changes + 1, building = :building
			where survey_id = :id""")
	void redefine(UUID id, long definition, String[] building);

	@Modifying
	@Query(nativeQuery = true, value = "delete from survey_state where survey_id = :id")
	void forget(UUID id);

}

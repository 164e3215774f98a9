package dev.voce.tally;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The series of tallies, with the names of their values. */
interface SeriesRepository extends Repository<SeriesRow, SeriesRow.Key> {

	/** A series with the names of its values, in the order of their numbers. */
	interface Named {

		int getId();

		UUID getQuestionId();

		String getSegment();

		LocalDate getCoversFrom();

		boolean getHoldsPurged();

		boolean getServing();

		String @Nullable [] getAllowed();

		String[] getNames();

	}

	@Query(nativeQuery = true, value = """
			select s.id, s.question_id, s.segment, s.covers_from, s.holds_purged, s.serving, s.allowed,
				array(select v.value from segment_value v
					where v.survey_id = :survey and v.series = s.id order by v.id) as names
			from tally_series s where s.survey_id = :survey""")
	List<Named> findBySurvey(UUID survey);

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into tally_series (survey_id, id, question_id, segment, covers_from, serving, allowed)
			values (:survey, :id, :question, :segment, :coversFrom, :serving, cast(:allowed as text[]))""")
	void add(UUID survey, int id, UUID question, String segment, LocalDate coversFrom, boolean serving,
			String @Nullable [] allowed);

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into segment_value (survey_id, series, id, value)
			select s.survey_id, u.series, u.id, u.value
			from (select unnest(cast(:series as integer[])) as series, unnest(cast(:ids as integer[])) as id,
				unnest(cast(:values as text[])) as value) u
			join tally_state s on s.survey_id = :survey""")
	void name(UUID survey, Integer[] series, Integer[] ids, String[] values);

	@Modifying
	@Query(nativeQuery = true,
			value = "update tally_series set covers_from = :from where survey_id = :survey and id = any(:series)")
	void cover(UUID survey, Integer[] series, LocalDate from);

	@Modifying
	@Query(nativeQuery = true, value = """
			update tally_series set serving = true, holds_purged = :holdsPurged, covers_from = :coversFrom
			where survey_id = :survey and id = :series""")
	void serve(UUID survey, int series, LocalDate coversFrom, boolean holdsPurged);

	@Modifying
	@Query(nativeQuery = true, value = "delete from tally_series where survey_id = :survey and id = any(:series)")
	void remove(UUID survey, Integer[] series);

	@Modifying
	@Query(nativeQuery = true, value = "delete from segment_value where survey_id = :survey and series = any(:series)")
	void forgetNames(UUID survey, Integer[] series);

	@Modifying
	@Query(nativeQuery = true, value = "delete from segment_value where survey_id = :survey")
	void forgetAllNames(UUID survey);

	@Modifying
	@Query(nativeQuery = true, value = "delete from tally_series where survey_id = :survey")
	void removeAll(UUID survey);

	/**
	 * Surveys with a series that doesn't cover all days that it can, and those that were
	 * published by an earlier version and have no series yet.
	 */
	@Query(nativeQuery = true, value = """
			select distinct s.survey_id from survey_state s
			join survey v on v.id = s.survey_id
			left join tally_series t on t.survey_id = s.survey_id
			where (t.survey_id is null and v.status <> 'DRAFT' and v.deleted_at is null)
				or not t.serving or t.covers_from > coalesce(s.purged_before, date '0001-01-01')""")
	List<UUID> findUnbuilt();

}

package dev.voce.kpi;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The tallies: summed up over ranges, and held against the answers. */
interface TallyRepository extends Repository<Tally, Tally.Key> {

	/**
	 * What the stored answers of a survey say, less what its tallies say: one row for
	 * each tally that is not what it should be. {@code :segments} are the attributes and
	 * places, {@code :choices} the choice questions. Periods whose answers were purged
	 * are left out. Columns are named inside the parts: Citus forgets the list of columns
	 * of a part that it moves into the statement.
	 */
	String DIFFERENCES = """
			with kept as materialized (
				select coalesce(raw_from, timestamptz '-infinity') as raw_from from survey_state where survey_id = :survey
			), dimension as (
				select '' as segment, false as choice
				union all select unnest(cast(:segments as text[])), false
				union all select unnest(cast(:choices as text[])), true
			), placed as (
				select r.id, r.submitted_at, r.finished, d.segment,
					case when d.segment = '' then ''
						when s.value = '(none)' or v.value is not null then s.value
						else '(other)' end as segment_value
				from response r
				cross join dimension d
				left join lateral segment_values(r.channel, r.touchpoint, r.locale, r.attributes, r.answers,
					d.segment, d.choice) s(value) on d.segment <> ''
				left join segment_value v on v.survey_id = :survey and v.segment = d.segment and v.value = s.value
				where r.survey_id = :survey and not r.test and r.mark is null
					and r.submitted_at >= (select raw_from from kept)
			), scored as (
				select a.response_id, a.question_id, cast(a.value as integer) - a.scale_min as score
				from answer a
				where a.survey_id = :survey and a.scale_min is not null and jsonb_typeof(a.value) = 'number'
			), counted as (
				select s.question_id, p.segment, p.submitted_at as at, p.segment_value, s.score
				from scored s join placed p on p.id = s.response_id
				union all
				select :survey, p.segment, p.submitted_at, p.segment_value, 1
				from placed p where p.segment in ('', 'channel', 'touchpoint')
				union all
				select :survey, p.segment, p.submitted_at, p.segment_value, 2
				from placed p where p.segment in ('', 'channel', 'touchpoint') and p.finished
				union all
				select :survey, d.segment, s.shown_at,
					case when d.segment = '' then '' when d.value is null then '(none)'
						when v.value is not null then d.value else '(other)' end, 0
				from shown s
				cross join lateral (values ('', null), ('channel', s.channel), ('touchpoint', s.touchpoint)) d(segment, value)
				left join segment_value v on v.survey_id = :survey and v.segment = d.segment and v.value = d.value
				where s.survey_id = :survey and s.shown_at >= (select raw_from from kept)
			), quarter as (
				select question_id, segment, segment_value, score,
					date_bin('15 minutes', at, timestamptz '2000-01-01 00:00:00Z') as period_start, count(*) as n
				from counted group by 1, 2, 3, 4, 5
			), period as (
				select question_id, segment, 'QUARTER_HOUR' as granularity, period_start, segment_value, score, n from quarter
				union all
				select question_id, segment, 'DAY', date_trunc('day', period_start, 'UTC'), segment_value, score, n from quarter
			), recounted as (
				select question_id, segment, granularity, period_start, segment_value,
					coalesce(sum(n) filter (where score = 0), 0) as n0, coalesce(sum(n) filter (where score = 1), 0) as n1,
					coalesce(sum(n) filter (where score = 2), 0) as n2, coalesce(sum(n) filter (where score = 3), 0) as n3,
					coalesce(sum(n) filter (where score = 4), 0) as n4, coalesce(sum(n) filter (where score = 5), 0) as n5,
					coalesce(sum(n) filter (where score = 6), 0) as n6, coalesce(sum(n) filter (where score = 7), 0) as n7,
					coalesce(sum(n) filter (where score = 8), 0) as n8, coalesce(sum(n) filter (where score = 9), 0) as n9,
					coalesce(sum(n) filter (where score = 10), 0) as n10
				from period group by 1, 2, 3, 4, 5
			), difference as (
				select question_id, segment, granularity, period_start, segment_value,
					coalesce(r.n0, 0) - coalesce(t.n0, 0) as n0, coalesce(r.n1, 0) - coalesce(t.n1, 0) as n1,
					coalesce(r.n2, 0) - coalesce(t.n2, 0) as n2, coalesce(r.n3, 0) - coalesce(t.n3, 0) as n3,
					coalesce(r.n4, 0) - coalesce(t.n4, 0) as n4, coalesce(r.n5, 0) - coalesce(t.n5, 0) as n5,
					coalesce(r.n6, 0) - coalesce(t.n6, 0) as n6, coalesce(r.n7, 0) - coalesce(t.n7, 0) as n7,
					coalesce(r.n8, 0) - coalesce(t.n8, 0) as n8, coalesce(r.n9, 0) - coalesce(t.n9, 0) as n9,
					coalesce(r.n10, 0) - coalesce(t.n10, 0) as n10
				from recounted r
				full join (select * from tally where survey_id = :survey
					and period_start >= (select raw_from from kept)) t
				using (question_id, segment, granularity, period_start, segment_value)
			)
			select cast(:survey as uuid), question_id, segment, granularity, period_start, segment_value,
				cast(n0 as bigint), cast(n1 as bigint), cast(n2 as bigint), cast(n3 as bigint), cast(n4 as bigint),
				cast(n5 as bigint), cast(n6 as bigint), cast(n7 as bigint), cast(n8 as bigint), cast(n9 as bigint),
				cast(n10 as bigint)
			from difference
			where (n0, n1, n2, n3, n4, n5, n6, n7, n8, n9, n10) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
			""";

	/** Adds to each counter, or takes from it. */
	String ADD = """
			on conflict (survey_id, question_id, segment, granularity, period_start, segment_value) do update set
				n0 = t.n0 + excluded.n0, n1 = t.n1 + excluded.n1, n2 = t.n2 + excluded.n2, n3 = t.n3 + excluded.n3,
				n4 = t.n4 + excluded.n4, n5 = t.n5 + excluded.n5, n6 = t.n6 + excluded.n6, n7 = t.n7 + excluded.n7,
				n8 = t.n8 + excluded.n8, n9 = t.n9 + excluded.n9, n10 = t.n10 + excluded.n10
			""";

	/** Sums up tallies over ranges of periods; rows of one index belong together. */
	@Query(nativeQuery = true, value = """
			select p.index, t.*
			from unnest(:indexes, :granularities, :froms, :tos) as p(index, granularity, from_start, to_start)
			cross join lateral (
				select segment_value,
					cast(sum(n0) as bigint), cast(sum(n1) as bigint), cast(sum(n2) as bigint), cast(sum(n3) as bigint),
					cast(sum(n4) as bigint), cast(sum(n5) as bigint), cast(sum(n6) as bigint), cast(sum(n7) as bigint),
					cast(sum(n8) as bigint), cast(sum(n9) as bigint), cast(sum(n10) as bigint)
				from tally
				where survey_id = :survey and question_id = :question and segment = :segment
					and granularity = p.granularity and period_start >= p.from_start and period_start < p.to_start
				group by segment_value
			) t""")
	List<Object[]> sum(UUID survey, UUID question, String segment, Integer[] indexes, String[] granularities,
			Instant[] froms, Instant[] tos);

	@Query(nativeQuery = true, value = DIFFERENCES + " limit :limit")
	List<Object[]> differences(UUID survey, String[] segments, String[] choices, int limit);

	@Modifying
	@Query(nativeQuery = true, value = "insert into tally_difference " + DIFFERENCES)
	int keepDifferences(UUID survey, String[] segments, String[] choices);

	@Modifying
	@Query(nativeQuery = true, value = """
			with part as (
				delete from tally_difference where survey_id = :survey and ctid = any(array(
					select ctid from tally_difference where survey_id = :survey limit :limit))
				returning *
			)
			insert into tally as t select * from part
			""" + ADD)
	int addSomeDifferences(UUID survey, int limit);

	/**
	 * Lets one rebuild at a time look for differences of a survey, until its transaction
	 * ends: the node that did so before may have lost its hold on the rebuild.
	 */
	@Query(nativeQuery = true,
			value = "select true from pg_advisory_xact_lock(hashtextextended(cast(:survey as text), 0))")
	boolean lockDifferences(UUID survey);

	@Modifying
	@Query(nativeQuery = true, value = "delete from tally_difference where survey_id = :survey")
	void dropDifferences(UUID survey);

	@Query(nativeQuery = true,
			value = "select count(*) from tally where survey_id = :survey and period_start >= :rawFrom")
	long countRows(UUID survey, Instant rawFrom);

	@Query(nativeQuery = true, value = """
			select count(*) from response r where r.survey_id = :survey and not r.test and r.mark is null
				and r.submitted_at >= :rawFrom and exists (
					select from jsonb_each(r.answers) a where jsonb_typeof(a.value) = 'number')""")
	long countAnswers(UUID survey, Instant rawFrom);

	@Modifying
	@Query(nativeQuery = true, value = "delete from tally where survey_id = :survey and segment = any(:segments)")
	void deleteSegments(UUID survey, String[] segments);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from tally where survey_id = :survey and ctid = any(array(
				select ctid from tally where survey_id = :survey limit :limit))""")
	int deleteSome(UUID survey, int limit);

	@Query(nativeQuery = true,
			value = "select value from segment_value where survey_id = :survey and segment = :segment")
	List<String> names(UUID survey, String segment);

	@Query(nativeQuery = true,
			value = "select count(*) from segment_value where survey_id = :survey and segment = :segment")
	long countNames(UUID survey, String segment);

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into segment_value (survey_id, segment, value)
			select s.survey_id, :segment, unnest(cast(:values as text[])) from survey_state s
			where s.survey_id = :survey on conflict do nothing""")
	void name(UUID survey, String segment, String[] values);

	@Modifying
	@Query(nativeQuery = true, value = "delete from segment_value where survey_id = :survey")
	void forgetNames(UUID survey);

	@Query(nativeQuery = true,
			value = """
					select distinct s.value
					from response r cross join lateral segment_values(r.channel, r.touchpoint, r.locale, r.attributes, r.answers,
						:segment, :choice) s(value)
					where r.survey_id = :survey and not r.test and r.mark is null and s.value <> '(none)' and not exists (
						select from segment_value v where v.survey_id = :survey and v.segment = :segment and v.value = s.value)
					limit :limit""")
	List<String> nameless(UUID survey, String segment, boolean choice, int limit);

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into rebuild (survey_id, id, status, requested_at) values (:survey, :id, 'RUNNING', :at)
			on conflict (survey_id) where status = 'RUNNING' do nothing""")
	void request(UUID survey, UUID id, Instant at);

	@Query(nativeQuery = true, value = "select id from rebuild where survey_id = :survey and status = 'RUNNING'")
	@Nullable UUID running(UUID survey);

	@Query(nativeQuery = true, value = """
			select survey_id, id from rebuild where status = 'RUNNING'
			order by requested_at limit 1 for update skip locked""")
	List<Object[]> takeRebuild();

	@Modifying
	@Query(nativeQuery = true, value = """
			update rebuild set status = :status, checked = :checked, corrected = corrected + :corrected
			where survey_id = :survey and id = :id""")
	void finish(UUID survey, UUID id, String status, long checked, long corrected);

	@Query(nativeQuery = true,
			value = "select status, checked, corrected from rebuild where survey_id = :survey and id = :id")
	List<Object[]> rebuild(UUID survey, UUID id);

	@Modifying
	@Query(nativeQuery = true, value = "delete from rebuild where survey_id = :survey")
	void forgetRebuilds(UUID survey);

}

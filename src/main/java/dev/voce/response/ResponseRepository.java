package dev.voce.response;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.persistence.QueryHint;
import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** The rows of responses and what belongs to them. */
interface ResponseRepository extends Repository<Response, Response.Key>, ResponseBatch {

	/** In milliseconds: searches look at every response of a range. */
	String LONGEST_SEARCH = "60000";

	/**
	 * Whether series {@code t} counts the value of {@code s} under (other): it isn't one
	 * of those that the survey names, or came after as many as can have a name.
	 */
	String NAMES_NO_MORE = """
			(s.value <> all(t.allowed) or not exists (
				select from segment_value v
				where v.survey_id = :survey and v.series = t.id and v.value = s.value)
			and 1000 <= (select count(*) from segment_value v where v.survey_id = :survey and v.series = t.id))""";

	/** Whether a response counts in figures. */
	String COUNTS = "(not r.test and r.mark is null)";

	/** Whether a response says how to get in touch; an index has the same condition. */
	String HAS_CONTACT = "nullif(nullif(r.attributes ->> 'contact', ''), 'false') is not null";

	/** Whether a response is of the dates, sources and groups that are wanted. */
	String FILTERED = """
			r.survey_id = :survey and r.submitted_at >= :from and r.submitted_at < :to
				and r.received_at >= :receivedFrom and r.received_at < :receivedTo
				and (cast(:source as text) is null or r.source = cast(:source as text))
				and (cast(:channel as text) is null or coalesce(r.channel, '(none)') = cast(:channel as text))
				and (cast(:test as boolean) is null or r.test = cast(:test as boolean))
				and (cast(:mark as text) is null or coalesce(r.mark, 'NONE') = cast(:mark as text))
				and (cast(:question as text) is null or (r.version >= :since and r.version < :until
					and r.answers ->> cast(:question as text) = any(:scores)))
				and (cast(:segment as text) is null or exists (
					select from segment_values(r.channel, r.touchpoint, r.locale, r.attributes, r.answers,
						cast(:segment as text), :choice) s(value)
					where case when :value = '(other)'
						then s.value <> '(none)' and exists (
							select from tally_series t
							where t.survey_id = :survey and t.question_id <> :survey and t.serving
								and t.segment = :segment and """ + NAMES_NO_MORE + """
						)
						else s.value = :value end))
			""";

	/** Whether a response is of the view that is wanted, and has the words. */
	String VIEWED = "(cast(:counted as boolean) is null or " + COUNTS + " = cast(:counted as boolean))"
			+ " and (cast(:contact as boolean) is null or (" + HAS_CONTACT + ") = cast(:contact as boolean))" + """
					and (cast(:comment as boolean) is null or (r.comments is not null) = cast(:comment as boolean))
					and (cardinality(:words) = 0 or exists (select from jsonb_each_text(r.comments) a
						where a.key = any(:texts) and a.value ~ all(:words)))
					""";

	/**
	 * Plans each statement of the transaction by its parameters, unlike others: of a
	 * list's filters most are not given, and what is given decides which index serves.
	 */
	@Query(nativeQuery = true, value = "select set_config('plan_cache_mode', 'force_custom_plan', true)")
	String planByParameters();

	@QueryHints(@QueryHint(name = "jakarta.persistence.query.timeout", value = LONGEST_SEARCH))
	@Query(nativeQuery = true, value = "select r.* from response r where " + FILTERED + " and " + VIEWED + """
			and (r.submitted_at, r.id) < (:beforeAt, :beforeId)
			order by r.submitted_at desc, r.id desc limit :limit""")
	List<Response> page(UUID survey, Instant from, Instant to, Instant receivedFrom, Instant receivedTo,
			@Nullable String source, @Nullable String channel, Instant beforeAt, UUID beforeId, @Nullable Boolean test,
			@Nullable String mark, @Nullable Boolean counted, @Nullable Boolean comment, @Nullable Boolean contact,
			@Nullable String question, int since, int until, String[] scores, @Nullable String segment, boolean choice,
			String value, String[] texts, String[] words, int limit);

	/**
	 * How many there are among the newest; with a contact and of no figure, among all.
	 */
	@QueryHints(@QueryHint(name = "jakarta.persistence.query.timeout", value = LONGEST_SEARCH))
	@Query(nativeQuery = true, value = "select count(*) as read, count(*) filter (where " + COUNTS
			+ ") as counting, count(*) filter (where " + COUNTS
			+ " and r.comments is not null) as commented, count(*) filter (where " + VIEWED
			+ ") as matching, (select count(*) from (select from response r where " + FILTERED + " and " + HAS_CONTACT
			+ " and " + COUNTS + " limit :most) c) as reachable, "
			+ "(select count(*) from (select from response r where " + FILTERED
			+ " and (r.test or r.mark is not null) limit :most) v) as void from (select r.* from response r where "
			+ FILTERED + " order by r.submitted_at desc, r.id desc limit :most) r")
	Counts counts(UUID survey, Instant from, Instant to, Instant receivedFrom, Instant receivedTo,
			@Nullable String source, @Nullable String channel, @Nullable Boolean test, @Nullable String mark,
			@Nullable Boolean counted, @Nullable Boolean comment, @Nullable Boolean contact, @Nullable String question,
			int since, int until, String[] scores, @Nullable String segment, boolean choice, String value,
			String[] texts, String[] words, int most);

	/** A row of counts. */
	interface Counts {

		long getRead();

		long getCounting();

		long getCommented();

		long getMatching();

		long getReachable();

		long getVoid();

	}

	/** Records of asking whose ids have no response. */
	@QueryHints(@QueryHint(name = "jakarta.persistence.query.timeout", value = LONGEST_SEARCH))
	@NativeQuery(sqlResultSetMapping = Response.SHOWN, value = """
			select k.survey_id, k.id, k.stage, k.at, k.mark from shown k
			where k.survey_id = :survey and k.at >= :from and k.at < :to
				and (k.at, k.id, k.stage) < (:beforeAt, :beforeId, :beforeStage)
				and k.received_at >= :receivedFrom and k.received_at < :receivedTo
				and (cast(:source as text) is null or k.source = cast(:source as text))
				and (cast(:channel as text) is null or coalesce(k.channel, '(none)') = cast(:channel as text))
				and (cast(:mark as text) is null or coalesce(k.mark, 'NONE') = cast(:mark as text))
				and (cast(:segment as text) is null or exists (
					select from (select coalesce(nullif(
						case when :segment = 'channel' then k.channel else k.touchpoint end, ''), '(none)')) s(value)
					where case when :value = '(other)'
						then s.value <> '(none)' and exists (
							select from tally_series t
							where t.survey_id = :survey and t.question_id = :survey and t.serving
								and t.segment = :segment and """ + NAMES_NO_MORE + """
						)
						else s.value = :value end))
				and not exists (select from response r where r.survey_id = :survey and r.id = k.id)
			order by k.at desc, k.id desc, k.stage desc limit :limit""")
	List<ShownRow> shown(UUID survey, Instant from, Instant to, Instant receivedFrom, Instant receivedTo,
			@Nullable String source, @Nullable String channel, @Nullable String mark, @Nullable String segment,
			String value, Instant beforeAt, UUID beforeId, String beforeStage, int limit);

	/**
	 * In order of their numbers. What was stored before there were numbers has 0, and
	 * comes in order of id.
	 */
	@QueryHints(@QueryHint(name = "jakarta.persistence.query.timeout", value = LONGEST_SEARCH))
	@NativeQuery(sqlResultSetMapping = Response.CHANGES, value = """
			select c.id, c.sequence, c.changed_at from (
				(select r.id, r.sequence, r.changed_at from response r
					where r.survey_id = :survey and cast(:sequence as bigint) = 0 and r.sequence = 0 and r.id > :id
						and r.changed_at >= :since
					order by r.id limit :limit)
				union all
				(select r.id, r.sequence, r.changed_at from response r
					where r.survey_id = :survey and r.sequence > :sequence and r.changed_at >= :since
					order by r.sequence limit :limit)
				union all
				(select e.response_id, e.sequence, e.changed_at from erased e
					where e.survey_id = :survey and cast(:sequence as bigint) = 0 and e.sequence = 0
						and e.response_id > :id and e.changed_at >= :since
					order by e.response_id limit :limit)
				union all
				(select e.response_id, e.sequence, e.changed_at from erased e
					where e.survey_id = :survey and e.sequence > :sequence and e.changed_at >= :since
					order by e.sequence limit :limit)
			) c order by c.sequence, c.id limit :limit""")
	List<Response.Change> changes(UUID survey, long sequence, UUID id, Instant since, int limit);

	/**
	 * Responses that bear a person's name or address. Words of attributes are indexed
	 * where one of them may be an address; among those found, whole values are compared.
	 * Evaluated as a whole: in order of id, the words of each row would be taken apart.
	 */
	String OF_PERSON = """
			select r.survey_id, r.id from response r
			where r.survey_id = any(:surveys) and lower(r.respondent) = lower(:person) and r.respondent is not null
			union
			select r.survey_id, r.id from response r
			where r.survey_id = any(:surveys)
				and (nullif(nullif(r.attributes ->> 'contact', ''), 'false') is not null
					or cast(r.attributes as text) like '%@%')
				and jsonb_to_tsvector('pg_catalog.simple', r.attributes, '["string"]')
					@@ plainto_tsquery('pg_catalog.simple', :person)
				and exists (select from jsonb_each_text(r.attributes) a
					where lower(a.value) = lower(:person) and (a.key = 'contact' or a.value like '%@%'))
			""";

	@NativeQuery(sqlResultSetMapping = Response.KEYS, value = "with p as materialized (" + OF_PERSON
			+ ") select p.survey_id, p.id from p where p.id > :after order by p.id limit :limit")
	List<Response.Key> keysOfPerson(UUID[] surveys, String person, UUID after, int limit);

	@Query(nativeQuery = true, value = "with p as materialized (" + OF_PERSON + ") select distinct p.survey_id from p")
	List<UUID> surveysOfPerson(UUID[] surveys, String person);

	@Query(nativeQuery = true, value = """
			select lower(r.respondent) as respondent, max(r.submitted_at) as at from response r
			where r.survey_id = any(:surveys) and lower(r.respondent) = any(:respondents) and not r.test
			group by lower(r.respondent)""")
	List<Last> lastOfPeople(UUID[] surveys, String[] respondents);

	/** When somebody answered last. */
	interface Last {

		String getRespondent();

		Instant getAt();

	}

	@Query(nativeQuery = true, value = """
			select r.* from response r
			where r.survey_id = :survey and r.submitted_at >= :from and r.submitted_at < :before and not r.anonymous
			order by r.submitted_at, r.id limit :limit""")
	List<Response> named(UUID survey, Instant from, Instant before, int limit);

	/**
	 * Their ids stay known as erased: what is sent again must not be counted again. One
	 * that somebody was asked for on a day that is kept is counted there, and goes with
	 * that day.
	 */
	@Modifying
	@Query(nativeQuery = true, value = """
			with gone as (
				delete from response where survey_id = :survey and id in (
					select r.id from response r where r.survey_id = :survey and r.submitted_at < :before
						and (r.asked_at is null or r.asked_at < :before)
					order by r.submitted_at, r.id limit :limit)
				returning survey_id, id
			)
			insert into erased (survey_id, response_id, sequence, changed_at)
			select survey_id, id, nextval('row_sequence'), now() from gone on conflict do nothing""")
	int purgeSome(UUID survey, Instant before, int limit);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from shown where survey_id = :survey and (id, stage) in (
				select s.id, s.stage from shown s where s.survey_id = :survey and s.at < :before
				order by s.at limit :limit)""")
	int purgeSomeShown(UUID survey, Instant before, int limit);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from response where survey_id = :survey
				and id in (select r.id from response r where r.survey_id = :survey limit :limit)""")
	int deleteSome(UUID survey, int limit);

	@Modifying
	@Query(nativeQuery = true, value = "delete from erased where survey_id = :survey")
	void forgetErased(UUID survey);

	@Modifying
	@Query(nativeQuery = true, value = "delete from superseded where survey_id = :survey")
	void forgetSuperseded(UUID survey);

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from shown where survey_id = :survey
				and (id, stage) in (select s.id, s.stage from shown s where s.survey_id = :survey limit :limit)""")
	int forgetSomeShown(UUID survey, int limit);

}

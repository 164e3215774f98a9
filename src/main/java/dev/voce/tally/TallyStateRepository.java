package dev.voce.tally;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * How far the tallies are. Read past the persistence context, which would keep old rows.
 */
interface TallyStateRepository extends Repository<TallyState, UUID> {

	/** The highest sequence number of a survey: an end of each of three indexes. */
	String LAST_SEQUENCE = """
			greatest(0, (select sequence from response where survey_id = :survey and sequence >= 0
					order by sequence desc limit 1),
				(select sequence from shown where survey_id = :survey and sequence >= 0
					order by sequence desc limit 1),
				(select sequence from erased where survey_id = :survey and sequence >= 0
					order by sequence desc limit 1))""";

	/** How far a survey's tallies are. */
	interface State {

		long getTalliedTo();

		long getRevision();

		int getLastSeries();

		int getLastRows();

		@Nullable String getZoneRules();

		@Nullable String getZoneVersion();

	}

	@Query(nativeQuery = true,
			value = "select tallied_to, revision, last_series, last_rows, zone_rules, zone_version from tally_state where survey_id = :survey")
	Optional<State> read(UUID survey);

	@Query(nativeQuery = true, value = """
			select tallied_to, revision, last_series, last_rows, zone_rules, zone_version from tally_state
			where survey_id = :survey for update""")
	Optional<State> lock(UUID survey);

	@Query(nativeQuery = true, value = """
			select tallied_to, revision, last_series, last_rows, zone_rules, zone_version from tally_state
			where survey_id = :survey for update skip locked""")
	Optional<State> lockFree(UUID survey);

	@Modifying
	@Query(nativeQuery = true,
			value = "update tally_state set tallied_to = :to, last_rows = :rows where survey_id = :survey")
	void tallied(UUID survey, long to, int rows);

	@Modifying
	@Query(nativeQuery = true,
			value = "update tally_state set revision = revision + 1, last_series = :lastSeries where survey_id = :survey")
	void revised(UUID survey, int lastSeries);

	@Modifying
	@Query(nativeQuery = true, value = """
			update tally_state set zone_rules = :rules, zone_version = :version where survey_id = :survey""")
	void recordZone(UUID survey, String rules, String version);

	/** Records that the rules of a survey's zone are to be recorded anew. */
	@Modifying
	@Query(nativeQuery = true,
			value = "update tally_state set zone_rules = null, zone_version = null where survey_id = :survey")
	void forgetZone(UUID survey);

	/**
	 * Surveys of which a change has waited to be tallied since before an instant, or of
	 * which at least so many wait.
	 */
	@Query(nativeQuery = true, value = """
			select t.survey_id from tally_state t
			cross join lateral (
				select count(*) as changes, min(changed_at) as earliest from (
					(select changed_at from response where survey_id = t.survey_id and sequence > t.tallied_to
						order by sequence limit :many)
					union all
					(select received_at from shown where survey_id = t.survey_id and sequence > t.tallied_to
						order by sequence limit :many)
					union all
					(select changed_at from erased where survey_id = t.survey_id and sequence > t.tallied_to
						order by sequence limit :many)) each) waiting
			where waiting.changes >= :many or waiting.earliest < :before""")
	List<UUID> findUntallied(Instant before, int many);

	@Query(nativeQuery = true, value = "select " + LAST_SEQUENCE)
	long lastSequence(UUID survey);

	/** The tag of a survey. */
	interface Tag {

		UUID getSurvey();

		String getTag();

	}

	/**
	 * The tags of many surveys, in one statement over all shards.
	 * @see CountsReader#tag
	 */
	@Query(nativeQuery = true, value = """
			select t.survey_id as survey, concat(greatest(0, r.last, s.last, e.last), '.', t.revision) as tag
			from tally_state t
			left join lateral (select max(sequence) as last from response
					where survey_id = t.survey_id and sequence >= 0) r on true
			left join lateral (select max(sequence) as last from shown
					where survey_id = t.survey_id and sequence >= 0) s on true
			left join lateral (select max(sequence) as last from erased
					where survey_id = t.survey_id and sequence >= 0) e on true
			where t.survey_id in (:surveys)""")
	List<Tag> tags(Collection<UUID> surveys);

}

package dev.voce.tally;

import java.util.UUID;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The rows of tallies. */
interface TallyRepository extends Repository<Tally, Tally.Key>, TallyRows {

	@Modifying
	@Query(nativeQuery = true, value = """
			delete from tally where survey_id = :survey and ctid = any(array(
				select ctid from tally where survey_id = :survey limit :limit))""")
	int removeSome(UUID survey, int limit);

	/** Removes rows of series that are no longer there. */
	@Modifying
	@Query(nativeQuery = true, value = """
			delete from tally where survey_id = :survey and ctid = any(array(
				select t.ctid from tally t where t.survey_id = :survey and not exists (
					select from tally_series s where s.survey_id = :survey and s.id = t.series) limit :limit))""")
	int removeSomeOrphans(UUID survey, int limit);

}

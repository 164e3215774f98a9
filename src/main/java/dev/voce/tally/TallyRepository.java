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

	@Modifying
	@Query(nativeQuery = true, value = "delete from tally where survey_id = :survey and series = any(:series)")
	void removeSeries(UUID survey, Integer[] series);

}

package dev.voce.user;

import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SetupLinkRepository extends Repository<SetupLink, Integer> {

	@Modifying
	@Query(nativeQuery = true, value = """
			insert into setup_link (id, hash) values (1, :hash)
			on conflict (id) do update set hash = excluded.hash""")
	void replace(byte[] hash);

	/**
	 * Deletes the link. Of two transactions at once, the second waits and then finds
	 * none.
	 */
	@Modifying
	@Query(nativeQuery = true, value = "delete from setup_link where hash = :hash")
	int use(byte[] hash);

}

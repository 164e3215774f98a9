package dev.voce.user;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Whether there is an administrator, and the link without which nobody can create the
 * first. Every start asks, and so goes without queries of entities: the first of these
 * takes half a second to prepare.
 */
@Repository
class Setup {

	private static final String IS_DONE = """
			select exists (select from app_user where role = 'ADMIN' and password is not null)""";

	private static final String REPLACE_LINK = """
			insert into setup_link (id, hash) values (1, ?)
			on conflict (id) do update set hash = excluded.hash""";

	private static final String USE_LINK = "delete from setup_link where hash = ?";

	private final JdbcClient database;

	Setup(JdbcClient database) {
		this.database = database;
	}

	/** Whether an administrator can log in. */
	boolean isDone() {
		return this.database.sql(IS_DONE).query(Boolean.class).single();
	}

	void replaceLink(byte[] hash) {
		this.database.sql(REPLACE_LINK).param(hash).update();
	}

	/**
	 * Deletes the link. Of two transactions at once, the second waits and then finds
	 * none.
	 */
	boolean useLink(byte[] hash) {
		return this.database.sql(USE_LINK).param(hash).update() > 0;
	}

}

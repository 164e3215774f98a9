package dev.voce.workspace;

import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which workspace was created first. Every start asks for it, and so goes without queries
 * of entities: the first of these takes half a second to prepare.
 */
@Repository
class FirstWorkspace {

	private static final String FIND = "select id from workspace order by created_at limit 1";

	private static final String LOCK = "select true from pg_advisory_xact_lock(8623)";

	private final JdbcClient database;

	FirstWorkspace(JdbcClient database) {
		this.database = database;
	}

	Optional<UUID> find() {
		return this.database.sql(FIND).query(UUID.class).optional();
	}

	/** Allows one node at a time to create it, until its transaction ends. */
	void lock() {
		this.database.sql(LOCK).query(Boolean.class).single();
	}

}

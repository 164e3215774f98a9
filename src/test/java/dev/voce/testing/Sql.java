package dev.voce.testing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;

import javax.sql.DataSource;

import org.springframework.jdbc.core.JdbcTemplate;

/** A way past the service to its database, for what no client could do. */
public final class Sql {

	private final DataSource dataSource;

	private final JdbcTemplate jdbc;

	public Sql(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = new JdbcTemplate(dataSource);
	}

	public int run(String statement, Object... arguments) {
		return this.jdbc.update(statement, arguments);
	}

	public long count(String query, Object... arguments) {
		return this.jdbc.queryForObject(query, Long.class, arguments);
	}

	/**
	 * Makes a further workspace.
	 * @return its API key, with all scopes
	 */
	public String workspace() {
		UUID id = UUID.randomUUID();
		String secret = "key-of-" + id;
		run("insert into workspace (id, name, created_at, secret) values (?, 'another', ?, ?)", id,
				Timestamp.from(Instant.now()), sha256("of " + id));
		run("insert into api_key (id, workspace_id, name, hash, scopes, created_at) values (?, ?, 'key', ?, ?, ?)",
				UUID.randomUUID(), id, sha256(secret), "responses:write read manage cases people",
				Timestamp.from(Instant.now()));
		return secret;
	}

	/**
	 * Makes an administrator, unless there is one of this e-mail.
	 * @param key of whose workspace
	 */
	public void administrator(String email, String key) {
		run("""
				insert into app_user (id, workspace_id, email, name, role, password, created_at)
				select ?, workspace_id, ?, 'Administrator', 'ADMIN', ?, ? from api_key where hash = ?
				on conflict (email) do nothing""", UUID.randomUUID(), email, "{noop}" + Api.PASSWORD,
				Timestamp.from(Instant.now()), sha256(key));
	}

	/**
	 * Has a survey published long ago, so that dates of the last week are taken on the
	 * public API. Nodes that know the survey already see so after a second.
	 */
	public void publishedLongAgo(UUID survey) {
		run("update survey set first_published_at = first_published_at - interval '1 year' where id = ?", survey);
	}

	/** Holds a survey's state in a transaction of its own, as another node would. */
	public Hold hold(UUID survey) {
		return hold("select 1 from survey_state where survey_id = '" + survey + "' for update");
	}

	/** Holds a user, as whoever removes them does. */
	public Hold holdUser(String id) {
		return hold("select 1 from app_user where id = '" + UUID.fromString(id) + "' for update");
	}

	/** Holds a table, so that nobody reads it. */
	public Hold holdTable(String table) {
		return hold("lock table " + table + " in access exclusive mode");
	}

	private Hold hold(String statement) {
		try {
			Connection connection = this.dataSource.getConnection();
			connection.setAutoCommit(false);
			try (var lock = connection.createStatement()) {
				lock.execute(statement);
			}
			return () -> {
				if (!connection.isClosed()) {
					connection.rollback();
					connection.setAutoCommit(true);
					connection.close();
				}
			};
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** A lock, until it is closed. */
	public interface Hold extends AutoCloseable {

		@Override
		void close() throws SQLException;

	}

	private static byte[] sha256(String secret) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(secret.getBytes());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

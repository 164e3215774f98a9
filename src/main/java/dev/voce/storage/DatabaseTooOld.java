package dev.voce.storage;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.dao.DataAccessResourceFailureException;

/** Voce's statements need PostgreSQL 14, which brought {@code date_bin}. */
class DatabaseTooOld extends IllegalStateException {

	private static final int OLDEST = 14;

	DatabaseTooOld(String version) {
		super("The database is PostgreSQL " + version + ", and Voce needs PostgreSQL " + OLDEST + " or newer");
	}

	/**
	 * Checks the version of a database before anything is done to it.
	 * @throws DatabaseTooOld if it is older than Voce can use
	 */
	static void check(DataSource database) {
		try (Connection connection = database.getConnection()) {
			check(connection.getMetaData().getDatabaseMajorVersion(),
					connection.getMetaData().getDatabaseProductVersion());
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("The database does not answer", ex);
		}
	}

	static void check(int major, String version) {
		if (major < OLDEST) {
			throw new DatabaseTooOld(version);
		}
	}

	/** Reports it in two sentences instead of a stack trace. */
	static class Analyzer extends AbstractFailureAnalyzer<DatabaseTooOld> {

		@Override
		protected FailureAnalysis analyze(Throwable rootFailure, DatabaseTooOld cause) {
			return new FailureAnalysis(String.valueOf(cause.getMessage()),
					"Upgrade it, or set SPRING_DATASOURCE_URL to a newer one", cause);
		}

	}

}

package dev.voce.storage;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.orm.jpa.JpaSystemException;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseFaultTest {

	private static SQLException failure(String message) {
		return new SQLException(message, "XX000");
	}

	@Test
	void workerOfCitusThatRestartsIsUnavailable() {
		SQLException lost = failure("ERROR: failure on connection marked as essential: 10.0.0.7:5432");
		assertThat(DatabaseFault.of(new JpaSystemException(new RuntimeException(lost))))
			.isEqualTo(DatabaseFault.UNAVAILABLE);
	}

	@Test
	void otherInternalErrorIsADefect() {
		assertThat(DatabaseFault.of(failure("ERROR: cache lookup failed for type 0"))).isEqualTo(DatabaseFault.OTHER);
	}

	@Test
	void reasonIsTheFirstLineOfTheDatabasesMessage() {
		SQLException failure = new SQLException("ERROR: connection to the remote node failed\n  Detail: timeout",
				"08006");
		assertThat(
				DatabaseFault.reason(new DataAccessResourceFailureException("could not execute\nstatement", failure)))
			.isEqualTo("ERROR: connection to the remote node failed");
		assertThat(DatabaseFault.reason(new IllegalStateException("a\nb"))).isEqualTo("a");
	}

}

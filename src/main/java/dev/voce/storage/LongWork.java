package dev.voce.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives statements their time that look at every answer of a survey. All others are given
 * up when the database says nothing for a while, as it may be the network that swallows
 * what it says.
 */
@Component
public class LongWork {

	private static final Duration LONGEST = Duration.ofHours(6);

	private final DataSource dataSource;

	LongWork(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * Lets the statements of the current transaction take up to six hours each, and joins
	 * fit for many rows be chosen. Whoever has the connection next finds it as it was.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void begin() {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try (Statement statement = connection.createStatement()) {
			connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST.toMillis()));
			// A database that was just restored or recovered takes large tables for
			// small ones, and would hold every answer against every other.
			statement.execute("set local enable_nestloop = off");
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("the connection broke", ex);
		}
	}

}

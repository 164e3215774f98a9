package dev.voce.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Allows more time for statements that read every response of a survey. All others are
 * cancelled when the database sends nothing for a while, as the network may be dropping
 * packets.
 */
@Component
public class LongWork {

	private static final Duration LONGEST = Duration.ofHours(6);

	private final DataSource dataSource;

	LongWork(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	/**
	 * Allows the statements of the current transaction six hours each.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void begin() {
		Connection connection = DataSourceUtils.getConnection(this.dataSource);
		try {
			connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST.toMillis()));
		}
		catch (SQLException ex) {
			throw new DataAccessResourceFailureException("the connection broke", ex);
		}
	}

}

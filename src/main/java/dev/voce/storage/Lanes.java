package dev.voce.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Gives each thread a connection of its lane's pool. While the database is unavailable,
 * threads don't wait one after the other: for a second after a wait has failed, further
 * requests for a connection are refused at once.
 */
class Lanes extends AbstractRoutingDataSource {

	private static final Logger log = LoggerFactory.getLogger(Lanes.class);

	private static final long REFUSE_AFTER_FAILURE = Duration.ofSeconds(1).toNanos();

	/** When a wait for a connection last failed. */
	private final Map<HikariDataSource, Long> failed = new ConcurrentHashMap<>();

	Lanes(Map<Lane, HikariDataSource> pools) {
		setTargetDataSources(Map.copyOf(pools));
	}

	@Override
	protected Object determineCurrentLookupKey() {
		return Lane.current();
	}

	@Override
	public Connection getConnection() throws SQLException {
		HikariDataSource pool = (HikariDataSource) determineTargetDataSource();
		Long last = this.failed.get(pool);
		if (last != null && System.nanoTime() - last < REFUSE_AFTER_FAILURE && isEmpty(pool)) {
			throw new SQLTransientConnectionException("the database was unavailable a moment ago", "08001");
		}
		try {
			return pool.getConnection();
		}
		catch (SQLTransientConnectionException ex) {
			this.failed.put(pool, System.nanoTime());
			log.warn("No connection to the database: {}", ex.getMessage());
			throw ex;
		}
	}

	/** A pool that is only busy has connections. */
	private static boolean isEmpty(HikariDataSource pool) {
		HikariPoolMXBean state = pool.getHikariPoolMXBean();
		return state != null && state.getTotalConnections() == 0;
	}

}

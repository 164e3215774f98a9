package dev.voce.storage;

import java.sql.SQLException;

import com.zaxxer.hikari.SQLExceptionOverride;
import org.postgresql.util.PSQLException;

/**
 * Keeps a connection to the coordinator of a Citus cluster when it reports that a worker
 * is unavailable: that has the state of a broken connection, but it is not this one.
 */
class CoordinatorStays implements SQLExceptionOverride {

	@java.lang.Override
	public Override adjudicate(SQLException failure) {
		// What breaks a connection to the coordinator itself
		// is found by the driver, and reported by no server.
		boolean reported = failure instanceof PSQLException postgres && postgres.getServerErrorMessage() != null;
		return (reported && String.valueOf(failure.getSQLState()).startsWith("08")) ? Override.DO_NOT_EVICT
				: Override.CONTINUE_EVICT;
	}

}

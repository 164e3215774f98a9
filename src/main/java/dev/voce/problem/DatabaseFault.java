package dev.voce.problem;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * What a failure of the database means for the work that met it, read from its SQL state.
 */
public enum DatabaseFault {

	/** A row that the database refuses (classes 22 and 23): the same row fails again. */
	DATA,

	/** Two transactions met (40001, 40P01): the same work succeeds when tried again. */
	CONFLICT,

	/** A lock was not to be had in time (55P03). */
	LOCKED,

	/** It took longer than it may, and was ended (57014). */
	TOO_LONG,

	/**
	 * The database is away or full, shuts down or takes no writes (classes 08, 25, 53,
	 * 57, and no connection at all), or the coordinator of a Citus cluster has lost one
	 * of its workers. Whether a commit under way took place is not known.
	 */
	AWAY,

	/** A defect of ours. */
	OTHER;

	/** How Citus says, under XX000, that the connection to a worker broke. */
	private static final String WORKER_LOST = "failure on connection marked as essential";

	/**
	 * Reads the kind of a failure.
	 * @param failure what was thrown, its causes included
	 * @return the kind
	 */
	public static DatabaseFault of(Throwable failure) {
		// What failed first tells more than the rollback that then failed too.
		if (failure instanceof TransactionSystemException transaction
				&& transaction.getApplicationException() != null) {
			return of(transaction.getApplicationException());
		}
		boolean poolFailed = false;
		for (Throwable cause = failure; cause != null; cause = next(cause)) {
			if (cause instanceof SQLException sql) {
				if (sql.getSQLState() != null) {
					return of(sql.getSQLState(), String.valueOf(sql.getMessage()));
				}
				// PostgreSQL always states one, the pool does not: it has no connection,
				// or the one in use broke and could not even be rolled back.
				poolFailed = true;
			}
		}
		return (poolFailed || failure instanceof CannotCreateTransactionException
				|| failure instanceof TransactionSystemException
				|| failure instanceof DataAccessResourceFailureException) ? AWAY : OTHER;
	}

	/**
	 * Tells whether the client may simply try again.
	 * @return {@code true} unless trying again would meet the same
	 */
	public boolean passes() {
		return this == CONFLICT || this == LOCKED || this == TOO_LONG || this == AWAY;
	}

	/**
	 * Says in one line why the database failed.
	 * @param failure what was thrown, its causes included
	 * @return the first line of what the database or the driver said
	 */
	public static String reason(Throwable failure) {
		Throwable cause = failure;
		while (!(cause instanceof SQLException)) {
			Throwable next = next(cause);
			if (next == null) {
				break;
			}
			cause = next;
		}
		return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
	}

	private static DatabaseFault of(String state, String message) {
		return switch (state) {
			case "40001", "40P01" -> CONFLICT;
			case "55P03" -> LOCKED;
			case "57014" -> TOO_LONG;
			case "25006" -> AWAY;
			case "XX000" -> message.contains(WORKER_LOST) ? AWAY : OTHER;
			default -> switch (state.substring(0, Math.min(2, state.length()))) {
				case "22", "23" -> DATA;
				case "08", "53", "57" -> AWAY;
				default -> OTHER;
			};
		};
	}

	private static @Nullable Throwable next(Throwable cause) {
		return (cause.getCause() == cause) ? null : cause.getCause();
	}

}

package dev.voce.storage;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * What a failure of the database means for the operation, read from its SQL state.
 */
public enum DatabaseFault {

	/** A row that the database refuses (classes 22 and 23): the same row fails again. */
	DATA,

	/** Two transactions conflicted (40001, 40P01): repeating the operation succeeds. */
	CONFLICT,

	/** A lock was not free in time (55P03). */
	LOCKED,

	/** A statement exceeded its time and was cancelled (57014). */
	TOO_LONG,

	/**
	 * The database is unreachable, full, shutting down or read-only (classes 08, 53, 57,
	 * 25006, and no connection at all), or the coordinator of a Citus cluster has lost
	 * one of its workers. The outcome of a running commit is not known.
	 */
	UNAVAILABLE,

	/** A defect of Voce. */
	OTHER;

	/** How Citus reports, under XX000, that the connection to a worker broke. */
	private static final String WORKER_LOST = "failure on connection marked as essential";

	/**
	 * Reads the kind of a failure.
	 * @param failure what was thrown, its causes included
	 * @return the kind
	 */
	public static DatabaseFault of(Throwable failure) {
		// The first failure is more precise than that of the rollback.
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
				// PostgreSQL always sends one, the pool does not: it has no connection,
				// or the one in use broke and could not be rolled back.
				poolFailed = true;
			}
		}
		return (poolFailed || failure instanceof CannotCreateTransactionException
				|| failure instanceof TransactionSystemException
				|| failure instanceof DataAccessResourceFailureException) ? UNAVAILABLE : OTHER;
	}

	/**
	 * Whether the client may repeat the request unchanged.
	 * @return {@code true} unless it would fail in the same way
	 */
	public boolean passes() {
		return this == CONFLICT || this == LOCKED || this == TOO_LONG || this == UNAVAILABLE;
	}

	/**
	 * Returns in one line why the database failed.
	 * @param failure what was thrown, its causes included
	 * @return the first line of the message of the database or the driver
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
			case "25006" -> UNAVAILABLE;
			case "XX000" -> message.contains(WORKER_LOST) ? UNAVAILABLE : OTHER;
			default -> switch (state.substring(0, Math.min(2, state.length()))) {
				case "22", "23" -> DATA;
				case "08", "53", "57" -> UNAVAILABLE;
				default -> OTHER;
			};
		};
	}

	private static @Nullable Throwable next(Throwable cause) {
		return (cause.getCause() == cause) ? null : cause.getCause();
	}

}

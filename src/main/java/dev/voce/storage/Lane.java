package dev.voce.storage;

import java.util.function.Supplier;

/**
 * The connection pool that a thread uses. Storing a response has pools of its own, so
 * that no number of readers can keep responses from being stored.
 */
public enum Lane {

	/** For everything else. */
	SHARED,

	/** For short look-ups of keys and surveys. */
	LOOKUP,

	/** The connection of the intake's writer. */
	WRITER;

	private static final ThreadLocal<Lane> current = ThreadLocal.withInitial(() -> SHARED);

	/** Sets the pool of the calling thread until it sets another. */
	public void take() {
		current.set(this);
	}

	/**
	 * Runs work of the calling thread with this pool. Within a transaction that has
	 * begun, the transaction's own connection is used.
	 * @param work what to do
	 * @return what it returns
	 */
	public <T> T call(Supplier<T> work) {
		Lane before = current.get();
		current.set(this);
		try {
			return work.get();
		}
		finally {
			current.set(before);
		}
	}

	static Lane current() {
		return current.get();
	}

}

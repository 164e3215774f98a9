package dev.voce.storage;

import java.util.function.Supplier;

/**
 * The connections that a thread uses. What it takes to store an answer has its own, so
 * that no number of readers can keep answers from being stored.
 */
public enum Lane {

	/** Everyone's connections. */
	SHARED,

	/** Those kept for looking keys and surveys up, which is soon done. */
	LOOKUP,

	/** The connection kept for the intake's writer. */
	WRITER;

	private static final ThreadLocal<Lane> current = ThreadLocal.withInitial(() -> SHARED);

	/** Puts the calling thread on this lane until it says otherwise. */
	public void take() {
		current.set(this);
	}

	/**
	 * Has the calling thread do one thing on this lane. Within a transaction that has
	 * begun, the transaction's own connection is used as ever.
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

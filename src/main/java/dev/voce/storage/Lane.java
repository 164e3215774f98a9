package dev.voce.storage;

/**
 * The connections that a thread uses. The intake's writer has its own, so that no number
 * of readers can keep answers from being stored.
 */
public enum Lane {

	/** Everyone's connections. */
	SHARED,

	/** The connection kept for the intake's writer. */
	WRITER;

	private static final ThreadLocal<Lane> current = ThreadLocal.withInitial(() -> SHARED);

	/** Puts the calling thread on this lane until it says otherwise. */
	public void take() {
		current.set(this);
	}

	static Lane current() {
		return current.get();
	}

}

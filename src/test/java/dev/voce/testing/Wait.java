package dev.voce.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in its own time. */
public final class Wait {

	private Wait() {
	}

	/**
	 * Returns as soon as a condition holds.
	 * @throws AssertionError if it still does not hold after three minutes
	 */
	public static void until(String what, Callable<Boolean> condition) throws Exception {
		long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
		while (!condition.call()) {
			if (System.nanoTime() - end > 0) {
				throw new AssertionError("waited for three minutes until " + what);
			}
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

}

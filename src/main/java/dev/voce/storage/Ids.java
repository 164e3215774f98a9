package dev.voce.storage;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Generates ids: UUIDs of version 7 (RFC 9562), which sort by time of creation. */
public final class Ids {

	private static final SecureRandom random = new SecureRandom();

	/** Milliseconds, and in the lowest 12 bits 4,096ths of one, of the last id. */
	private static final AtomicLong last = new AtomicLong();

	private Ids() {
	}

	/**
	 * Generates an id, which sorts after all earlier ids of this process.
	 * @return the id, with 62 random bits
	 */
	public static UUID next() {
		Instant now = Instant.now();
		long current = now.toEpochMilli() << 12 | (now.getNano() % 1_000_000) * 4_096L / 1_000_000;
		long time = last.updateAndGet((before) -> Math.max(before + 1, current));
		long high = (time >>> 12) << 16 | 0x7000 | (time & 0xFFF);
		return new UUID(high, random.nextLong() >>> 2 | Long.MIN_VALUE);
	}

}

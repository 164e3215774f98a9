package dev.voce.counting;

import dev.voce.counting.Content;
import dev.voce.counting.CountedRow;

/**
 * What a row counts, and between which sequence numbers it did: from {@code since} on,
 * and for a superseded one until {@code until}.
 *
 * @param since the sequence number under which it was stored
 * @param until the sequence number that replaced it; {@link #CURRENT} where none has
 * @param content what it counts
 */
public record CountedRow(long since, long until, Content content) {

	/** Later than every sequence number. */
	public static final long CURRENT = Long.MAX_VALUE;

	/** A row that is current. */
	public static CountedRow current(long since, Content content) {
		return new CountedRow(since, CURRENT, content);
	}

}

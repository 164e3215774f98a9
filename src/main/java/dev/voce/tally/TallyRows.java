package dev.voce.tally;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;

/** Reads and writes many rows of tallies with one statement each. */
interface TallyRows {

	/**
	 * Reads rows by their keys.
	 * @return the packed counts of those that are there
	 */
	Map<RowKey, byte[]> find(UUID survey, Collection<RowKey> keys);

	/**
	 * Reads the rows of some series on some days.
	 * @param rows takes each row's key and packed counts
	 */
	void read(UUID survey, Collection<Integer> series, Range days, BiConsumer<RowKey, byte[]> rows);

	/** How many rows some series have on some days, up to a limit. */
	int count(UUID survey, Collection<Integer> series, Range days, int limit);

	/**
	 * Writes rows in place of those under their keys; one without counts is removed.
	 * @param rows packed counts
	 */
	void write(UUID survey, Map<RowKey, byte[]> rows);

}

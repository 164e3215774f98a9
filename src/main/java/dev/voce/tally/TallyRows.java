package dev.voce.tally;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.survey.SurveyNotFound;

/** Reads and writes tallies, and what goes with them, with one statement each. */
interface TallyRows {

	/**
	 * What figures are read from.
	 *
	 * @param definitionRevision of the definition in force
	 * @param firstKept the first local day whose responses are kept
	 * @param talliedTo the last sequence number that the tallies hold
	 * @param last the last sequence number of the survey
	 * @param revision how often the tallies were revised
	 * @param askedFrom the first day of which it is known who was asked, {@code null}
	 * where of all
	 * @param series those asked for
	 */
	record Serving(long definitionRevision, LocalDate firstKept, long talliedTo, long last, long revision,
			@Nullable LocalDate askedFrom, List<Tallied> series) {
	}

	/**
	 * A series and its rows of some days.
	 *
	 * @param series the series
	 * @param rows of each the day counted from 1970-01-01 as an {@code int}, the part as
	 * a {@code short}, and the packed counts after their length, an {@code int}
	 */
	record Tallied(Series series, ByteBuffer rows) {
	}

	/**
	 * Reads what figures are made of, but for what is not tallied yet. All that the
	 * transaction reads is of the snapshot that begins here: it has read nothing before,
	 * or is one of {@code REPEATABLE READ} already.
	 * @param limit how many rows of a series are read at most
	 * @throws SurveyNotFound if there is no such survey
	 */
	Serving serving(UUID survey, Collection<SeriesKey> keys, Range days, int limit);

	/**
	 * Names what figures are computed from.
	 * @see CountsReader#tag
	 */
	Optional<String> tag(UUID survey);

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

	/**
	 * Writes rows in place of those under their keys; one without counts is removed.
	 * @param rows packed counts
	 */
	void write(UUID survey, Map<RowKey, byte[]> rows);

}

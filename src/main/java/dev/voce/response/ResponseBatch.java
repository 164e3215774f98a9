package dev.voce.response;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.response.Response.Key;
import dev.voce.response.ResponsesChanged.Shown;

/** What is written, and looked at before, a batch at a time: one statement each. */
interface ResponseBatch {

	/**
	 * Inserts what is not there yet and was never erased.
	 * @return the keys of the rows that are new
	 */
	Set<Key> insert(Collection<StoredResponse> rows);

	void update(Collection<StoredResponse> rows);

	/** Removes rows and remembers their ids as erased. */
	void erase(Collection<Key> keys);

	Map<Key, StoredResponse> find(Collection<Key> keys);

	Set<Key> findErased(Collection<Key> keys);

	Set<Key> findShown(Collection<Key> keys);

	/** Finds those that were shown before an instant. */
	Set<Key> findShownBefore(Map<Key, Instant> befores);

	/**
	 * Records stages of asking, each once under each id: those of ids that have a
	 * response or were erased are left out.
	 * @return the keys under which a stage is new
	 */
	Set<Key> show(Collection<Shown> shown);

	/**
	 * A record of asking.
	 *
	 * @param surveyId the survey's id
	 * @param id the id that a response would have
	 * @param stage how far asking came
	 * @param at when
	 * @param mark the mark that it bears, or is to bear
	 */
	record ShownRow(UUID surveyId, UUID id, String stage, Instant at, @Nullable String mark) {

		ShownRow marked(@Nullable Mark other) {
			return new ShownRow(this.surveyId, this.id, this.stage, this.at, (other != null) ? other.name() : null);
		}

	}

	/**
	 * Marks records of asking, unless their ids have a response.
	 * @param rows the records, with the mark that they are to bear
	 * @return how many bear another mark than before
	 */
	int markShown(Collection<ShownRow> rows);

	/** Reads the JSON of rows. */
	List<StoredResponse> stored(Collection<Response> rows);

}

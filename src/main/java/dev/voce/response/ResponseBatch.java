package dev.voce.response;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

	/** Reads the JSON of rows. */
	List<StoredResponse> stored(Collection<Response> rows);

}

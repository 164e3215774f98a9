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
	 * Notes surveys as shown, once under each id, and as dismissed where they were.
	 * @return the keys that are new
	 */
	Set<Key> show(Collection<Shown> shown);

	/** Reads the JSON of rows. */
	List<StoredResponse> stored(Collection<Response> rows);

}

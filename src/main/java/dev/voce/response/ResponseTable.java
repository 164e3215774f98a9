package dev.voce.response;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

import dev.voce.response.Response.Key;
import dev.voce.response.ResponsesChanged.Shown;

/** Turns responses into rows and back, a batch at a time. */
@Component
class ResponseTable {

	private final ResponseRepository repository;

	private final ResponseBatches batches;

	private final ObjectReader reader;

	private final ObjectWriter json;

	ResponseTable(ResponseRepository repository, ResponseBatches batches, JsonMapper json) {
		this.repository = repository;
		this.batches = batches;
		// Decimal, as what was sent is read.
		this.reader = json.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
		this.json = json.writer();
	}

	/**
	 * Inserts what is not there yet and was never erased.
	 * @return the keys of the rows that are new
	 */
	Set<Key> insert(List<StoredResponse> rows) {
		return rows.isEmpty() ? Set.of() : this.batches.insert(one(rows, StoredResponse::survey), rows);
	}

	void update(List<StoredResponse> rows) {
		if (!rows.isEmpty()) {
			this.repository.update(one(rows, StoredResponse::survey), column(rows, UUID[]::new, StoredResponse::survey),
					column(rows, UUID[]::new, StoredResponse::id),
					column(rows, Integer[]::new, StoredResponse::version),
					column(rows, Integer[]::new, StoredResponse::revision),
					column(rows, UUID[]::new, StoredResponse::contentHash),
					column(rows, Instant[]::new, StoredResponse::submittedAt),
					column(rows, Instant[]::new, StoredResponse::receivedAt),
					column(rows, String[]::new, StoredResponse::channel),
					column(rows, String[]::new, StoredResponse::touchpoint),
					column(rows, String[]::new, StoredResponse::locale),
					column(rows, String[]::new, StoredResponse::respondent),
					column(rows, String[]::new, (row) -> write(row.attributes())),
					column(rows, String[]::new, (row) -> this.json.writeValueAsString(row.answers())),
					column(rows, Boolean[]::new, StoredResponse::finished),
					column(rows, Boolean[]::new, StoredResponse::test),
					column(rows, String[]::new, (row) -> (row.mark() != null) ? row.mark().name() : null),
					column(rows, String[]::new, (row) -> row.source().name()),
					column(rows, Boolean[]::new, StoredResponse::anonymous));
		}
	}

	/** Removes rows and remembers their ids as erased. */
	void erase(List<Key> keys) {
		if (!keys.isEmpty()) {
			this.repository.delete(one(keys, Key::surveyId), column(keys, UUID[]::new, Key::surveyId),
					column(keys, UUID[]::new, Key::id));
			this.repository.erase(column(keys, UUID[]::new, Key::surveyId), column(keys, UUID[]::new, Key::id));
		}
	}

	Map<Key, StoredResponse> find(Collection<Key> keys) {
		Map<Key, StoredResponse> found = new HashMap<>();
		if (!keys.isEmpty()) {
			this.repository
				.find(one(keys, Key::surveyId), column(keys, UUID[]::new, Key::surveyId),
						column(keys, UUID[]::new, Key::id))
				.forEach((row) -> found.put(new Key(row.surveyId, row.id), stored(row)));
		}
		return found;
	}

	Set<Key> findErased(Collection<Key> keys) {
		return keys.isEmpty() ? Set.of() : Set.copyOf(this.repository.findErased(one(keys, Key::surveyId),
				column(keys, UUID[]::new, Key::surveyId), column(keys, UUID[]::new, Key::id)));
	}

	Set<Key> findShown(Collection<Key> keys) {
		return keys.isEmpty() ? Set.of() : Set.copyOf(this.repository.findShown(one(keys, Key::surveyId),
				column(keys, UUID[]::new, Key::surveyId), column(keys, UUID[]::new, Key::id)));
	}

	/** Finds those that were shown before an instant. */
	Set<Key> findShownBefore(Map<Key, Instant> befores) {
		List<Map.Entry<Key, Instant>> rows = List.copyOf(befores.entrySet());
		return rows.isEmpty() ? Set.of()
				: Set.copyOf(this.repository.findShownBefore(one(rows, (row) -> row.getKey().surveyId()),
						column(rows, UUID[]::new, (row) -> row.getKey().surveyId()),
						column(rows, UUID[]::new, (row) -> row.getKey().id()),
						column(rows, Instant[]::new, Map.Entry::getValue)));
	}

	/**
	 * Notes surveys as shown, once under each id, and as dismissed where they were.
	 * @return the keys that are new
	 */
	Set<Key> show(List<Shown> shown) {
		if (shown.isEmpty()) {
			return Set.of();
		}
		Set<Key> added = Set.copyOf(
				this.repository.show(column(shown, UUID[]::new, Shown::survey), column(shown, UUID[]::new, Shown::id),
						column(shown, Instant[]::new, Shown::at), column(shown, Boolean[]::new, Shown::dismissed),
						column(shown, String[]::new, Shown::channel), column(shown, String[]::new, Shown::touchpoint)));
		List<Shown> dismissed = shown.stream().filter(Shown::dismissed).toList();
		if (!dismissed.isEmpty()) {
			this.repository.dismiss(one(dismissed, Shown::survey), column(dismissed, UUID[]::new, Shown::survey),
					column(dismissed, UUID[]::new, Shown::id));
		}
		return added;
	}

	StoredResponse stored(Response row) {
		return new StoredResponse(row.surveyId, row.id, row.version, row.revision, row.contentHash, row.submittedAt,
				row.receivedAt, row.channel, row.touchpoint, row.locale, row.respondent, read(row.attributes),
				read(row.answers), row.finished, row.test, row.source, row.mark, row.anonymous);
	}

	private @Nullable String write(Map<String, Object> values) {
		return values.isEmpty() ? null : this.json.writeValueAsString(values);
	}

	private Map<String, Object> read(@Nullable String json) {
		Map<String, Object> values = new TreeMap<>();
		if (json != null) {
			JsonNode node = this.reader.readValue(json);
			node.properties().forEach((entry) -> values.put(entry.getKey(), value(entry.getValue())));
		}
		return values;
	}

	private static Object value(JsonNode node) {
		if (node.isArray()) {
			List<String> options = new ArrayList<>();
			node.forEach((option) -> options.add(option.stringValue()));
			return List.copyOf(options);
		}
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		if (node.isNumber()) {
			return node.canConvertToInt() && node.isIntegralNumber() ? (Object) node.intValue() : node.decimalValue();
		}
		return node.stringValue();
	}

	private static <R> @Nullable UUID one(Collection<R> rows, Function<R, UUID> survey) {
		UUID first = survey.apply(rows.iterator().next());
		return rows.stream().allMatch((row) -> survey.apply(row).equals(first)) ? first : null;
	}

	private static <T, C> C[] column(Collection<T> rows, IntFunction<C[]> array, Function<T, @Nullable C> value) {
		return rows.stream().map(value).toArray(array);
	}

}

package dev.voce.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which values' patterns may match a path, found segment by segment. It takes each
 * segment that is not plain text for one that matches all: what it finds is to be matched
 * again, and nothing else in it can match.
 */
final class PathIndex<T> {

	private final Map<String, PathIndex<T>> literals = new HashMap<>();

	private @Nullable PathIndex<T> variable;

	/** Whose patterns end here. */
	private final List<T> ending = new ArrayList<>();

	/** Whose patterns match whatever follows. */
	private final List<T> open = new ArrayList<>();

	/**
	 * Adds a value.
	 * @param pattern as Spring's {@code PathPattern} reads it, beginning with a slash
	 * @param value what to find by it
	 */
	void add(String pattern, T value) {
		add(pattern.split("/", -1), 1, value);
	}

	private void add(String[] segments, int at, T value) {
		if (at == segments.length) {
			this.ending.add(value);
		}
		else if (segments[at].contains("**") || segments[at].startsWith("{*")) {
			this.open.add(value);
		}
		else {
			below(segments[at]).add(segments, at + 1, value);
		}
	}

	private PathIndex<T> below(String segment) {
		if (segment.matches("[^{}*?]*")) {
			return this.literals.computeIfAbsent(segment, (absent) -> new PathIndex<>());
		}
		if (this.variable == null) {
			this.variable = new PathIndex<>();
		}
		return this.variable;
	}

	/**
	 * Finds values.
	 * @param path a path without percent-encoding and without parameters of its segments
	 * @return those whose patterns may match it
	 */
	List<T> find(String path) {
		List<T> found = new ArrayList<>();
		find(path, 1, found);
		return found;
	}

	private void find(String path, int from, List<T> found) {
		found.addAll(this.open);
		if (from > path.length()) {
			found.addAll(this.ending);
			return;
		}
		int slash = path.indexOf('/', from);
		int end = (slash < 0) ? path.length() : slash;
		PathIndex<T> literal = this.literals.get(path.substring(from, end));
		if (literal != null) {
			literal.find(path, end + 1, found);
		}
		if (this.variable != null) {
			this.variable.find(path, end + 1, found);
		}
	}

}

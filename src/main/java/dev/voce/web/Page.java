package dev.voce.web;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> what is listed
 * @param items newest first
 * @param next the cursor of the next page; {@code null} on the last
 */
public record Page<T>(List<T> items, @JsonInclude @Nullable String next) {

	/** How many items a page has at most. */
	public static final int LONGEST = 200;

	/**
	 * Reads a page. One row more than the page holds is read, to know whether another
	 * page follows.
	 * @param <S> what is stored
	 * @param <T> what is listed
	 * @param limit how many items at most, 1 to 200
	 * @param read reads as many rows as it is given, newest first
	 * @param view makes the item of a row
	 * @param cursor makes the cursor behind a row
	 * @return the page
	 * @throws Problem (422) if the limit is not accepted
	 */
	public static <S, T> Page<T> of(int limit, IntFunction<List<S>> read, Function<S, T> view, Function<S, ?> cursor) {
		if (limit < 1 || limit > LONGEST) {
			throw Problem.invalid(Flaw.in("limit", "value.integer", 1, LONGEST));
		}
		List<S> found = read.apply(limit + 1);
		List<S> page = found.subList(0, Math.min(limit, found.size()));
		return new Page<>(page.stream().map(view).toList(),
				(found.size() > limit) ? cursor.apply(page.get(limit - 1)).toString() : null);
	}

}

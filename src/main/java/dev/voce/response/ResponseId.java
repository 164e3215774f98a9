package dev.voce.response;

import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

import dev.voce.web.Problem;

/** Reads ids in their canonical form alone: Java would take 1-1-1-1-1 for one. */
public final class ResponseId {

	private static final Pattern FORM = Pattern
		.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

	private ResponseId() {
	}

	/**
	 * Reads an id from a path.
	 * @param text the path's segment
	 * @return the id
	 * @throws Problem (404) if it is none
	 */
	public static UUID of(String text) {
		UUID id = parse(text);
		if (id == null) {
			throw new Problem(HttpStatus.NOT_FOUND, "response.noId");
		}
		return id;
	}

	/**
	 * Reads an id.
	 * @param text 36 characters
	 * @return the id, or {@code null} if it is none
	 */
	public static @Nullable UUID parse(String text) {
		return FORM.matcher(text).matches() ? UUID.fromString(text) : null;
	}

}

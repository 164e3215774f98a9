package dev.voce.response;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** The fields of a body, and the flaws found in them. */
final class SubmittedFields {

	/** Stand for other things where values of a segment are listed. */
	private static final Set<String> RESERVED = Set.of("(none)", "(other)");

	private static final int MOST_FLAWS = 100;

	private final JsonNode body;

	private final List<Flaw> flaws = new ArrayList<>();

	SubmittedFields(JsonNode body) {
		this.body = body;
	}

	/** Returns a field's value, where it has one that is not null. */
	@Nullable JsonNode present(String name) {
		JsonNode node = this.body.get(name);
		return (node == null || node.isNull()) ? null : node;
	}

	@Nullable String text(String name, int longest) {
		JsonNode node = present(name);
		String text = (node != null && node.isString()) ? node.stringValue() : null;
		require(node == null || isText(text, longest), "/" + name, "response.text", longest);
		return (text == null || text.isEmpty()) ? null : text;
	}

	@Nullable String place(String name, int longest) {
		String value = text(name, longest);
		require(value == null || !RESERVED.contains(value), "/" + name, "response.reserved");
		return value;
	}

	@Nullable Integer integer(String name, int min, int max) {
		JsonNode node = present(name);
		if (node == null) {
			return null;
		}
		Integer value = whole(node);
		require(value != null && min <= value && value <= max, "/" + name, "value.integer", min, max);
		return value;
	}

	@Nullable Boolean bool(String name) {
		JsonNode node = present(name);
		require(node == null || node.isBoolean(), "/" + name, "value.boolean");
		return (node != null && node.isBoolean()) ? node.booleanValue() : null;
	}

	@Nullable Instant instant(String name) {
		JsonNode node = present(name);
		if (node == null) {
			return null;
		}
		try {
			return SubmissionValidator.instant(node.isString() ? node.stringValue() : "")
				.truncatedTo(ChronoUnit.MICROS);
		}
		catch (DateTimeException ex) {
			require(false, "/" + name, "response.submittedAt.instant");
			return null;
		}
	}

	/**
	 * Adds a flaw unless a condition holds.
	 * @return whether it holds
	 */
	boolean require(boolean holds, String pointer, String code, @Nullable Object... arguments) {
		if (!holds && this.flaws.size() < MOST_FLAWS) {
			this.flaws.add(Flaw.at(pointer, code, arguments));
		}
		return holds;
	}

	int flawCount() {
		return this.flaws.size();
	}

	/**
	 * Ends the validation where there are flaws.
	 * @throws Problem (422) with all of them
	 */
	void check() {
		if (!this.flaws.isEmpty()) {
			throw Problem.invalid(this.flaws);
		}
	}

	/** Reads an integer, however it is written: 9, 9.0 or 0.9e1. */
	static @Nullable Integer whole(JsonNode node) {
		if (node.isIntegralNumber()) {
			return node.canConvertToInt() ? node.intValue() : null;
		}
		if (!node.isNumber()) {
			return null;
		}
		BigDecimal number = node.decimalValue();
		if (number.signum() == 0) {
			return 0;
		}
		// Bounded first: 1e1000000000 as an integer would take a gigabyte.
		if ((long) number.precision() - number.scale() > 10 || number.scale() > 400) {
			return null;
		}
		try {
			return number.intValueExact();
		}
		catch (ArithmeticException ex) {
			return null;
		}
	}

	/** Whether a text is accepted as a channel or touchpoint. */
	static boolean isPlace(String text) {
		return isText(text, 200) && !RESERVED.contains(text);
	}

	/**
	 * Whether a text has so many characters at most, all of which can be stored.
	 */
	static boolean isText(@Nullable String text, int longest) {
		if (text == null || text.length() > 2 * longest) {
			return false;
		}
		int points = 0;
		for (int i = 0; i < text.length(); i++) {
			char unit = text.charAt(i);
			if (unit == '\0') {
				return false;
			}
			if (Character.isHighSurrogate(unit) && i + 1 < text.length()
					&& Character.isLowSurrogate(text.charAt(i + 1))) {
				i++;
			}
			else if (Character.isSurrogate(unit)) {
				return false; // half a character can't be stored
			}
			points++;
		}
		return points <= longest;
	}

}

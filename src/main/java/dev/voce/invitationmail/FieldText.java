package dev.voce.invitationmail;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A text with fields: {@code {name}} stands for a value, {@code {name|you}} for a value
 * or, where there is none, for what follows the line; what stands in {@code [ ]} around a
 * field is left out where one of its fields has no value.
 *
 * @param text as the owner wrote it
 */
public record FieldText(String text) {

	private static final Pattern FIELD = Pattern.compile("\\{([^{}|\\[\\]]*+)(?:\\|([^{}\\[\\]]*+))?+\\}");

	private static final Pattern GROUP = Pattern.compile("\\[([^\\[\\]]*+)\\]");

	/** What turns a line's direction, and so could show another text than it holds. */
	private static final Pattern DIRECTIONS = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u0000]");

	/** What people register under who want others' mails to carry their links. */
	private static final Pattern ADDRESS = Pattern.compile("://|www\\.|@", Pattern.CASE_INSENSITIVE);

	/**
	 * The names of all fields, those that no value is known for too.
	 * @return the names in their order, with repetitions
	 */
	public List<String> fields() {
		return FIELD.matcher(this.text).results().map((field) -> field.group(1).trim()).toList();
	}

	/**
	 * Whether every brace opens or closes a field.
	 * @return {@code false} where one is left over
	 */
	public boolean isWellFormed() {
		String rest = FIELD.matcher(this.text).replaceAll("");
		return rest.indexOf('{') < 0 && rest.indexOf('}') < 0;
	}

	/**
	 * Puts values in the place of fields. A value is never read as a text with fields.
	 * @param values by field; those that are absent or blank are no values
	 * @return the text, without spaces at its ends
	 */
	public String fill(Map<String, String> values) {
		StringBuilder filled = new StringBuilder();
		Matcher group = GROUP.matcher(this.text);
		int end = 0;
		while (group.find()) {
			filled.append(fields(this.text.substring(end, group.start()), values));
			List<MatchResult> inside = FIELD.matcher(group.group(1)).results().toList();
			if (inside.isEmpty()) {
				filled.append(group.group());
			}
			else if (inside.stream().noneMatch((field) -> value(field, values).isEmpty())) {
				filled.append(fields(group.group(1), values));
			}
			end = group.end();
		}
		return filled.append(fields(this.text.substring(end), values)).toString().strip();
	}

	/**
	 * The same in one line.
	 * @param values by field
	 * @return the text without line ends and other control characters
	 */
	public String line(Map<String, String> values) {
		return fill(values).replaceAll("[\\s\\u0000-\\u001F\\u007F-\\u009F\\u2028\\u2029]++", " ").strip();
	}

	private static String fields(String text, Map<String, String> values) {
		return FIELD.matcher(text).replaceAll((field) -> Matcher.quoteReplacement(value(field, values)));
	}

	private static String value(MatchResult field, Map<String, String> values) {
		String value = DIRECTIONS.matcher(values.getOrDefault(field.group(1).trim(), "")).replaceAll("").strip();
		return (value.isEmpty() && field.group(2) != null) ? field.group(2).strip() : value;
	}

	/**
	 * The values that texts about a person can name.
	 * @param name the person's name; {@code null} for none
	 * @param attributes what else is known
	 * @return {@code name}, {@code first_name} and {@code attributes.…}
	 */
	public static Map<String, String> values(@Nullable String name, Map<String, ?> attributes) {
		Map<String, String> values = new HashMap<>();
		attributes.forEach((key, value) -> values.put("attributes." + key, String.valueOf(value)));
		if (name != null && !ADDRESS.matcher(name).find()) {
			values.put("name", name);
			values.put("first_name", name.strip().split("\\s+", 2)[0]);
		}
		return values;
	}

}

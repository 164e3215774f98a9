package dev.voce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A script's source, with its texts apart from its code. Enough of JavaScript to count
 * brackets and to find what stands in quotes.
 */
final class ScriptSource {

	private static final Pattern SKIPPED = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);

	private static final Pattern STRING = Pattern.compile("\"((?:\\\\.|[^\"\\\\\\n])*)\"|'((?:\\\\.|[^'\\\\\\n])*)'");

	private static final Pattern REGEX = Pattern
		.compile("/(?:\\[(?:\\\\.|[^\\]\\\\\\n])*]|\\\\.|[^/\\\\\\n\\[])+/\\w*");

	/** What stands before a regular expression, and not before a division. */
	private static final String BEFORE_REGEX = "(,=:[!&|?{};>\n";

	private final List<Literal> literals = new ArrayList<>();

	private final String source;

	private final StringBuilder code;

	private int at;

	/**
	 * A text in the code.
	 *
	 * @param start where it begins
	 * @param text what it says, in a template with ${ for each value
	 * @param template whether it stands in backticks
	 */
	record Literal(int start, String text, boolean template) {
	}

	ScriptSource(String source) {
		this.source = source;
		this.code = new StringBuilder(source);
		read();
	}

	/** The code, of the same length, with blanks for comments and texts. */
	String code() {
		return this.code.toString();
	}

	List<Literal> literals() {
		return this.literals;
	}

	int line(int position) {
		return 1 + (int) this.source.substring(0, position).chars().filter((c) -> c == '\n').count();
	}

	private void read() {
		// For each template that is open, how many braces are open in its value.
		Deque<Integer> templates = new ArrayDeque<>();
		char before = '\n';
		while (this.at < this.source.length()) {
			char c = this.source.charAt(this.at);
			int start = this.at;
			Matcher string = matcher(STRING);
			if (matcher(SKIPPED).lookingAt()) {
				blank(matcher(SKIPPED));
				continue;
			}
			if (string.lookingAt()) {
				this.literals
					.add(new Literal(start, (string.group(1) != null) ? string.group(1) : string.group(2), false));
				blank(string);
			}
			else if (c == '/' && BEFORE_REGEX.indexOf(before) >= 0 && matcher(REGEX).lookingAt()) {
				blank(matcher(REGEX));
			}
			else if (c == '`') {
				readTemplate(templates, start);
			}
			else if (c == '}' && !templates.isEmpty() && templates.element() == 0) {
				templates.pop();
				readTemplate(templates, -1);
			}
			else {
				if (!templates.isEmpty() && (c == '{' || c == '}')) {
					templates.push(templates.pop() + ((c == '{') ? 1 : -1));
				}
				this.at++;
			}
			before = (c == ' ') ? before : c;
		}
	}

	/** Reads from a backtick or from the end of a value to the next value or the end. */
	private void readTemplate(Deque<Integer> templates, int start) {
		int from = this.at;
		this.at++;
		while (this.source.charAt(this.at) != '`' && !this.source.startsWith("${", this.at)) {
			this.at += (this.source.charAt(this.at) == '\\') ? 2 : 1;
		}
		boolean value = this.source.charAt(this.at) == '$';
		if (start >= 0) {
			this.literals.add(new Literal(start, this.source.substring(from + 1, this.at) + (value ? "${" : ""), true));
		}
		this.at += value ? 2 : 1;
		blank(from, this.at);
		if (value) {
			templates.push(0);
		}
	}

	private Matcher matcher(Pattern pattern) {
		return pattern.matcher(this.source).region(this.at, this.source.length());
	}

	private void blank(Matcher found) {
		found.lookingAt();
		blank(this.at, found.end());
		this.at = found.end();
	}

	private void blank(int from, int to) {
		for (int i = from; i < to; i++) {
			if (this.code.charAt(i) != '\n') {
				this.code.setCharAt(i, ' ');
			}
		}
	}

}

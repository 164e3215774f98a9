package dev.voce.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;

/**
 * How responses are written as CSV (RFC 4180), for programs: a column for each field,
 * question and attribute. {@link PeoplesCsv} writes it for people.
 */
class ResponseCsv {

	/** A column: its heading, and what it holds of a response. */
	record Column(String heading, Function<StoredResponse, @Nullable Object> cell) {
	}

	/**
	 * Where a spreadsheet would begin to read a formula: at the beginning of a text, or
	 * after what ends a cell for a program that cuts elsewhere than here.
	 */
	private static final Pattern FORMULA = Pattern.compile("(?:^|(?<=[;,\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029]))"
			+ "(?=[[\\p{Z}\\p{C}\"]&&[^\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029]]*+[=+\\-@＝＋－＠])");

	private final SurveyDefinition survey;

	private final char separator;

	ResponseCsv(SurveyDefinition survey) {
		this(survey, ',');
	}

	ResponseCsv(SurveyDefinition survey, char separator) {
		this.survey = survey;
		this.separator = separator;
	}

	SurveyDefinition survey() {
		return this.survey;
	}

	/** What the file begins with. */
	String start() {
		return "";
	}

	/** The columns that each response has. */
	List<Column> columns() {
		List<Column> columns = new ArrayList<>();
		columns.add(new Column("id", StoredResponse::id));
		columns.add(new Column("submittedAt", StoredResponse::submittedAt));
		columns.add(new Column("askedAt", StoredResponse::askedAt));
		columns.add(new Column("receivedAt", StoredResponse::receivedAt));
		columns.add(new Column("version", StoredResponse::version));
		columns.add(new Column("revision", StoredResponse::revision));
		columns.add(new Column("channel", StoredResponse::channel));
		columns.add(new Column("touchpoint", StoredResponse::touchpoint));
		columns.add(new Column("locale", StoredResponse::locale));
		columns.add(new Column("respondent", StoredResponse::respondent));
		columns.add(new Column("finished", StoredResponse::finished));
		columns.add(new Column("test", StoredResponse::test));
		columns.add(new Column("mark", StoredResponse::mark));
		columns.add(new Column("source", StoredResponse::source));
		Set<String> taken = columns.stream().map(Column::heading).collect(Collectors.toSet());
		questions().forEach((key, question) -> columns.add(new Column(taken.contains(key) ? "answers." + key : key,
				(stored) -> answer(stored.answers().get(key)))));
		return columns;
	}

	/** The questions of all versions by key, each as it was last asked. */
	Map<String, SurveyDefinition.Question> questions() {
		Map<String, SurveyDefinition.Question> questions = new LinkedHashMap<>();
		this.survey.questions()
			.forEach((question) -> questions.merge(question.key(), question,
					(one, two) -> (one.sinceVersion() > two.sinceVersion()) ? one : two));
		return questions;
	}

	private static @Nullable Object answer(@Nullable Object answer) {
		return (answer instanceof List<?> options)
				? options.stream().map(String::valueOf).collect(Collectors.joining(" ")) : answer;
	}

	/** The heading of an attribute, which may be called like anything else. */
	String attribute(String name) {
		return "attributes." + name;
	}

	/** Writes a number. */
	String number(Number number) {
		return number.toString();
	}

	/** Writes a value other than text and numbers. */
	String word(Object value) {
		return value.toString();
	}

	/** Makes a cell of a value. */
	String cell(@Nullable Object value) {
		if (value == null) {
			return "";
		}
		if (value instanceof Number number) {
			return quoted(number(number), this.separator);
		}
		return cell((value instanceof String text) ? text : word(value), this.separator);
	}

	/** Makes a cell of a text, which no spreadsheet runs as a formula. */
	static String cell(String text, char separator) {
		return quoted(FORMULA.matcher(text).replaceAll("'"), separator);
	}

	private static String quoted(String text, char separator) {
		boolean quote = text.chars().anyMatch((c) -> c == separator || c == '"' || c == '\n' || c == '\r');
		return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
	}

	String line(List<String> cells) {
		return String.join(String.valueOf(this.separator), cells) + "\r\n";
	}

}

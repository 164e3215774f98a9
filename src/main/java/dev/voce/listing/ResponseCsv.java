package dev.voce.listing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;

/** Writes responses as CSV (RFC 4180), with a column per question and attribute. */
final class ResponseCsv {

	private static final List<String> FIXED = List.of("id", "submittedAt", "askedAt", "receivedAt", "version",
			"revision", "channel", "touchpoint", "locale", "respondent", "finished", "test", "mark", "source");

	/**
	 * Where a spreadsheet would begin to read a formula: at the beginning of a text, or
	 * after what ends a cell for a program that cuts elsewhere than here.
	 */
	private static final Pattern FORMULA = Pattern.compile("(?:^|(?<=[;,\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029]))"
			+ "(?=[[\\p{Z}\\p{C}\"]&&[^\\t\\n\\x0B\\f\\r\\x85\\u2028\\u2029]]*+[=+\\-@＝＋－＠])");

	private final List<String> questions;

	private final List<String> attributes;

	ResponseCsv(SurveyDefinition survey, List<String> attributes) {
		this.questions = survey.questions().stream().map(SurveyDefinition.Question::key).distinct().toList();
		this.attributes = attributes;
	}

	byte[] header() {
		List<String> cells = new ArrayList<>(FIXED);
		cells.addAll(this.questions);
		// A prefix, as an attribute may be called like a question.
		this.attributes.forEach((attribute) -> cells.add("attributes." + attribute));
		return line(cells);
	}

	byte[] row(StoredResponse stored) {
		List<@Nullable Object> cells = new ArrayList<>();
		cells.add(stored.id());
		cells.add(stored.submittedAt());
		cells.add(stored.askedAt());
		cells.add(stored.receivedAt());
		cells.add(stored.version());
		cells.add(stored.revision());
		cells.add(stored.channel());
		cells.add(stored.touchpoint());
		cells.add(stored.locale());
		cells.add(stored.respondent());
		cells.add(stored.finished());
		cells.add(stored.test());
		cells.add(stored.mark());
		cells.add(stored.source());
		this.questions.forEach((question) -> cells.add(answer(stored, question)));
		this.attributes.forEach((attribute) -> cells.add(stored.attributes().get(attribute)));
		return line(cells);
	}

	private static @Nullable Object answer(StoredResponse stored, String question) {
		Object answer = stored.answers().get(question);
		return (answer instanceof List<?> options)
				? options.stream().map(String::valueOf).collect(Collectors.joining(" ")) : answer;
	}

	static byte[] line(List<? extends @Nullable Object> cells) {
		return cells.stream()
			.map(ResponseCsv::cell)
			.collect(Collectors.joining(",", "", "\r\n"))
			.getBytes(StandardCharsets.UTF_8);
	}

	private static String cell(@Nullable Object value) {
		String text = (value == null) ? "" : value.toString();
		if (!(value instanceof Number)) {
			text = FORMULA.matcher(text).replaceAll("'");
		}
		boolean quote = text.chars().anyMatch((c) -> c == ',' || c == '"' || c == '\n' || c == '\r');
		return quote ? '"' + text.replace("\"", "\"\"") + '"' : text;
	}

}

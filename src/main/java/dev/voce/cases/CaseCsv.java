package dev.voce.cases;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Cases as CSV (RFC 4180), a line each. */
final class CaseCsv {

	static final String HEADINGS = "number,survey,response,status,owner,openedAt,dueAt,overdue,firstActionAt,closedAt,"
			+ "outcome,cause,score,class,comment,respondent,name,contact\r\n";

	/** What a spreadsheet would run as a formula. */
	private static final Pattern FORMULA = Pattern.compile("^(?=[\\s\\p{C}\"]*[=+\\-@＝＋－＠])");

	private CaseCsv() {
	}

	static String line(CaseView row) {
		CaseView.Said said = row.said();
		return Stream
			.of(row.number(), row.survey().name(), row.response(), row.status(),
					(row.owner() != null) ? row.owner().name() : null, row.openedAt(), row.dueAt(), row.overdue(),
					row.firstActionAt(), row.closedAt(), row.outcome(), row.cause(),
					(said != null) ? said.score() : null, (said != null) ? said.scoreClass() : null,
					(said != null) ? said.comment() : null, (said != null) ? said.respondent() : null,
					(said != null) ? said.name() : null, (said != null) ? said.contact() : null)
			.map(CaseCsv::cell)
			.collect(Collectors.joining(",", "", "\r\n"));
	}

	private static String cell(@Nullable Object value) {
		String text = Objects.toString(value, "");
		String safe = (value instanceof String) ? FORMULA.matcher(text).replaceAll("'") : text;
		boolean quote = safe.chars().anyMatch((c) -> c == ',' || c == '"' || c == '\n' || c == '\r');
		return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
	}

}

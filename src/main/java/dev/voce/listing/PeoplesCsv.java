package dev.voce.listing;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.voce.response.Mark;
import dev.voce.response.Source;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Languages;

/**
 * Responses as a person reads them in a spreadsheet: questions and options in words,
 * times in the survey's zone, and numbers, headings and separators as the reader's
 * language has them.
 */
final class PeoplesCsv extends ResponseCsv {

	private final ResourceBundle words;

	private final DateTimeFormatter time;

	private final char decimal;

	/** Those of the columns that each response has: no other may be called so. */
	private final Set<String> headings = new HashSet<>();

	/** In which languages the survey's texts are wanted, the best first. */
	private final List<String> languages;

	PeoplesCsv(SurveyDefinition survey, Locale language) {
		this(survey, language, DecimalFormatSymbols.getInstance(language).getDecimalSeparator());
	}

	private PeoplesCsv(SurveyDefinition survey, Locale language, char decimal) {
		super(survey, (decimal == ',') ? ';' : ',');
		this.decimal = decimal;
		this.words = Languages.bundle("tables/headings", language);
		this.time = DateTimeFormatter.ofPattern(this.words.getString("time"), Locale.ROOT).withZone(survey.zone());
		this.languages = List.of(language.getLanguage(), survey.defaultLocale());
	}

	/** A byte order mark: without it spreadsheets take UTF-8 for something else. */
	@Override
	String start() {
		return "\uFEFF";
	}

	@Override
	List<Column> columns() {
		List<Column> columns = new ArrayList<>();
		columns.add(column("submittedAt", StoredResponse::submittedAt));
		List<Column> last = List.of(column("channel", StoredResponse::channel),
				column("touchpoint", StoredResponse::touchpoint), column("locale", StoredResponse::locale),
				column("respondent", StoredResponse::respondent), column("finished", StoredResponse::finished),
				column("test", StoredResponse::test), column("mark", StoredResponse::mark),
				column("source", StoredResponse::source), column("receivedAt", StoredResponse::receivedAt),
				column("id", StoredResponse::id));
		questions().forEach((key, question) -> {
			String text = question.text(this.languages);
			columns.add(new Column(this.headings.add(text) ? text : text + " (" + key + ")",
					(stored) -> answer(question, stored.answers().get(key))));
		});
		columns.addAll(last);
		return columns;
	}

	private Column column(String name, Function<StoredResponse, @Nullable Object> cell) {
		String heading = new MessageFormat(this.words.getString(name), Locale.ROOT)
			.format(new Object[] { survey().zone().getId() });
		this.headings.add(heading);
		return new Column(heading, cell);
	}

	private @Nullable Object answer(SurveyDefinition.Question question, @Nullable Object answer) {
		return (answer instanceof List<?> options) ? options.stream()
			.map((option) -> question.optionText(String.valueOf(option), this.languages))
			.collect(Collectors.joining("; ")) : answer;
	}

	@Override
	String attribute(String name) {
		return this.headings.contains(name) ? super.attribute(name) : name;
	}

	@Override
	String number(Number number) {
		String text = (number instanceof BigDecimal exact) ? exact.toPlainString() : number.toString();
		return text.replace('.', this.decimal);
	}

	@Override
	String word(Object value) {
		if (value instanceof Instant instant) {
			return this.time.format(instant);
		}
		if (value instanceof Boolean yes) {
			return this.words.getString(yes ? "yes" : "no");
		}
		if (value instanceof Mark mark) {
			return this.words.getString("mark." + mark);
		}
		return (value instanceof Source source) ? this.words.getString("source." + source) : value.toString();
	}

}

package dev.voce.kpi;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Formula;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.web.Zones;

/**
 * Which figures are wanted.
 *
 * @param survey of which survey
 * @param version the survey version whose question is meant
 * @param question of which question, one with a score
 * @param unit the kind of periods
 * @param periods the periods of the range, at least one
 * @param zone where days begin
 * @param segment broken down by what, if anything
 * @param value of which value of the segment alone, if any
 * @param window trailing days of each figure, if any
 * @param level the confidence level
 */
record KpiRequest(SurveyDefinition survey, int version, SurveyDefinition.Question question, Periods unit,
		List<Periods.Period> periods, ZoneId zone, @Nullable String segment, @Nullable String value,
		@Nullable Integer window, double level) {

	private static final int MOST_PERIODS = 4_000;

	private static final int USUAL_PERIODS = 12;

	// Windows and the period before the range must not reach back beyond the year 1.
	private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);

	private static final LocalDate LAST = LocalDate.of(9999, 1, 1);

	/**
	 * The query parameters as they were sent.
	 *
	 * @param question the key of a scored question; the survey's first when absent
	 * @param from the first day, local to the zone; eleven periods before the last one
	 * when absent
	 * @param to the first day after the range; the end of the current period when absent.
	 * The range holds at most 4,000 periods
	 * @param version the question as of this survey version; the newest when absent
	 * @param period the kind of periods; weeks are those of ISO 8601
	 * @param zone the IANA time zone that days begin in; the survey's when absent
	 * @param segment break down by channel, touchpoint, locale, a declared segment or the
	 * key of a CHOICE question
	 * @param value with {@code segment}: {@code overall} and {@code series} are of this
	 * value alone
	 * @param window trailing days: each period's figure is that of the window ending with
	 * it
	 * @param level the confidence level
	 */
	record Parameters(@Nullable String question,
			@Parameter(schema = @Schema(type = "string", format = "date")) @Nullable String from,
			@Parameter(schema = @Schema(type = "string", format = "date")) @Nullable String to,
			@Parameter(schema = @Schema(type = "integer", minimum = "1")) @Nullable String version,
			@Parameter(schema = @Schema(type = "string", allowableValues = {
					"day", "week", "month", "quarter", "year" }, defaultValue = "month")) @Nullable String period,
			@Nullable String zone, @Nullable String segment, @Nullable String value,
			@Parameter(schema = @Schema(type = "integer", minimum = "1", maximum = "366")) @Nullable String window,
			@Parameter(schema = @Schema(type = "number", minimum = "0.8", maximum = "0.999",
					defaultValue = "0.95")) @Nullable String level){

		static final Parameters NONE = new Parameters(null, null, null, null, null, null, null, null, null, null);

	}

	static KpiRequest of(SurveyDefinition survey, Parameters sent, Instant now) {
		int version = (sent.version() == null) ? survey.version()
				: number("version", sent.version(), 1, survey.version());
		Periods unit = unit(sent.period());
		ZoneId zone = zone(sent.zone(), survey);
		Integer window = (sent.window() == null) ? null : (Integer) number("window", sent.window(), 1, 366);
		if (sent.segment() != null && !survey.dimensions().contains(sent.segment())) {
			throw invalid("segment", "value.oneOf", survey.dimensions());
		}
		if (sent.value() != null && sent.segment() == null) {
			throw invalid("segment", "value.requiredWith", "value");
		}
		return new KpiRequest(survey, version, question(survey, sent.question(), version), unit,
				periods(sent, unit, LocalDate.ofInstant(now, zone)), zone, sent.segment(), sent.value(), window,
				level(sent.level()));
	}

	/** How the question is scored. */
	Formula formula() {
		return Objects.requireNonNull(this.question.formula());
	}

	LocalDate from() {
		return this.periods.get(0).from();
	}

	LocalDate to() {
		return this.periods.get(this.periods.size() - 1).to();
	}

	private static SurveyDefinition.Question question(SurveyDefinition survey, @Nullable String key, int version) {
		List<SurveyDefinition.Question> scored = survey.at(version)
			.stream()
			.filter((question) -> question.formula() != null)
			.toList();
		return scored.stream()
			.filter((question) -> key == null || question.key().equals(key))
			.findFirst()
			.orElseThrow(() -> scored.isEmpty() ? invalid("question", "survey.noScore") : invalid("question",
					"value.scoredQuestion", scored.stream().map(SurveyDefinition.Question::key).toList()));
	}

	private static Periods unit(@Nullable String name) {
		return Arrays.stream(Periods.values())
			.filter((unit) -> unit.name().toLowerCase(Locale.ROOT).equals((name != null) ? name : "month"))
			.findFirst()
			.orElseThrow(() -> invalid("period", "value.oneOf", List.of("day", "week", "month", "quarter", "year")));
	}

	private static List<Periods.Period> periods(Parameters sent, Periods unit, LocalDate today) {
		LocalDate to = (sent.to() != null) ? date("to", sent.to()) : unit.plus(unit.start(today), 1);
		LocalDate from = (sent.from() != null) ? date("from", sent.from())
				: unit.plus(unit.start(to.minusDays(1)), 1 - USUAL_PERIODS);
		if (!from.isBefore(to)) {
			throw invalid("from", "kpi.from", to);
		}
		List<Periods.Period> periods = unit.of(from, to, MOST_PERIODS);
		if (periods.size() > MOST_PERIODS) {
			throw invalid("from", "kpi.periods", MOST_PERIODS);
		}
		return periods;
	}

	private static ZoneId zone(@Nullable String name, SurveyDefinition survey) {
		if (name == null) {
			return survey.zone();
		}
		if (!Zones.isKnown(name)) {
			throw invalid("zone", "value.zone");
		}
		return ZoneId.of(name);
	}

	private static LocalDate date(String parameter, String text) {
		try {
			LocalDate date = LocalDate.parse(text);
			if (date.isBefore(FIRST) || date.isAfter(LAST)) {
				throw new DateTimeException("out of range");
			}
			return date;
		}
		catch (DateTimeException ex) {
			throw invalid(parameter, "value.day");
		}
	}

	private static int number(String parameter, String text, int min, int max) {
		try {
			int number = Integer.parseInt(text);
			if (min <= number && number <= max) {
				return number;
			}
		}
		catch (NumberFormatException ex) {
			// refused below
		}
		throw invalid(parameter, "value.integer", min, max);
	}

	private static double level(@Nullable String text) {
		try {
			double level = (text != null) ? Double.parseDouble(text) : 0.95;
			if (level >= 0.8 && level <= 0.999) {
				return level;
			}
		}
		catch (NumberFormatException ex) {
			// refused below
		}
		throw invalid("level", "value.decimal", 0.8, 0.999);
	}

	private static Problem invalid(String parameter, String code, @Nullable Object... arguments) {
		return Problem.invalid(Flaw.in(parameter, code, arguments));
	}

}

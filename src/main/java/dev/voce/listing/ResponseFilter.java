package dev.voce.listing;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.BindParam;

import dev.voce.response.Source;
import dev.voce.response.ResponseQuery;
import dev.voce.response.StoredResponse;
import dev.voce.response.SubmissionValidator;
import dev.voce.scoring.Scale;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.web.Zones;

/** Reads which responses are wanted, and how far a listing has come. */
final class ResponseFilter {

	/** Marks, and what stands for none. */
	private static final List<String> MARKS = List.of("SPAM", "TEST", "NONE");

	private static final List<String> SOURCES = Arrays.stream(Source.values()).map(Enum::name).toList();

	private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	private ResponseFilter() {
	}

	/**
	 * The last response of a page.
	 *
	 * @param submittedAt its time
	 * @param id its id
	 */
	record Cursor(Instant submittedAt, UUID id) {

		static final Cursor START = new Cursor(LAST, new UUID(-1, -1));

		static Cursor parse(@Nullable String text) {
			if (text == null) {
				return START;
			}
			try {
				String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
				Cursor cursor = new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
				if (cursor.submittedAt().isBefore(FIRST) || cursor.submittedAt().isAfter(LAST)) {
					throw new DateTimeException("out of range");
				}
				return cursor;
			}
			catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException ex) {
				throw Problem.invalid(Flaw.in("cursor", "listing.cursor"));
			}
		}

		static Cursor after(StoredResponse last) {
			return new Cursor(last.submittedAt(), last.id());
		}

		@Override
		public String toString() {
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString((this.submittedAt + " " + this.id).getBytes(StandardCharsets.UTF_8));
		}

	}

	/**
	 * The query parameters as they were sent.
	 *
	 * @param from the earliest {@code submittedAt}: a date, or an instant with offset
	 * @param to the first {@code submittedAt} that is too late: a date, or an instant
	 * with offset
	 * @param zone the IANA time zone that dates begin in; the survey's when absent
	 * @param receivedFrom the earliest {@code receivedAt}: a date, or an instant with
	 * offset
	 * @param receivedTo the first {@code receivedAt} that is too late: a date, or an
	 * instant with offset
	 * @param source only responses that came through it
	 * @param channel only responses with this channel; (none) for those without
	 * @param question the key of a scored question, for {@code score} and {@code class}
	 * @param score only answers with this score
	 * @param scoreClass only answers of this class
	 * @param segment channel, touchpoint, locale, a declared segment or the key of a
	 * CHOICE question, for {@code value}
	 * @param value only responses with this value of the segment
	 * @param q words that a comment holds, up to 20, whatever their accents and case
	 * @param test only test responses, or only others; both when absent
	 * @param mark only responses marked so, or NONE for those without a mark; all when
	 * absent
	 * @param counted only responses that count in figures, or only tests and spam; both
	 * when absent
	 * @param comment only responses with a comment, or only others; both when absent
	 * @param contact only responses that say how to get in touch, or only others; both
	 * when absent
	 */
	record Parameters(@Nullable String from, @Nullable String to, @Nullable String zone, @Nullable String receivedFrom,
			@Nullable String receivedTo,
			@Parameter(schema = @Schema(implementation = Source.class)) @Nullable String source,
			@Nullable String channel, @Nullable String question,
			@Parameter(schema = @Schema(type = "integer")) @Nullable String score,
			@Parameter(name = "class",
					schema = @Schema(
							implementation = ScoreClass.class)) @BindParam("class") @Nullable String scoreClass,
			@Nullable String segment, @Nullable String value, @Nullable String q,
			@Parameter(schema = @Schema(type = "boolean")) @Nullable String test,
			@Parameter(schema = @Schema(allowableValues = {
					"SPAM", "TEST", "NONE" })) @Nullable String mark,
			@Parameter(schema = @Schema(type = "boolean")) @Nullable String counted,
			@Parameter(schema = @Schema(type = "boolean")) @Nullable String comment,
			@Parameter(schema = @Schema(type = "boolean")) @Nullable String contact){

		/** All responses. */
		static final Parameters NONE = new Parameters(null, null, null, null, null, null, null, null, null, null, null,
				null, null, null, null, null, null, null);

	}

	static ResponseQuery of(SurveyDefinition survey, Parameters sent) {
		if ((sent.value() + sent.segment() + sent.question()).indexOf('\0') >= 0) {
			throw Problem.invalid(Flaw.in("value", "value.nul"));
		}
		if (sent.channel() != null && sent.channel().indexOf('\0') >= 0) {
			throw Problem.invalid(Flaw.in("channel", "value.nul"));
		}
		ZoneId zone = (sent.zone() == null) ? survey.zone() : zone(sent.zone());
		Instant from = (sent.from() == null) ? FIRST : instant("from", sent.from(), zone);
		Instant to = (sent.to() == null) ? LAST : instant("to", sent.to(), zone);
		if (!from.isBefore(to)) {
			throw Problem.invalid(Flaw.in("from", "listing.from"));
		}
		Instant receivedFrom = (sent.receivedFrom() == null) ? FIRST
				: instant("receivedFrom", sent.receivedFrom(), zone);
		Instant receivedTo = (sent.receivedTo() == null) ? LAST : instant("receivedTo", sent.receivedTo(), zone);
		if (!receivedFrom.isBefore(receivedTo)) {
			throw Problem.invalid(Flaw.in("receivedFrom", "listing.receivedFrom"));
		}
		SurveyDefinition.Question question = question(survey, sent);
		if ((sent.segment() == null) != (sent.value() == null)) {
			throw Problem.invalid(Flaw.in((sent.segment() == null) ? "segment" : "value", "listing.segment"));
		}
		if (sent.segment() != null && !survey.dimensions().contains(sent.segment())) {
			throw Problem.invalid(Flaw.in("segment", "value.oneOf", survey.dimensions()));
		}
		return new ResponseQuery(from, to, receivedFrom, receivedTo, oneOf("source", SOURCES, sent.source()),
				sent.channel(), bool("test", sent.test()), oneOf("mark", MARKS, sent.mark()),
				bool("counted", sent.counted()), bool("comment", sent.comment()), bool("contact", sent.contact()),
				(question != null) ? question.key() : null, (question != null) ? question.sinceVersion() : 0,
				(question != null) ? question.untilVersion() : 0, scores(question, sent), sent.segment(),
				survey.choices().contains(String.valueOf(sent.segment())), (sent.value() != null) ? sent.value() : "",
				survey.questions()
					.stream()
					.filter((asked) -> asked.type() == QuestionType.TEXT)
					.map(SurveyDefinition.Question::key)
					.distinct()
					.toArray(String[]::new),
				SearchWords.patterns(sent.q()));
	}

	private static SurveyDefinition.@Nullable Question question(SurveyDefinition survey, Parameters sent) {
		if (sent.question() == null) {
			if (sent.score() != null || sent.scoreClass() != null) {
				throw Problem.invalid(Flaw.in("question", "listing.question"));
			}
			return null;
		}
		SurveyDefinition.Question question = survey.question(sent.question(), survey.version());
		if (question == null || question.formula() == null) {
			throw Problem.invalid(Flaw.in("question", "value.scoredQuestion",
					survey.at(survey.version())
						.stream()
						.filter((asked) -> asked.formula() != null)
						.map(SurveyDefinition.Question::key)
						.toList()));
		}
		return question;
	}

	private static String[] scores(SurveyDefinition.@Nullable Question question, Parameters sent) {
		if (question == null || question.formula() == null) {
			return new String[0];
		}
		Scale scale = question.formula().scale();
		List<Integer> scores = new ArrayList<>(IntStream.rangeClosed(scale.min(), scale.max()).boxed().toList());
		if (sent.score() != null) {
			scores.removeIf((score) -> !score.toString().equals(sent.score()));
			if (scores.isEmpty()) {
				throw Problem.invalid(Flaw.in("score", "value.integer", scale.min(), scale.max()));
			}
		}
		if (sent.scoreClass() != null) {
			List<String> classes = question.formula().classes().stream().map(Enum::name).toList();
			if (!classes.contains(sent.scoreClass())) {
				throw Problem.invalid(Flaw.in("class", "value.oneOf", classes));
			}
			scores.removeIf((score) -> !sent.scoreClass().equals(String.valueOf(question.formula().classOf(score))));
		}
		return scores.stream().map(String::valueOf).toArray(String[]::new);
	}

	private static @Nullable Boolean bool(String parameter, @Nullable String text) {
		if (text != null && !text.equals("true") && !text.equals("false")) {
			throw Problem.invalid(Flaw.in(parameter, "value.boolean"));
		}
		return (text != null) ? Boolean.valueOf(text) : null;
	}

	private static @Nullable String oneOf(String parameter, List<String> accepted, @Nullable String text) {
		if (text != null && !accepted.contains(text)) {
			throw Problem.invalid(Flaw.in(parameter, "value.oneOf", accepted));
		}
		return text;
	}

	private static ZoneId zone(String name) {
		if (!Zones.isKnown(name)) {
			throw Problem.invalid(Flaw.in("zone", "value.zone"));
		}
		return ZoneId.of(name);
	}

	private static Instant instant(String parameter, String text, ZoneId zone) {
		try {
			Instant instant = (text.length() > 10) ? SubmissionValidator.instant(text)
					: LocalDate.parse(text).atStartOfDay(zone).toInstant();
			if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
				throw new DateTimeException("out of range");
			}
			return instant;
		}
		catch (DateTimeException ex) {
			throw Problem.invalid(Flaw.in(parameter, "value.dayOrInstant"));
		}
	}

}

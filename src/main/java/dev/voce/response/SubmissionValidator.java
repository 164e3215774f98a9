package dev.voce.response;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;

import dev.voce.scoring.Scale;
import dev.voce.storage.Ids;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Validates what a client sent as a response, and finds all its flaws at once. */
public final class SubmissionValidator {

	/** The owner's own field, which no visitor sets. */
	private static final String MARK = "mark";

	/** What a response may hold. */
	static final Set<String> FIELDS = names(ResponseInput.class, Set.of());

	/** What a visitor may say. */
	private static final Set<String> PUBLIC_FIELDS = names(ResponseInput.class, Set.of(MARK));

	/** What Voce adds to a response, which is ignored where it comes back. */
	private static final Set<String> OURS = names(ResponseView.class, FIELDS);

	private static final List<String> KNOWN = FIELDS.stream().sorted().toList();

	private static final Pattern LOCALE = Pattern.compile("[A-Za-z0-9]{1,8}([-_][A-Za-z0-9]{1,8})*");

	/** Without a colon, as {@code strftime} and many others write an offset. */
	private static final DateTimeFormatter BASIC_OFFSET = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
		.appendOffset("+HHmm", "Z")
		.toFormatter(Locale.ROOT)
		.withResolverStyle(ResolverStyle.STRICT)
		.withChronology(IsoChronology.INSTANCE);

	/** The earliest time of a response. */
	public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

	/** Below the largest integer, since PUT adds to it. */
	static final int LAST_REVISION = 2_000_000_000;

	/** Of a number, before the decimal point and after it. */
	private static final int MOST_DIGITS = 100;

	private final JsonNode body;

	private final SurveyDefinition survey;

	private final SubmittedFields fields;

	private static Set<String> names(Class<?> type, Set<String> without) {
		return Arrays.stream(type.getRecordComponents())
			.map(RecordComponent::getName)
			.filter((name) -> !without.contains(name))
			.collect(Collectors.toUnmodifiableSet());
	}

	private SubmissionValidator(JsonNode body, SurveyDefinition survey) {
		this.body = body;
		this.survey = survey;
		this.fields = new SubmittedFields(body);
	}

	/**
	 * Validates a body.
	 * @param body what was sent
	 * @param survey what it is validated against
	 * @param source what it came through
	 * @param id the id in the path, which then decides
	 * @param now when it arrived
	 * @return the submission
	 * @throws Problem (400, 422) if it is not accepted
	 */
	public static Submission validate(JsonNode body, SurveyDefinition survey, Source source, @Nullable UUID id,
			Instant now) {
		if (!body.isObject()) {
			throw new Problem(HttpStatus.BAD_REQUEST, "body.object");
		}
		if (source.isPublic()) {
			// Unknown fields are not kept in memory
			// either, while the response waits to be written.
			((ObjectNode) body).retain(PUBLIC_FIELDS);
		}
		return new SubmissionValidator(body, survey).validate(source, id, now);
	}

	/**
	 * Reads an instant.
	 * @param text a date and a time with an offset: Z, +01:00, +0100 or +01
	 * @return the instant
	 * @throws DateTimeException if the text is none
	 */
	public static Instant instant(String text) {
		try {
			return OffsetDateTime.parse(text).toInstant();
		}
		catch (DateTimeParseException ex) {
			return OffsetDateTime.parse(text, BASIC_OFFSET).toInstant();
		}
	}

	private Submission validate(Source source, @Nullable UUID path, Instant now) {
		if (!source.isPublic()) {
			this.body.properties()
				.forEach((field) -> this.fields.require(
						FIELDS.contains(field.getKey()) || OURS.contains(field.getKey()) || field.getValue().isNull(),
						Flaw.step(field.getKey()), "value.field", KNOWN));
		}
		UUID id = id(path);
		Integer revision = this.fields.integer("revision", 0, LAST_REVISION);
		Integer stated = this.fields.integer("version", 1, this.survey.version());
		int version = (stated != null) ? stated : this.survey.version();
		Instant sentAt = this.fields.instant("submittedAt");
		this.fields.require(sentAt == null || !sentAt.isBefore(EARLIEST), "/submittedAt",
				"response.submittedAt.earliest");
		Instant askedAt = this.fields.instant("askedAt");
		String channel = this.fields.place("channel", 200);
		String touchpoint = this.fields.place("touchpoint", 200);
		String locale = this.fields.place("locale", 35);
		this.fields.require(locale == null || LOCALE.matcher(locale).matches(), "/locale", "value.language");
		String respondent = this.fields.text("respondent", 200);
		this.fields.require(respondent == null || !this.survey.isAnonymous(), "/respondent", "response.anonymous");
		Map<String, Object> attributes = attributes();
		Boolean finished = this.fields.bool("finished");
		Boolean test = this.fields.bool("test");
		Mark mark = mark();
		Map<String, Object> answers = answers(version);
		this.fields.check();
		ContentHash hash = new ContentHash();
		hash.add(sentAt).add(channel).add(touchpoint).add(locale).add(respondent).add(stated).add(finished).add(test);
		hash.add(attributes).add(answers);
		return new Submission(this.body, this.survey, source, now, (id != null) ? id : Ids.next(), revision,
				hash.value(), new Submission.Answers(version, answers, (finished == null) || finished),
				new Submission.Person(respondent, attributes),
				new Submission.Context(sentAt, askedAt, (channel != null) ? channel : this.survey.channel(),
						(touchpoint != null) ? touchpoint : this.survey.touchpoint(), locale, (test != null) && test,
						mark));
	}

	private @Nullable Mark mark() {
		JsonNode node = this.fields.present(MARK);
		Mark mark = Arrays.stream(Mark.values())
			.filter((each) -> node != null && node.isString() && node.stringValue().equals(each.name()))
			.findFirst()
			.orElse(null);
		this.fields.require(node == null || mark != null, "/" + MARK, "value.oneOf", List.of(Mark.values()));
		return mark;
	}

	private @Nullable UUID id(@Nullable UUID path) {
		JsonNode node = this.fields.present("id");
		UUID id = (node != null && node.isString()) ? ResponseId.parse(node.stringValue()) : null;
		this.fields.require(node == null || id != null, "/id", "response.id");
		this.fields.require(path == null || id == null || id.equals(path), "/id", "response.pathId");
		return (path != null) ? path : id;
	}

	private Map<String, Object> answers(int version) {
		Map<String, Object> answers = new TreeMap<>();
		JsonNode node = this.fields.present("answers");
		if (node == null || !node.isObject()) {
			this.fields.require(false, "/answers", "response.answers.empty");
			return answers;
		}
		int before = this.fields.flawCount();
		for (Map.Entry<String, JsonNode> entry : stated(node)) {
			String at = "/answers" + Flaw.step(entry.getKey());
			SurveyDefinition.Question question = this.survey.question(entry.getKey(), version);
			if (question == null) {
				this.fields.require(false, at, "response.answers.question", version,
						this.survey.at(version).stream().map(SurveyDefinition.Question::key).toList());
				continue;
			}
			Object answer = answer(at, question, entry.getValue());
			if (answer != null) {
				answers.put(entry.getKey(), answer);
			}
		}
		this.fields.require(!answers.isEmpty() || this.fields.flawCount() > before, "/answers",
				"response.answers.none");
		return answers;
	}

	/** What is null is absent: many programs write null for every cell that is empty. */
	private static List<Map.Entry<String, JsonNode>> stated(JsonNode object) {
		return object.properties().stream().filter((entry) -> !entry.getValue().isNull()).toList();
	}

	private @Nullable Object answer(String at, SurveyDefinition.Question question, JsonNode node) {
		if (question.formula() != null) {
			return score(at, question.formula().scale(), node);
		}
		return (question.type() == QuestionType.CHOICE) ? choice(at, question, node) : comment(at, node);
	}

	private @Nullable Integer score(String at, Scale scale, JsonNode node) {
		Integer score = SubmittedFields.whole(node);
		boolean accepted = score != null && scale.contains(score);
		this.fields.require(accepted, at, "value.integer", scale.min(), scale.max());
		return accepted ? score : null;
	}

	private @Nullable List<String> choice(String at, SurveyDefinition.Question question, JsonNode node) {
		Set<String> chosen = new LinkedHashSet<>();
		boolean known = node.isArray() || node.isString();
		for (JsonNode option : node.isArray() ? node : List.of(node)) {
			if (!option.isNull()) {
				known = known && option.isString() && question.options().contains(option.stringValue());
				chosen.add(option.asString(""));
			}
		}
		this.fields.require(known && (question.multiple() || chosen.size() <= 1), at,
				question.multiple() ? "response.answers.options" : "response.answers.option",
				question.options().stream().sorted().toList());
		return chosen.isEmpty() ? null : List.copyOf(chosen.stream().sorted().toList());
	}

	private @Nullable String comment(String at, JsonNode node) {
		String text = node.isString() ? node.stringValue() : null;
		this.fields.require(SubmittedFields.isText(text, 5000), at, "response.text", 5000);
		return (text == null || text.isEmpty()) ? null : text;
	}

	private Map<String, Object> attributes() {
		Map<String, Object> attributes = new TreeMap<>();
		JsonNode node = this.fields.present("attributes");
		if (node == null) {
			return attributes;
		}
		List<Map.Entry<String, JsonNode>> stated = stated(node);
		this.fields.require(node.isObject() && stated.size() <= 20, "/attributes", "response.attributes.count", 20);
		for (Map.Entry<String, JsonNode> entry : stated) {
			String at = "/attributes" + Flaw.step(entry.getKey());
			this.fields.require(SubmittedFields.isText(entry.getKey(), 40) && !entry.getKey().isBlank(), at,
					"response.attributes.name", 40);
			this.fields.require(!this.survey.isAnonymous() || this.survey.segments().contains(entry.getKey()), at,
					"response.attributes.anonymous");
			Object value = attribute(entry.getValue());
			if (entry.getValue().isNumber()) {
				this.fields.require(value != null, at, "response.attributes.number", MOST_DIGITS);
			}
			else {
				this.fields.require(value != null, at, "response.attributes.value", 200);
			}
			if (value != null) {
				attributes.put(entry.getKey(), value);
			}
		}
		return attributes;
	}

	private static @Nullable Object attribute(JsonNode node) {
		if (node.isBoolean()) {
			return node.booleanValue();
		}
		if (node.isNumber()) {
			BigDecimal number = node.decimalValue();
			// Bounded before it is written out: 1e400 would fill a line of zeros.
			if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS
					|| Math.abs((long) number.scale()) > MOST_DIGITS) {
				return null;
			}
			BigDecimal plain = (number.signum() == 0) ? BigDecimal.ZERO : number.stripTrailingZeros();
			return (plain.scale() < 0) ? plain.setScale(0) : plain;
		}
		String text = node.isString() ? node.stringValue() : null;
		return (text != null && SubmittedFields.isPlace(text)) ? text : null;
	}

}

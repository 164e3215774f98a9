package dev.voce.response;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
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

/** Judges what a client sent as a response, and finds all its flaws at once. */
public final class SubmissionReader {

	/** What a response may hold. */
	static final Set<String> FIELDS = Arrays.stream(ResponseInput.class.getRecordComponents())
		.map(RecordComponent::getName)
		.collect(Collectors.toUnmodifiableSet());

	private static final String KNOWN = String.join(", ", FIELDS.stream().sorted().toList());

	private static final Set<String> RESERVED = Set.of("(none)", "(other)");

	private static final Pattern LOCALE = Pattern.compile("[A-Za-z0-9]{1,8}([-_][A-Za-z0-9]{1,8})*");

	/** No answer is older. */
	public static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

	/** Leaves room for what PUT adds to it. */
	static final int LAST_REVISION = 2_000_000_000;

	private final JsonNode body;

	private final SurveyDefinition survey;

	private final List<Flaw> flaws = new ArrayList<>();

	private SubmissionReader(JsonNode body, SurveyDefinition survey) {
		this.body = body;
		this.survey = survey;
	}

	/**
	 * Judges a body.
	 * @param body what was sent
	 * @param survey what it is judged by
	 * @param source what it came through
	 * @param id the id in the path, which then decides
	 * @param now when it came
	 * @return the submission
	 * @throws Problem (400, 422) if it is not accepted
	 */
	public static Submission judge(JsonNode body, SurveyDefinition survey, Source source, @Nullable UUID id,
			Instant now) {
		if (!body.isObject()) {
			throw new Problem(HttpStatus.BAD_REQUEST, "the body must be one JSON object");
		}
		if (source.isPublic()) {
			// What is not known is not kept either, while the response waits to be
			// written.
			((ObjectNode) body).retain(FIELDS);
		}
		return new SubmissionReader(body, survey).read(source, id, now);
	}

	private Submission read(Source source, @Nullable UUID path, Instant now) {
		if (!source.isPublic()) {
			this.body.propertyNames()
				.forEach((name) -> require(FIELDS.contains(name), Flaw.step(name),
						"is not a known field; accepted here: " + KNOWN));
		}
		UUID id = id();
		if (path != null) {
			require(id == null || id.equals(path), "/id", "must be absent or the id in the path");
			id = path;
		}
		Integer revision = integer("revision", 0, LAST_REVISION);
		Integer stated = integer("version", 1, this.survey.version());
		int version = (stated != null) ? stated : this.survey.version();
		Instant sentAt = instant();
		String channel = place("channel", 200);
		String touchpoint = place("touchpoint", 200);
		String locale = place("locale", 35);
		require(locale == null || LOCALE.matcher(locale).matches(), "/locale",
				"must be a language tag such as it or pt-BR");
		String respondent = text("respondent", 200);
		require(respondent == null || !this.survey.isAnonymous(), "/respondent",
				"must be absent: the survey is anonymous");
		Map<String, Object> attributes = attributes();
		Boolean finished = bool("finished");
		Boolean test = bool("test");
		Map<String, Object> answers = answers(version);
		if (!this.flaws.isEmpty()) {
			throw Problem.invalid(this.flaws);
		}
		ContentHash hash = new ContentHash();
		hash.add(sentAt).add(channel).add(touchpoint).add(locale).add(respondent).add(stated).add(finished).add(test);
		hash.add(attributes).add(answers);
		return new Submission(this.body, this.survey, source, now, (id != null) ? id : Ids.next(), revision,
				hash.value(), sentAt, version, (channel != null) ? channel : this.survey.channel(),
				(touchpoint != null) ? touchpoint : this.survey.touchpoint(), locale, respondent, attributes, answers,
				(finished == null) || finished, (test != null) && test);
	}

	private @Nullable UUID id() {
		JsonNode node = present("id");
		UUID id = (node != null && node.isString()) ? ResponseId.parse(node.stringValue()) : null;
		require(node == null || id != null, "/id", "must be a UUID");
		return id;
	}

	private Map<String, Object> answers(int version) {
		Map<String, Object> answers = new TreeMap<>();
		JsonNode node = present("answers");
		if (node == null || !node.isObject()) {
			require(false, "/answers", "must be an object with at least one answer");
			return answers;
		}
		int before = this.flaws.size();
		for (Map.Entry<String, JsonNode> entry : node.properties()) {
			String at = "/answers" + Flaw.step(entry.getKey());
			SurveyDefinition.Question question = this.survey.question(entry.getKey(), version);
			if (question == null) {
				require(false, at,
						"is not a question of version " + version + " of this survey; its questions are " + String
							.join(", ", this.survey.at(version).stream().map(SurveyDefinition.Question::key).toList()));
				continue;
			}
			Object answer = answer(at, question, entry.getValue());
			if (answer != null) {
				answers.put(entry.getKey(), answer);
			}
		}
		require(!answers.isEmpty() || this.flaws.size() > before, "/answers", "must hold at least one answer");
		return answers;
	}

	private @Nullable Object answer(String at, SurveyDefinition.Question question, JsonNode node) {
		if (question.formula() != null) {
			return score(at, question.formula().scale(), node);
		}
		return (question.type() == QuestionType.CHOICE) ? choice(at, question, node) : comment(at, node);
	}

	private @Nullable Integer score(String at, Scale scale, JsonNode node) {
		Integer score = whole(node);
		boolean accepted = score != null && scale.contains(score);
		require(accepted, at, "must be an integer from " + scale.min() + " to " + scale.max());
		return accepted ? score : null;
	}

	private @Nullable List<String> choice(String at, SurveyDefinition.Question question, JsonNode node) {
		Set<String> chosen = new LinkedHashSet<>();
		boolean known = node.isArray() || node.isString();
		for (JsonNode option : node.isArray() ? node : List.of(node)) {
			known = known && option.isString() && question.options().contains(option.stringValue());
			chosen.add(option.asString(""));
		}
		require(known && (question.multiple() || chosen.size() <= 1), at,
				(question.multiple() ? "must be an array of " : "must be an array with one of ")
						+ String.join(", ", question.options().stream().sorted().toList()));
		return chosen.isEmpty() ? null : List.copyOf(chosen.stream().sorted().toList());
	}

	private @Nullable String comment(String at, JsonNode node) {
		String text = node.isString() ? node.stringValue() : null;
		require(isText(text, 5000), at, "must be a text of at most 5000 characters without NUL");
		return (text == null || text.isEmpty()) ? null : text;
	}

	private Map<String, Object> attributes() {
		Map<String, Object> attributes = new TreeMap<>();
		JsonNode node = present("attributes");
		if (node == null) {
			return attributes;
		}
		require(node.isObject() && node.size() <= 20, "/attributes", "must be an object of at most 20 attributes");
		for (Map.Entry<String, JsonNode> entry : node.properties()) {
			String at = "/attributes" + Flaw.step(entry.getKey());
			require(isText(entry.getKey(), 40) && !entry.getKey().isBlank(), at,
					"must have a name of 1 to 40 characters");
			require(!this.survey.isAnonymous() || this.survey.segments().contains(entry.getKey()), at,
					"must be absent: the survey is anonymous, and takes only its segments");
			Object value = attribute(entry.getValue());
			if (require(value != null, at,
					"must be a text of at most 200 characters that is not (none) or (other), a number, true or false")) {
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
			if (Math.abs((long) number.precision() - number.scale()) > 100 || Math.abs((long) number.scale()) > 100) {
				return null;
			}
			BigDecimal plain = (number.signum() == 0) ? BigDecimal.ZERO : number.stripTrailingZeros();
			return (plain.scale() < 0) ? plain.setScale(0) : plain;
		}
		String text = node.isString() ? node.stringValue() : null;
		return (isText(text, 200) && !RESERVED.contains(text)) ? text : null;
	}

	private @Nullable Instant instant() {
		JsonNode node = present("submittedAt");
		if (node == null) {
			return null;
		}
		try {
			Instant instant = OffsetDateTime.parse(node.isString() ? node.stringValue() : "")
				.toInstant()
				.truncatedTo(ChronoUnit.MICROS);
			require(!instant.isBefore(EARLIEST), "/submittedAt", "must not lie before the year 2000");
			return instant;
		}
		catch (DateTimeException ex) {
			require(false, "/submittedAt", "must be an instant with offset such as 2026-01-31T10:15:00+01:00");
			return null;
		}
	}

	private @Nullable Integer integer(String name, int min, int max) {
		JsonNode node = present(name);
		if (node == null) {
			return null;
		}
		Integer value = whole(node);
		require(value != null && min <= value && value <= max, "/" + name,
				"must be an integer from " + min + " to " + max);
		return value;
	}

	private @Nullable Boolean bool(String name) {
		JsonNode node = present(name);
		require(node == null || node.isBoolean(), "/" + name, "must be true or false");
		return (node != null && node.isBoolean()) ? node.booleanValue() : null;
	}

	private @Nullable String place(String name, int longest) {
		String value = text(name, longest);
		require(value == null || !RESERVED.contains(value), "/" + name, "must not be (none) or (other)");
		return value;
	}

	private @Nullable String text(String name, int longest) {
		JsonNode node = present(name);
		String text = (node != null && node.isString()) ? node.stringValue() : null;
		require(node == null || isText(text, longest), "/" + name,
				"must be a text of at most " + longest + " characters without NUL");
		return (text == null || text.isEmpty()) ? null : text;
	}

	private @Nullable JsonNode present(String name) {
		JsonNode node = this.body.get(name);
		return (node == null || node.isNull()) ? null : node;
	}

	private boolean require(boolean holds, String pointer, String detail) {
		if (!holds && this.flaws.size() < 100) {
			this.flaws.add(Flaw.at(pointer, detail));
		}
		return holds;
	}

	private static @Nullable Integer whole(JsonNode node) {
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

	/** Tells whether a text can stand as a channel or touchpoint. */
	static boolean isPlace(String text) {
		return isText(text, 200) && !RESERVED.contains(text);
	}

	private static boolean isText(@Nullable String text, int longest) {
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

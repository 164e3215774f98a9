package dev.voce.response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;

/**
 * A response as it is stored, or will be when the transaction commits.
 *
 * @param survey the survey's id
 * @param id unique in its survey
 * @param version the survey version that it answers
 * @param revision orders what the client sent under the id, from 0
 * @param contentHash of what the client sent, before defaults
 * @param submittedAt when the customer answered: its period
 * @param askedAt when the person was first asked for it; {@code null} where nobody was
 * @param receivedAt when it first arrived, or took the place of another
 * @param channel web, shop, mail …
 * @param touchpoint where in the customer's journey
 * @param locale the customer's language
 * @param respondent who answered, in the owner's terms
 * @param attributes further facts, from the owner: text, {@link java.math.BigDecimal} or
 * Boolean
 * @param answers by question key: Integer for scores, list of option keys, or text
 * @param finished whether the customer reached the end
 * @param test whether it is left out of every figure
 * @param source what it came through
 * @param mark why the owner leaves it out of every figure; {@code null} for most
 * @param anonymous whether all that identifies a person was erased from it
 */
public record StoredResponse(UUID survey, UUID id, int version, int revision, UUID contentHash, Instant submittedAt,
		@Nullable Instant askedAt, Instant receivedAt, @Nullable String channel, @Nullable String touchpoint,
		@Nullable String locale, @Nullable String respondent, Map<String, Object> attributes,
		Map<String, Object> answers, boolean finished, boolean test, Source source, @Nullable Mark mark,
		boolean anonymous) {

	/** From a hash, the erased content could be found by trying. */
	private static final UUID NO_CONTENT = new UUID(0, 0);

	/**
	 * Whether it counts in figures.
	 * @return {@code false} for tests, and for what the owner marked
	 */
	public boolean counts() {
		return !this.test && this.mark == null;
	}

	/**
	 * The response under another mark.
	 * @param other the mark; {@code null} for none
	 * @return the response, else as it is
	 */
	public StoredResponse marked(@Nullable Mark other) {
		return new StoredResponse(this.survey, this.id, this.version, this.revision, this.contentHash, this.submittedAt,
				this.askedAt, this.receivedAt, this.channel, this.touchpoint, this.locale, this.respondent,
				this.attributes, this.answers, this.finished, this.test, this.source, other, this.anonymous);
	}

	/**
	 * Whether it names a person as its respondent, as its contact, or by an e-mail
	 * address among its attributes.
	 * @param person a name or an address, in any case
	 * @return {@code true} if so
	 */
	public boolean isOf(String person) {
		return person.equalsIgnoreCase(this.respondent) || this.attributes.entrySet()
			.stream()
			.filter((attribute) -> attribute.getKey().equals("contact")
					|| attribute.getValue().toString().indexOf('@') >= 0)
			.anyMatch((attribute) -> person.equalsIgnoreCase(attribute.getValue().toString()));
	}

	/** The response as if other content had been sent for it. */
	StoredResponse withHash(UUID hash) {
		return new StoredResponse(this.survey, this.id, this.version, this.revision, hash, this.submittedAt,
				this.askedAt, this.receivedAt, this.channel, this.touchpoint, this.locale, this.respondent,
				this.attributes, this.answers, this.finished, this.test, this.source, this.mark, this.anonymous);
	}

	/**
	 * What is left without the person: scores, choices and declared segments. It counts
	 * where it counted before.
	 * @param definition of the survey, which declares the segments
	 * @return the response without the person
	 */
	public StoredResponse withoutPerson(SurveyDefinition definition) {
		Map<String, Object> segments = new TreeMap<>(this.attributes);
		segments.keySet().retainAll(definition.segments());
		Map<String, Object> scores = new TreeMap<>(this.answers);
		scores.keySet().removeIf((key) -> {
			SurveyDefinition.Question question = definition.question(key, this.version);
			return question == null || question.type() == QuestionType.TEXT;
		});
		return new StoredResponse(this.survey, this.id, this.version, this.revision, NO_CONTENT, this.submittedAt,
				this.askedAt, this.receivedAt, this.channel, this.touchpoint, this.locale, null, segments, scores,
				this.finished, this.test, this.source, this.mark, true);
	}

	Map<String, Object> scoresAndChoices() {
		return answers((answer) -> !(answer instanceof String));
	}

	Map<String, Object> comments() {
		return answers(String.class::isInstance);
	}

	private Map<String, Object> answers(Predicate<Object> wanted) {
		Map<String, Object> some = new TreeMap<>(this.answers);
		some.values().removeIf(wanted.negate());
		return some;
	}

	/**
	 * The score given to a question.
	 * @param question the question's key
	 * @return the score, or {@code null} without one
	 */
	public @Nullable Integer score(String question) {
		return (this.answers.get(question) instanceof Integer score) ? score : null;
	}

	/**
	 * The options chosen.
	 * @param question the question's key
	 * @return the options' keys, empty without an answer or for other types
	 */
	public List<String> choices(String question) {
		return (this.answers.get(question) instanceof List<?> chosen) ? chosen.stream().map(String::valueOf).toList()
				: List.of();
	}

}

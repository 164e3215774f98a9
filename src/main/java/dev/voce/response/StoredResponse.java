package dev.voce.response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A response as it stands on disk, or will when the transaction commits.
 *
 * @param survey the survey's id
 * @param id unique in its survey
 * @param version the survey version that it answers
 * @param revision orders what the client said about it, from 0
 * @param contentHash of what the client sent, before defaults
 * @param submittedAt when the customer answered: its period
 * @param receivedAt when it first arrived
 * @param channel web, shop, mail …
 * @param touchpoint where on the customer's way
 * @param locale the customer's language
 * @param respondent who answered, in the owner's terms
 * @param attributes what the owner knows: text, {@link java.math.BigDecimal} or Boolean
 * @param answers by question key: Integer for scores, list of option keys, or text
 * @param finished whether the customer came to the end
 * @param test whether it is left out of every figure
 * @param door the way it came in
 */
public record StoredResponse(UUID survey, UUID id, int version, int revision, UUID contentHash, Instant submittedAt,
		Instant receivedAt, @Nullable String channel, @Nullable String touchpoint, @Nullable String locale,
		@Nullable String respondent, Map<String, Object> attributes, Map<String, Object> answers, boolean finished,
		boolean test, Door door) {

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

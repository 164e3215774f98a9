package dev.voce.response;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A stored response as clients see it.
 *
 * @param id unique in its survey
 * @param survey the survey's id
 * @param version the survey version that it answers
 * @param revision orders what the client sent under the id
 * @param answers by question key: an integer, an array of option keys, or text
 * @param submittedAt when the customer answered
 * @param askedAt when the person was first asked for it, if anybody was
 * @param receivedAt when it first arrived, or took the place of another
 * @param channel web, shop, mail …
 * @param touchpoint where in the customer's journey
 * @param locale the customer's language
 * @param respondent who answered, in the owner's terms
 * @param contact where the customer may be reached, as left in the attribute of that
 * name; the respondent, where that says so
 * @param attributes further facts, from the owner
 * @param finished whether the customer reached the end
 * @param test whether it was sent as a test, and so is left out of every figure
 * @param mark why the owner leaves it out of every figure, if so
 * @param source what it came through: the public API called by a page (PAGE) or by
 * anything else (PUBLIC; in older rows, both), a hosted page's form (FORM), the keyed API
 * (KEY) or a batch of it (BATCH; before, KEY)
 * @param anonymous whether all that identifies a person was erased from it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResponseView(UUID id, UUID survey, int version, int revision, Map<String, Object> answers,
		Instant submittedAt, @Nullable Instant askedAt, Instant receivedAt, @Nullable String channel,
		@Nullable String touchpoint, @Nullable String locale, @Nullable String respondent, @Nullable String contact,
		Map<String, Object> attributes, boolean finished, boolean test, @Nullable Mark mark, Source source,
		boolean anonymous) {

	/**
	 * Shows a response.
	 * @param stored the response
	 * @return what clients see
	 */
	public static ResponseView of(StoredResponse stored) {
		return new ResponseView(stored.id(), stored.survey(), stored.version(), stored.revision(), stored.answers(),
				stored.submittedAt(), stored.askedAt(), stored.receivedAt(), stored.channel(), stored.touchpoint(),
				stored.locale(), stored.respondent(), contact(stored), stored.attributes(), stored.finished(),
				stored.test(), stored.mark(), stored.source(), stored.anonymous());
	}

	private static @Nullable String contact(StoredResponse stored) {
		Object left = stored.attributes().get("contact");
		if (Boolean.TRUE.equals(left)) {
			return stored.respondent();
		}
		return (left == null || Boolean.FALSE.equals(left) || left.equals("")) ? null : left.toString();
	}

}

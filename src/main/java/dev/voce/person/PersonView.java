package dev.voce.person;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a person.
 *
 * @param id given by Voce
 * @param respondent the owner's name for the person, as in responses
 * @param email the address
 * @param name as the person is greeted
 * @param locale the language
 * @param zone the IANA time zone
 * @param attributes more, by name
 * @param consent what the person agreed to
 * @param createdAt when the person was added
 * @param changedAt when something was last said about the person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PersonView(UUID id, @Nullable String respondent, @Nullable String email, @Nullable String name,
		@Nullable String locale, @Nullable String zone, Map<String, Object> attributes, @Nullable Consent consent,
		Instant createdAt, Instant changedAt) {

	/**
	 * What a person agreed to.
	 *
	 * @param text in the owner's words
	 * @param at when it was noted
	 */
	public record Consent(String text, Instant at) {
	}

}

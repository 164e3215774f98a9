package dev.voce.response;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A response as a client sends it, always whole. Only {@code answers} is required.
 *
 * @param id unique in the survey; with it a response can be sent again, or amended.
 * Generated when absent
 * @param revision orders what the client sends under the id; when absent 0, and with
 * {@code PUT} the one that is stored
 * @param answers by question key: an integer within the scale, an array of option keys,
 * or a text of at most 5,000 characters
 * @param submittedAt when the customer answered, which decides the period; now when
 * absent
 * @param askedAt when the person was asked, which tells who was asked but did not answer
 * from who was not asked; left out where it lies after {@code submittedAt}, or too far
 * back
 * @param channel web, shop, mail …; the survey's when absent
 * @param touchpoint where in the customer's journey; the survey's when absent
 * @param locale the customer's language as a BCP 47 tag
 * @param respondent who answered, in the owner's terms
 * @param attributes further facts, from the owner, at most 20: names of up to 40
 * characters, with texts of up to 200, numbers or booleans
 * @param version the survey version that it answers; the current one when absent
 * @param finished whether the customer reached the end
 * @param test whether it is left out of every figure
 * @param mark why the owner leaves it out of every figure, for callers with the scope
 * manage alone: others are refused with it, and it is ignored on the public API. Without
 * it, what is stored under the id keeps its mark
 */
// Never made: bodies are validated as trees, so that all flaws are reported at once. Its
// components are the accepted fields.
public record ResponseInput(@Nullable UUID id,
		@Schema(minimum = "0", maximum = "" + SubmissionValidator.LAST_REVISION) @Nullable Integer revision,
		@Schema(minProperties = 1) Map<String, Object> answers, @Nullable OffsetDateTime submittedAt,
		@Nullable OffsetDateTime askedAt, @Schema(maxLength = 200) @Nullable String channel,
		@Schema(maxLength = 200) @Nullable String touchpoint, @Schema(maxLength = 35) @Nullable String locale,
		@Schema(maxLength = 200) @Nullable String respondent,
		@Schema(maxProperties = 20) @Nullable Map<String, Object> attributes,
		@Schema(minimum = "1") @Nullable Integer version, @Schema(defaultValue = "true") @Nullable Boolean finished,
		@Schema(defaultValue = "false") @Nullable Boolean test, @Nullable Mark mark) {
}

package dev.voce.response;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.SurveyDefinition;

/**
 * What one transaction does to responses, published within it while the surveys' states
 * are locked.
 *
 * @param surveys the definitions in force
 * @param changes what happens to each response
 * @param shown surveys shown for the first time under their id
 */
public record ResponsesChanged(Map<UUID, SurveyDefinition> surveys, List<Change> changes, List<Shown> shown) {

	/**
	 * A response that comes, goes or differs.
	 *
	 * @param before as it stood; {@code null} for a new one
	 * @param after as it stands; {@code null} for an erased one
	 */
	public record Change(@Nullable StoredResponse before, @Nullable StoredResponse after) {
	}

	/**
	 * A survey shown to somebody.
	 *
	 * @param survey the survey's id
	 * @param id the id that the response has or would have
	 * @param at when
	 * @param channel where, if known
	 * @param touchpoint where on the customer's way, if known
	 * @param dismissed whether it was waved away
	 */
	public record Shown(UUID survey, UUID id, Instant at, @Nullable String channel, @Nullable String touchpoint,
			boolean dismissed) {
	}

}

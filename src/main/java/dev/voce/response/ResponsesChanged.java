package dev.voce.response;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.SurveyDefinition;

/**
 * What one transaction does to responses, published within it while the surveys' states
 * are locked.
 *
 * @param surveys the definitions in force
 * @param changes what happens to each response
 * @param shown stages of asking of ids under which one was new
 * @param backdated what responses lead to that are dated long ago
 */
public record ResponsesChanged(Map<UUID, SurveyDefinition> surveys, List<Change> changes, List<Shown> shown,
		Backdated backdated) {

	/** How long ago a response may have been submitted to be news. */
	private static final Duration RECENT = Duration.ofDays(7);

	/**
	 * What responses lead to that are dated more than 7 days back.
	 *
	 * @param opensCases whether they open cases
	 * @param isNews whether users and webhooks get them
	 */
	public record Backdated(boolean opensCases, boolean isNews) {

		/** They are stored and counted, and lead to nothing else. */
		public static final Backdated NOTHING = new Backdated(false, false);

	}

	/**
	 * Whether a response may open a case.
	 * @param response the response
	 * @param now the time
	 * @return {@code false} for one that is dated long ago, unless that is wanted
	 */
	public boolean opensCases(StoredResponse response, Instant now) {
		return this.backdated.opensCases() || isRecent(response, now);
	}

	/**
	 * Whether users and webhooks get a response.
	 * @param response the response
	 * @param now the time
	 * @return {@code false} for one that is dated long ago, unless that is wanted
	 */
	public boolean isNews(StoredResponse response, Instant now) {
		return this.backdated.isNews() || isRecent(response, now);
	}

	private static boolean isRecent(StoredResponse response, Instant now) {
		return !response.submittedAt().isBefore(now.minus(RECENT));
	}

	/**
	 * A response that comes, goes or differs.
	 *
	 * @param before as it stood; {@code null} for a new one
	 * @param after as it stands; {@code null} for an erased one
	 */
	public record Change(@Nullable StoredResponse before, @Nullable StoredResponse after) {

		/**
		 * The survey that it answers.
		 * @return the survey's id
		 */
		public UUID survey() {
			return Objects.requireNonNull((this.after != null) ? this.after : this.before).survey();
		}

	}

	/**
	 * Records of asking that bear another mark than before, published in the same way.
	 *
	 * @param survey the survey's id
	 * @param records how many
	 */
	public record ShownMarked(UUID survey, int records) {
	}

	/**
	 * How far asking somebody came.
	 *
	 * @param survey the survey's id
	 * @param id the id that the response has or would have
	 * @param stage how far
	 * @param at when
	 * @param source what reported it
	 * @param channel where, if known
	 * @param touchpoint where on the customer's way, if known
	 */
	public record Shown(UUID survey, UUID id, ShownInput.Stage stage, Instant at, Source source,
			@Nullable String channel, @Nullable String touchpoint) {
	}

}

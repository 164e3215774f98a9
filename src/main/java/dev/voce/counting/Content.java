package dev.voce.counting;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.voce.counting.Content;

/**
 * What a stored row counts in the figures, without texts and without who it is of.
 */
public sealed interface Content {

	/**
	 * When somebody was first asked under a response's id, and where.
	 *
	 * @param at when
	 * @param channel where, if known
	 * @param touchpoint where on the customer's way, if known
	 */
	record Asked(Instant at, @Nullable String channel, @Nullable String touchpoint) {
	}

	/**
	 * Of a response.
	 *
	 * @param version the survey version that it answers
	 * @param submittedAt when the customer answered
	 * @param counts whether figures are made of it: neither test nor marked
	 * @param finished whether the customer came to the end
	 * @param channel web, shop, mail …
	 * @param touchpoint where on the customer's way
	 * @param locale the customer's language
	 * @param attributes what the owner knows: text, {@link java.math.BigDecimal} or
	 * Boolean
	 * @param answers by question key: Integer for scores, a list of option keys for
	 * choices
	 * @param asked when somebody was asked under its id; {@code null} where nobody was
	 */
	record OfResponse(int version, Instant submittedAt, boolean counts, boolean finished, @Nullable String channel,
			@Nullable String touchpoint, @Nullable String locale, Map<String, Object> attributes,
			Map<String, Object> answers, @Nullable Asked asked) implements Content {

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
			return (this.answers.get(question) instanceof List<?> chosen)
					? chosen.stream().map(String::valueOf).toList() : List.of();
		}

	}

	/** How far asking went. */
	enum Stage {

		/** An invitation was made. */
		INVITED,

		/** An invitation was sent. */
		SENT,

		/** The survey was shown. */
		SHOWN,

		/** The survey was dismissed. */
		DISMISSED

	}

	/**
	 * Of somebody having been asked.
	 *
	 * @param stage how far
	 * @param at when
	 * @param channel where, if known
	 * @param touchpoint where on the customer's way, if known
	 * @param asked whether it is the first SENT, SHOWN or DISMISSED of its id
	 * @param counts whether it is not marked
	 */
	record OfShown(Stage stage, Instant at, @Nullable String channel, @Nullable String touchpoint, boolean asked,
			boolean counts) implements Content {
	}

}

package dev.voce.response;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.SurveyDefinition;

/**
 * Which responses of a survey are wanted.
 *
 * @param from the earliest {@code submittedAt}
 * @param to the first {@code submittedAt} that is too late
 * @param receivedFrom the earliest {@code receivedAt}
 * @param receivedTo the first {@code receivedAt} that is too late
 * @param source only responses that came through it, or all
 * @param channel only responses with this channel, or all
 * @param test only test responses, only others, or both
 * @param mark only responses with this mark, with none, or all
 * @param counted only responses that count in figures, only others, or both
 * @param comment only responses with a comment, only others, or both
 * @param contact only responses that say how to get in touch, only others, or both
 * @param question the key of a scored question, for {@code scores}
 * @param sinceVersion the first version that asks it so
 * @param untilVersion the first version that no longer does
 * @param scores the scores wanted
 * @param segment the segment, for {@code value}
 * @param choice whether the segment is a choice question
 * @param value the segment value wanted
 * @param texts the keys of all text questions, for {@code words}
 * @param words regular expressions that one text must match all of
 */
public record ResponseQuery(Instant from, Instant to, Instant receivedFrom, Instant receivedTo, @Nullable String source,
		@Nullable String channel, @Nullable Boolean test, @Nullable String mark, @Nullable Boolean counted,
		@Nullable Boolean comment, @Nullable Boolean contact, @Nullable String question, int sinceVersion,
		int untilVersion, String[] scores, @Nullable String segment, boolean choice, String value, String[] texts,
		String[] words) {

	private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

	private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

	private static final String[] NONE = {};

	/**
	 * Responses with a comment that count and give one score.
	 * @param question a scored question
	 * @param score the score
	 * @param from the earliest {@code submittedAt}
	 * @param to the first {@code submittedAt} that is too late
	 * @return the query
	 */
	public static ResponseQuery commented(SurveyDefinition.Question question, int score, Instant from, Instant to) {
		return new ResponseQuery(from, to, FIRST, LAST, null, null, null, null, true, true, null, question.key(),
				question.sinceVersion(), question.untilVersion(), new String[] { Integer.toString(score) }, null, false,
				"", NONE, NONE);
	}

	/**
	 * The same with a value of a segment.
	 * @param survey what they answer
	 * @param dimension the segment
	 * @param wanted the value
	 * @return the query
	 */
	public ResponseQuery with(SurveyDefinition survey, String dimension, String wanted) {
		return new ResponseQuery(this.from, this.to, this.receivedFrom, this.receivedTo, this.source, this.channel,
				this.test, this.mark, this.counted, this.comment, this.contact, this.question, this.sinceVersion,
				this.untilVersion, this.scores, dimension, survey.choices().contains(dimension), wanted, this.texts,
				this.words);
	}

}

package dev.voce.widget;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicLabels;
import dev.voce.survey.PublicSurvey.PublicQuestion;

/**
 * What the template {@code mail.html} shows: one question, whose scores are links.
 *
 * @param locale the language
 * @param dir the direction of the text
 * @param start the side where the scale begins
 * @param end the side where it ends
 * @param text what is asked
 * @param cells the scores in order
 * @param ends the words under both ends
 */
record MailQuestion(String locale, String dir, String start, String end, String text, List<Cell> cells,
		@Nullable Ends ends) {

	/**
	 * A score.
	 *
	 * @param score its number
	 * @param max the highest of all
	 * @param width of its cell, in percent
	 * @param link where it leads
	 */
	record Cell(int score, int max, String width, String link) {
	}

	/**
	 * The words under the ends of the scale.
	 *
	 * @param start the side where it begins
	 * @param end the side where it ends
	 * @param min at the lowest score
	 * @param max at the highest
	 */
	record Ends(String start, String end, @Nullable String min, @Nullable String max) {
	}

	/**
	 * A question with a scale.
	 * @param asked the survey
	 * @param question one of its questions
	 * @param link the address that each score is added to
	 */
	static MailQuestion of(PublicSurvey asked, PublicQuestion question, String link) {
		int min = Objects.requireNonNull(Objects.requireNonNull(question.scale()).min());
		int max = Objects.requireNonNull(question.scale().max());
		String width = String.format(Locale.ROOT, "%.2f%%", 100.0 / (max - min + 1));
		boolean rightToLeft = asked.dir().equals("rtl");
		String start = rightToLeft ? "right" : "left";
		String end = rightToLeft ? "left" : "right";
		PublicLabels labels = question.labels();
		return new MailQuestion(asked.locale(), asked.dir(), start, end, question.text(),
				IntStream.rangeClosed(min, max).mapToObj((score) -> new Cell(score, max, width, link + score)).toList(),
				(labels != null) ? new Ends(start, end, labels.min(), labels.max()) : null);
	}

}

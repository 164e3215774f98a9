package dev.voce.letter;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.response.ResponseQuery;
import dev.voce.response.Responses;
import dev.voce.response.StoredResponse;
import dev.voce.scoring.Formula;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyDefinition;

/**
 * Finds the comments that a mail quotes: of the outermost scores first, then the newest.
 */
@Component
public class Comments {

	private static final UUID LAST = new UUID(-1, -1);

	private static final int LONGEST = 240;

	private final Responses responses;

	Comments(Responses responses) {
		this.responses = responses;
	}

	/**
	 * Which comments are wanted.
	 *
	 * @param survey of which survey
	 * @param question of responses that answer this question
	 * @param scoreClass with a score of this class
	 * @param segment with a value of this segment; {@code null} for any
	 * @param value the value
	 * @param from the first day
	 * @param to the first day after
	 */
	public record Wanted(SurveyDefinition survey, SurveyDefinition.Question question, ScoreClass scoreClass,
			@Nullable String segment, @Nullable String value, LocalDate from, LocalDate to) {
	}

	/**
	 * A comment.
	 *
	 * @param response the id of the response
	 * @param score its score
	 * @param text what was written, cut where it is long
	 * @param day the day, in the survey's zone
	 */
	public record Comment(UUID response, int score, String text, LocalDate day) {
	}

	/**
	 * Finds comments.
	 * @param wanted which
	 * @param most how many at most
	 * @return the comments in order
	 */
	public List<Comment> find(Wanted wanted, int most) {
		Formula formula = Objects.requireNonNull(wanted.question().formula());
		Instant from = wanted.from().atStartOfDay(wanted.survey().zone()).toInstant();
		Instant to = wanted.to().atStartOfDay(wanted.survey().zone()).toInstant();
		List<Comment> found = new ArrayList<>();
		for (int score : scores(formula, wanted.scoreClass())) {
			if (found.size() == most) {
				break;
			}
			ResponseQuery query = ResponseQuery.commented(wanted.question(), score, from, to);
			if (wanted.segment() != null && wanted.value() != null) {
				query = query.with(wanted.survey(), wanted.segment(), wanted.value());
			}
			for (StoredResponse response : this.responses.page(wanted.survey(), query, to, LAST, most - found.size())) {
				String text = comment(wanted.survey(), response);
				if (text != null) {
					found.add(new Comment(response.id(), score, cut(text, LONGEST),
							LocalDate.ofInstant(response.submittedAt(), wanted.survey().zone())));
				}
			}
		}
		return found;
	}

	/** The scores of a class, those that are farthest from the other classes first. */
	private static List<Integer> scores(Formula formula, ScoreClass wanted) {
		List<Integer> scores = IntStream.rangeClosed(formula.scale().min(), formula.scale().max())
			.filter((score) -> formula.classOf(score) == wanted)
			.boxed()
			.toList();
		boolean low = !scores.isEmpty() && scores.get(0) == formula.scale().min();
		return low ? scores : scores.stream().sorted((one, other) -> other - one).toList();
	}

	/**
	 * The first text of a response.
	 * @param survey what it answers
	 * @param response the response
	 * @return what was written; {@code null} without a comment
	 */
	public static @Nullable String comment(SurveyDefinition survey, StoredResponse response) {
		return survey.at(response.version())
			.stream()
			.filter((question) -> question.type() == QuestionType.TEXT)
			.map((question) -> response.answers().get(question.key()))
			.filter(String.class::isInstance)
			.map(String.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Cuts a text at the end of a word.
	 * @param text the text
	 * @param most how many characters at most
	 * @return the text, with … where some of it is missing
	 */
	public static String cut(String text, int most) {
		if (text.codePointCount(0, text.length()) <= most) {
			return text;
		}
		String begin = text.substring(0, text.offsetByCodePoints(0, most));
		int space = begin.lastIndexOf(' ');
		return ((space > most / 2) ? begin.substring(0, space) : begin).stripTrailing() + "…";
	}

}

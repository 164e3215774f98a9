package dev.voce.cases;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.voce.response.StoredResponse;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyDefinition;

/**
 * What opens a case: a score of a question, of some responses.
 *
 * @param question the key of a scored question
 * @param classes the classes of its score that open a case; instead of scores
 * @param scores the scores that do; instead of classes
 * @param where the values that the response must have of channel, touchpoint, locale,
 * attributes or CHOICE questions: of each, one that is listed
 * @param owner the id of the user who gets the case; nobody when absent
 * @param due how much business time there is until it is due: an ISO 8601 duration, 1 s
 * to 366 days, such as PT24H
 * @param handOver who gets the case if it is still overdue after a while
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Rule(String question, @Nullable Set<ScoreClass> classes, @Nullable Set<Integer> scores,
		@Nullable Map<String, List<String>> where, @Nullable UUID owner, Duration due, @Nullable HandOver handOver) {

	/**
	 * Who gets an overdue case.
	 *
	 * @param to the id of a user
	 * @param after how much business time after the due time: an ISO 8601 duration
	 */
	record HandOver(UUID to, Duration after) {
	}

	/** Whether a response is to have a case. */
	boolean matches(SurveyDefinition survey, StoredResponse response) {
		Integer score = response.score(this.question);
		SurveyDefinition.Question asked = survey.question(this.question, response.version());
		if (score == null || asked == null || asked.formula() == null) {
			return false;
		}
		boolean wanted = (this.classes != null) ? this.classes.contains(asked.formula().classOf(score))
				: Objects.requireNonNull(this.scores).contains(score);
		return wanted && (this.where == null || this.where.entrySet()
			.stream()
			.allMatch((condition) -> values(response, condition.getKey()).stream()
				.anyMatch(condition.getValue()::contains)));
	}

	private static List<String> values(StoredResponse response, String name) {
		List<String> chosen = response.choices(name);
		if (!chosen.isEmpty()) {
			return chosen;
		}
		Object value = switch (name) {
			case "channel" -> response.channel();
			case "touchpoint" -> response.touchpoint();
			case "locale" -> response.locale();
			default -> response.attributes().get(name);
		};
		String text = (value instanceof BigDecimal number) ? number.toPlainString() : Objects.toString(value, null);
		return (text != null) ? List.of(text) : List.of();
	}

	/** The rule when somebody who is named by it is no longer a user. */
	Rule without(UUID user) {
		return new Rule(this.question, this.classes, this.scores, this.where,
				user.equals(this.owner) ? null : this.owner, this.due,
				(this.handOver != null && user.equals(this.handOver.to())) ? null : this.handOver);
	}

}

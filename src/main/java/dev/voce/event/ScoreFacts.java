package dev.voce.event;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.voce.response.StoredResponse;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyDefinition;

/** What the scores of a response mean, read from what is sent of it. */
public final class ScoreFacts {

	private ScoreFacts() {
	}

	/**
	 * The class of the score given to a question.
	 * @param question a question of the response's version
	 * @param data the response
	 * @return the class, if the question has a score and that a class
	 */
	static @Nullable ScoreClass classOf(SurveyDefinition.Question question, JsonNode data) {
		JsonNode score = data.path("answers").path(question.key());
		return (question.formula() != null && score.isInt()) ? question.formula().classOf(score.intValue()) : null;
	}

	/**
	 * Whether a response has a score of a class that is wanted.
	 * @param survey the survey that it answers
	 * @param data what is sent of it
	 * @param wanted {@code null} for all responses
	 * @return {@code true} if so
	 */
	static boolean hasClass(SurveyDefinition survey, JsonNode data, @Nullable List<ScoreClass> wanted) {
		return wanted == null || survey.at(data.path("version").asInt())
			.stream()
			.map((question) -> classOf(question, data))
			.anyMatch((found) -> found != null && wanted.contains(found));
	}

	/**
	 * Whether a response has a score of a class that is wanted.
	 * @param survey the survey that it answers
	 * @param response as it is stored
	 * @param wanted {@code null} for all responses
	 * @return {@code true} if so
	 */
	public static boolean hasClass(SurveyDefinition survey, StoredResponse response,
			@Nullable List<ScoreClass> wanted) {
		return wanted == null || survey.at(response.version()).stream().anyMatch((question) -> {
			Integer score = response.score(question.key());
			return score != null && question.formula() != null && wanted.contains(question.formula().classOf(score));
		});
	}

}

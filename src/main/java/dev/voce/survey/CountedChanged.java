package dev.voce.survey;

import java.util.List;

/**
 * Published within the transaction that changes what is counted of a survey, while both
 * its tallies and its state are locked: when it is published for the first time, and when
 * its zone, its segments, their values or its scored questions change.
 *
 * @param before the survey as it was
 * @param after the survey as it is
 */
public record CountedChanged(SurveyDefinition before, SurveyDefinition after) {

	static boolean differs(SurveyDefinition before, SurveyDefinition after) {
		if (after.status() == SurveyStatus.DRAFT) {
			return false;
		}
		return before.status() == SurveyStatus.DRAFT || !before.zone().equals(after.zone())
				|| !before.dimensions().equals(after.dimensions())
				|| !before.settings().segmentValues().equals(after.settings().segmentValues())
				|| !scored(before).equals(scored(after));
	}

	private static List<Object> scored(SurveyDefinition survey) {
		return survey.questions()
			.stream()
			.filter((question) -> question.formula() != null)
			.<Object>map(SurveyDefinition.Question::id)
			.toList();
	}

}

package dev.voce.survey;

import java.util.UUID;

/**
 * Rows that a module keeps of surveys. Each module that keeps some has a bean of this
 * type, so that a deleted survey leaves nothing behind.
 */
public interface SurveyRows {

	/**
	 * Removes some rows of a deleted survey, in a transaction of its own.
	 * @param survey the survey's id
	 * @param limit how many rows at most, where there can be many
	 * @return how many rows went; 0 when none are left
	 */
	int removeSome(UUID survey, int limit);

}

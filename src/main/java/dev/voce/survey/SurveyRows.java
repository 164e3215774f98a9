package dev.voce.survey;

import java.util.UUID;

/**
 * Rows of surveys that a module stores. Each such module has a bean of this type, so that
 * a deleted survey leaves no rows.
 */
public interface SurveyRows {

	/**
	 * Removes some rows of a deleted survey, in a transaction of its own.
	 * @param survey the survey's id
	 * @param limit how many rows at most, where there can be many
	 * @return how many rows were removed; 0 when none are left
	 */
	int removeSome(UUID survey, int limit);

}

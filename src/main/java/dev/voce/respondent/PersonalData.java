package dev.voce.respondent;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a module keeps of people. Each module that keeps some has a bean of this type, so
 * that a person can be given all of it, and can have all of it erased.
 */
public interface PersonalData {

	/**
	 * Finds what is kept of a person.
	 * @param workspace the workspace's id
	 * @param respondent the person, as sent with the responses
	 * @return the records, read as they are consumed, by the name that stands before them
	 * in an export; empty where nothing is known
	 */
	Map<String, Stream<?>> of(UUID workspace, String respondent);

	/**
	 * Erases a person.
	 * @param workspace the workspace's id
	 * @param respondent the person, as sent with the responses
	 * @param keepFigures whether what leads to nobody stays in the figures
	 * @return how many responses it was; 0 where no responses are kept
	 */
	long erase(UUID workspace, String respondent, boolean keepFigures);

}

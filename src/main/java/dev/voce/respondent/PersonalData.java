package dev.voce.respondent;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The personal data that a module stores. Each module that stores some has a bean of this
 * type, so that all data of a person can be exported and erased.
 */
public interface PersonalData {

	/**
	 * Finds what is stored of a person.
	 * @param workspace the workspace's id
	 * @param person a respondent, or an address that a response holds, in any case
	 * @return the records, read as they are consumed, by the name that they have in an
	 * export; empty where nothing is stored
	 */
	Map<String, Stream<?>> of(UUID workspace, String person);

	/**
	 * Erases a person.
	 * @param workspace the workspace's id
	 * @param person a respondent, or an address that a response holds, in any case
	 * @param keepFigures whether the scores stay in the figures, without the person
	 * @return how many responses it was; 0 where no responses are kept
	 */
	long erase(UUID workspace, String person, boolean keepFigures);

}

package dev.voce.survey;

import java.time.Instant;
import java.util.UUID;

import tools.jackson.databind.json.JsonMapper;

/** Definitions of surveys that nothing stores. */
public final class Definitions {

	private Definitions() {
	}

	/**
	 * Defines a survey.
	 * @param json its body, as clients send it
	 */
	public static SurveyDefinition of(String json) {
		SurveyInput input = new JsonMapper().readValue(json, SurveyInput.class);
		SurveyRules.check(input);
		return new Survey(new UUID(0, 1), input, false, Instant.EPOCH).definition();
	}

}

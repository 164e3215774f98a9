package dev.voce.survey;

import org.springframework.http.HttpStatus;

import dev.voce.web.Problem;

/** There is no such survey, or it is another workspace's (404). */
public class SurveyNotFound extends Problem {

	/** The same for both cases, so that ids can't be guessed. */
	public SurveyNotFound() {
		super(HttpStatus.NOT_FOUND, "survey.missing");
	}

}

package dev.voce.survey;

/** Where a survey stands in its life. */
public enum SurveyStatus {

	/** Being written: nobody is asked. */
	DRAFT,

	/** Asked and answered. */
	LIVE,

	/** Stopped for a while. */
	PAUSED,

	/** Stopped for good. */
	CLOSED

}

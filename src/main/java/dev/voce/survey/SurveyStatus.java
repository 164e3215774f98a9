package dev.voce.survey;

/** The status of a survey. */
public enum SurveyStatus {

	/** Being written: not shown to visitors. */
	DRAFT,

	/** Shown, and open for responses. */
	LIVE,

	/** Stopped, and can be published again. */
	PAUSED,

	/** Stopped permanently. */
	CLOSED

}

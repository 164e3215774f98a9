package dev.voce.scoring;

/** What a single score says about the respondent; derived from it, never stored. */
public enum ScoreClass {

	/** NPS: recommends. */
	PROMOTER,

	/** NPS: content, but not telling anybody. */
	PASSIVE,

	/** NPS: would rather warn. */
	DETRACTOR,

	/** CSAT: in the top boxes of the scale. */
	SATISFIED,

	/** CSAT and CES: neither good nor bad. */
	NEUTRAL,

	/** CSAT: in the bottom boxes of the scale. */
	DISSATISFIED,

	/** CES: it took little effort. */
	EASY,

	/** CES: it took much effort. */
	DIFFICULT

}

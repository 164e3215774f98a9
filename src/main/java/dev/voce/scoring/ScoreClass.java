package dev.voce.scoring;

/** The class that a single score falls into; derived from it, never stored. */
public enum ScoreClass {

	/** NPS: recommends. */
	PROMOTER,

	/** NPS: neither recommends nor advises against. */
	PASSIVE,

	/** NPS: advises against. */
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

package dev.voce.survey;

/** The stage of the customer's journey that a survey asks about. */
public enum Stage {

	/** Hearing of the company. */
	AWARENESS,

	/** Weighing it against others. */
	CONSIDERATION,

	/** Buying. */
	PURCHASE,

	/** Receiving what was bought. */
	DELIVERY,

	/** Being helped. */
	SUPPORT,

	/** Staying. */
	LOYALTY,

	/** Recommending. */
	ADVOCACY

}

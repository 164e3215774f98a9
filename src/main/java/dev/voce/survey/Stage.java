package dev.voce.survey;

/** The stage of the customer's journey that a survey asks about. */
public enum Stage {

	/** Getting to know the brand. */
	AWARENESS,

	/** Comparing it with others. */
	CONSIDERATION,

	/** Buying. */
	PURCHASE,

	/** Receiving what was bought. */
	DELIVERY,

	/** Getting help. */
	SUPPORT,

	/** Remaining a customer. */
	LOYALTY,

	/** Recommending. */
	ADVOCACY

}

package dev.voce.response;

/** Why the owner leaves a response out of every figure. */
public enum Mark {

	/** Nobody's opinion: a robot's, a joker's. */
	SPAM,

	/** An answer that was only a try. */
	TEST

}

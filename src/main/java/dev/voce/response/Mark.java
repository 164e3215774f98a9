package dev.voce.response;

/** Why the owner leaves a response out of every figure. */
public enum Mark {

	/** No customer's opinion, such as a robot's. */
	SPAM,

	/** A response that was only a test. */
	TEST

}

package dev.voce.counting;

import dev.voce.counting.ReachEvent;

/**
 * What is counted of people who were asked. In the series of the reach an event stands in
 * the score's place; its ordinal is stored, so that the order never changes.
 */
public enum ReachEvent {

	/** An id was first sent, shown or dismissed; on that day. */
	ASKED,

	/** Somebody who was asked gave a response that counts; on the day asked. */
	ANSWERED,

	/**
	 * Somebody who was asked gave a response that counts nowhere, test or marked; on the
	 * day asked. Those were not really asked.
	 */
	VOID,

	/** A response that counts; on its own day. */
	STARTED,

	/** A response that counts and came to the end; on its own day. */
	FINISHED,

	/** An invitation was made; on its own day. */
	INVITED,

	/** An invitation was sent; on its own day. */
	SENT,

	/** The survey was shown; on its own day. */
	SHOWN,

	/** The survey was dismissed without a response; on its own day. */
	DISMISSED

}

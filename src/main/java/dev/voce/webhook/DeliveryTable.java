package dev.voce.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.event.EventType;

/** Writes the deliveries of a whole transaction by one statement. */
interface DeliveryTable {

	/**
	 * A delivery to be written.
	 *
	 * @param webhook whom it is for
	 * @param event what happened
	 * @param about the response that it holds; {@code null} for none
	 * @param survey the survey's id
	 * @param content what is sent
	 * @param at when it happened
	 * @param dueAt when it is to be sent
	 */
	record Added(UUID webhook, EventType event, @Nullable About about, UUID survey, String content, Instant at,
			Instant dueAt) {
	}

	/**
	 * A response that a delivery holds.
	 *
	 * @param id its id
	 * @param submittedAt when it was submitted
	 */
	record About(UUID id, Instant submittedAt) {
	}

	/** Adds deliveries, in this order. */
	void add(Collection<Added> deliveries);

	/**
	 * What is sent of a response that is not settled yet, instead of what was to be.
	 *
	 * @param survey the survey's id
	 * @param response the response's id
	 * @param content what is sent
	 * @param dueAt when it is to be sent
	 */
	record Unsettled(UUID survey, UUID response, String content, Instant dueAt) {
	}

	/** Renews what waits for responses to settle, if something does. */
	void renew(Collection<Unsettled> responses);

	/**
	 * A delivery that a receiver took.
	 *
	 * @param webhook whose
	 * @param id the delivery's id
	 * @param attempts how many attempts there were before
	 * @param attempt the attempt, as JSON
	 * @param at when it ended
	 */
	record Taken(UUID webhook, UUID id, int attempts, String attempt, Instant at) {
	}

	/**
	 * Records what receivers took. It waits for no lock.
	 * @return how many were recorded: not those that another transaction holds
	 */
	int delivered(Collection<Taken> deliveries);

}

package dev.voce.webhook;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.delivery.Backlog;
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
	 * @param content what is sent; {@code null} where it was erased before: it has failed
	 * @param at when it happened
	 * @param dueAt when it is to be sent
	 */
	record Added(UUID webhook, EventType event, @Nullable About about, UUID survey, @Nullable String content,
			Instant at, Instant dueAt) {
	}

	/**
	 * A response that a delivery holds.
	 *
	 * @param id its id
	 * @param submittedAt when it was submitted; {@code null} where it is erased
	 */
	record About(UUID id, @Nullable Instant submittedAt) {
	}

	/** Adds deliveries, in this order. */
	void add(Collection<Added> deliveries);

	/**
	 * What happened to responses of a survey, of which no deliveries are made yet.
	 *
	 * @param webhook whom it is for
	 * @param event what happened
	 * @param survey the survey's id
	 * @param responses the ids of the responses, in order
	 * @param renews whether it renews what waits for them to settle, and makes no
	 * deliveries
	 * @param at when it happened
	 */
	record Pending(UUID webhook, EventType event, UUID survey, List<UUID> responses, boolean renews, Instant at) {
	}

	/** Writes what happened, in this order, a row for each. */
	void addPending(Collection<Pending> happened);

	/**
	 * Takes what happened first away, but what another transaction holds.
	 * @param webhook for whom
	 * @param limit how many rows at most
	 * @return what happened, in order
	 */
	List<Pending> takePending(UUID webhook, int limit);

	/**
	 * How many deliveries a webhook has in each status.
	 *
	 * @param webhook whose
	 * @param status their status: what is pending waits
	 * @param number how many
	 * @param last when the last of them ended; {@code null} for none
	 * @param first when the first of them is due
	 */
	record Counted(UUID webhook, Delivery.Status status, long number, @Nullable Instant last, Instant first) {
	}

	/** Counts deliveries, and what is pending: both as of one moment. */
	List<Counted> count(Collection<UUID> webhooks);

	/** What waits for webhooks that are enabled. */
	Backlog backlog();

	/**
	 * What is sent of a response that is not settled yet, instead of what was to be.
	 *
	 * @param webhook whom it is for
	 * @param survey the survey's id
	 * @param response the response's id
	 * @param content what is sent
	 * @param dueAt when it is to be sent
	 */
	record Unsettled(UUID webhook, UUID survey, UUID response, String content, Instant dueAt) {
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

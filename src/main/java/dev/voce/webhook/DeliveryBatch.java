package dev.voce.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;

import dev.voce.event.Format;
import dev.voce.webhook.DeliveryTable.Taken;

/**
 * Sends deliveries of a webhook in order, and records by one commit what the receiver
 * took. What it took without a record, because the node fails, is sent again under the
 * same id.
 */
final class DeliveryBatch {

	/** How many events a message of Slack holds. */
	private static final int MOST_IN_MESSAGE = 10;

	private final Attempts attempts;

	private final Webhook webhook;

	/** Whether events go into one message, after which the receiver is left alone. */
	private final boolean bundles;

	private final List<Taken> taken = new ArrayList<>();

	private final List<UUID> unwanted = new ArrayList<>();

	/** Whether the last attempt that is recorded failed. */
	private boolean failing;

	DeliveryBatch(Attempts attempts, Webhook webhook) {
		this.attempts = attempts;
		this.webhook = webhook;
		this.bundles = webhook.settings().format() == Format.SLACK;
		this.failing = webhook.failures() > 0;
	}

	/**
	 * Sends deliveries.
	 * @param due what is to be sent
	 * @param over whether the rest has to wait
	 * @return whether more may be sent at once
	 */
	boolean send(List<Delivery> due, BooleanSupplier over) {
		int size = this.bundles ? MOST_IN_MESSAGE : 1;
		boolean goOn = true;
		try {
			for (int i = 0; goOn && i < due.size() && !over.getAsBoolean(); i += size) {
				goOn = sendMessage(due.subList(i, Math.min(i + size, due.size())));
			}
		}
		finally {
			record();
		}
		return goOn;
	}

	private boolean sendMessage(List<Delivery> group) {
		List<Delivery> wanted = group.stream()
			.filter((delivery) -> this.attempts.isWanted(this.webhook, delivery))
			.toList();
		group.stream()
			.filter((delivery) -> !wanted.contains(delivery))
			.forEach((delivery) -> this.unwanted.add(delivery.id()));
		if (wanted.isEmpty()) {
			return true;
		}
		Attempts.Made made = this.attempts.make(this.webhook, wanted);
		if (!made.reply().isSuccess()) {
			record();
			this.failing = true;
			return this.attempts.failed(this.webhook, wanted, made);
		}
		wanted.forEach((delivery) -> this.taken.add(made.taken(this.webhook, delivery)));
		if (this.bundles) {
			this.attempts.pause(this.webhook);
		}
		return !this.bundles;
	}

	private void record() {
		if (this.taken.isEmpty() && this.unwanted.isEmpty()) {
			return;
		}
		boolean recovered = this.failing && !this.taken.isEmpty();
		this.attempts.record(this.webhook, this.taken, this.unwanted, recovered);
		this.failing &= !recovered;
		this.taken.clear();
		this.unwanted.clear();
	}

}

package dev.voce.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

import org.springframework.stereotype.Component;

import dev.voce.jobs.Jobs;
import dev.voce.survey.SurveyRows;

/**
 * Removes deliveries in steps: of long ago, of deleted webhooks and of deleted surveys.
 * What a clock that was ahead has put off is due again.
 */
@Component
class DeliveryRemoval implements SurveyRows {

	static final String JOB = "webhook-removal";

	/** How long ago deliveries ended that are still kept. */
	private static final Duration KEPT = Duration.ofDays(30);

	/** Longer than a response waits to settle, and than a webhook is held. */
	private static final Duration SOON = Duration.ofMinutes(11);

	/** Longer than the longest pause between two attempts. */
	private static final Duration LATEST = Duration.ofHours(27);

	private static final int STEP = 500;

	private final DeliveryRepository deliveries;

	private final WebhookRepository webhooks;

	private final Jobs jobs;

	private final Clock clock;

	DeliveryRemoval(DeliveryRepository deliveries, WebhookRepository webhooks, Jobs jobs, Clock clock) {
		this.deliveries = deliveries;
		this.webhooks = webhooks;
		this.jobs = jobs;
		this.clock = clock;
		jobs.every(JOB, Duration.ofHours(1), this::removeOld);
		jobs.every("webhook-clock", Duration.ofMinutes(1), this::hasten);
	}

	private void hasten() {
		Instant now = now();
		this.deliveries.hasten(now, now.plus(SOON), now.plus(LATEST));
		this.webhooks.free(now, now.plus(SOON), now.plus(LATEST));
	}

	private void removeOld() {
		Instant before = now().minus(KEPT);
		all((limit) -> this.deliveries.removeEnded(before, limit));
		this.deliveries.removeUnsentPending();
		all((limit) -> this.deliveries.removeUnsent(before, limit));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private void all(IntUnaryOperator removal) {
		int removed;
		do {
			removed = removal.applyAsInt(STEP);
		}
		while (removed == STEP && !this.jobs.stopping());
	}

	@Override
	public int removeSome(UUID survey, int limit) {
		return this.deliveries.removePendingOfSurvey(survey) + this.deliveries.removeOfSurvey(survey, limit);
	}

}

package dev.voce.webhook;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import dev.voce.delivery.Backlog;

/** How many events wait, and for how long. */
@Component
class WebhookMeters {

	WebhookMeters(DeliveryRepository deliveries, MeterRegistry registry, Clock clock) {
		Backlog.publish(registry, "voce.webhook", "events that wait for webhooks, of those that are enabled", clock,
				deliveries::backlog);
	}

}

package dev.voce.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** How many events wait, and for how long, counted at most every 10 seconds. */
@Component
class WebhookMeters {

	private final LoadingCache<Boolean, Backlog> known;

	WebhookMeters(DeliveryRepository deliveries, MeterRegistry registry, Clock clock) {
		this.known = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(10))
			.build((any) -> deliveries.backlog());
		gauge(registry, "voce.webhook.waiting", "events that wait for webhooks, of those that are enabled",
				Backlog::waiting);
		gauge(registry, "voce.webhook.oldest", "how many seconds ago the oldest of them happened",
				(backlog) -> (backlog.oldest() != null)
						? Duration.between(backlog.oldest(), clock.instant()).toSeconds() : 0);
	}

	/**
	 * What waits.
	 *
	 * @param waiting how many events
	 * @param oldest when the first of them happened
	 */
	record Backlog(long waiting, @Nullable Instant oldest) {
	}

	private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> value) {
		Gauge.builder(name, this.known, (known) -> value.applyAsDouble(Objects.requireNonNull(known.get(true))))
			.description(description)
			.register(registry);
	}

}

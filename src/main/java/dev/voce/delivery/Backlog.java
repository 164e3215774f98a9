package dev.voce.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent.
 *
 * @param waiting how many
 * @param oldest since when the first of them waits; {@code null} for none
 */
public record Backlog(long waiting, @Nullable Instant oldest) {

	/**
	 * Publishes the metrics {@code NAME.waiting} and {@code NAME.oldest}, which are
	 * counted at most every 10 seconds.
	 * @param registry where
	 * @param name their name
	 * @param what says what waits
	 * @param clock tells how old the oldest is, in seconds
	 * @param count counts what waits
	 */
	public static void publish(MeterRegistry registry, String name, String what, Clock clock, Supplier<Backlog> count) {
		LoadingCache<Boolean, Backlog> known = Caffeine.newBuilder()
			.expireAfterWrite(Duration.ofSeconds(10))
			.build((any) -> count.get());
		gauge(registry, name + ".waiting", what, known, Backlog::waiting);
		gauge(registry, name + ".oldest", "for how many seconds the first of them has waited", known,
				(backlog) -> (backlog.oldest() != null)
						? Math.max(0, Duration.between(backlog.oldest(), clock.instant()).toSeconds()) : 0);
	}

	private static void gauge(MeterRegistry registry, String name, String description,
			LoadingCache<Boolean, Backlog> known, ToDoubleFunction<Backlog> value) {
		Gauge.builder(name, known, (cache) -> value.applyAsDouble(Objects.requireNonNull(cache.get(true))))
			.description(description)
			.strongReference(true)
			.register(registry);
	}

}

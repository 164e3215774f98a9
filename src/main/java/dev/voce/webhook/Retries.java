package dev.voce.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** When failed attempts are repeated. */
final class Retries {

	/** The pauses between the attempts for one event, over three days. */
	private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(5), Duration.ofMinutes(5),
			Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofHours(5), Duration.ofHours(10),
			Duration.ofHours(14), Duration.ofHours(20), Duration.ofHours(24));

	/** The pauses of a receiver that fails, whatever the event. */
	private static final List<Duration> RECEIVER = List.of(Duration.ofSeconds(5), Duration.ofMinutes(1),
			Duration.ofMinutes(5));

	/** What a pause may be longer by, so that not all receivers are tried at once. */
	private static final double JITTER = 0.1;

	private Retries() {
	}

	/**
	 * The pause after an attempt for an event.
	 * @param attempts how many there were, from 1
	 * @param chance from 0 to less than 1
	 * @return the pause; {@code null} after the last attempt
	 */
	static @Nullable Duration pause(int attempts, double chance) {
		if (attempts > PAUSES.size()) {
			return null;
		}
		Duration pause = PAUSES.get(attempts - 1);
		return pause.plusMillis((long) (JITTER * chance * pause.toMillis()));
	}

	/**
	 * How long a receiver is left alone that failed.
	 * @param failures how often, one after the other, from 1
	 * @return the pause
	 */
	static Duration ofReceiver(int failures) {
		return RECEIVER.get(Math.min(failures, RECEIVER.size()) - 1);
	}

	/**
	 * Reads how long a receiver wants to be left alone.
	 * @param header {@code Retry-After}: seconds or a date
	 * @return the pause, 24 hours at most; none for what is neither
	 */
	static Duration wanted(@Nullable String header, Instant now) {
		Duration longest = Duration.ofHours(24);
		Duration wanted = Duration.ZERO;
		if (header != null && header.trim().matches("\\d{1,18}")) {
			wanted = Duration.ofSeconds(Long.parseLong(header.trim()));
		}
		else if (header != null) {
			try {
				wanted = Duration.between(now,
						ZonedDateTime.parse(header.trim(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
			}
			catch (DateTimeException ex) {
				// no time at all
			}
		}
		return (wanted.compareTo(longest) > 0) ? longest : wanted;
	}

}

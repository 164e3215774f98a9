package dev.voce.alert;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.voce.hours.BusinessHours;

/**
 * Since when no response has come, as far as it was seen.
 *
 * @param total how many responses there were
 * @param since when the last of them had come
 * @param seconds of business time since then in which the survey was live and Voce ran
 * @param lookedAt when it was looked at last
 */
record Quiet(long total, Instant since, long seconds, Instant lookedAt) {

	/**
	 * What is known after another look.
	 * @param before what was known; {@code null} at the first look
	 * @param total how many responses there are
	 * @param live whether the survey takes responses
	 * @param longest a longer time since the look before was an outage, and doesn't count
	 */
	static Quiet next(@Nullable Quiet before, long total, boolean live, BusinessHours hours, Duration longest,
			Instant now) {
		if (before == null || total > before.total) {
			return new Quiet(total, now, 0, now);
		}
		boolean counts = live && Duration.between(before.lookedAt, now).compareTo(longest) <= 0;
		long more = counts ? hours.between(before.lookedAt, now).toSeconds() : 0;
		return new Quiet(total, before.since, before.seconds + more, now);
	}

}

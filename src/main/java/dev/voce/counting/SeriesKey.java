package dev.voce.counting;

import java.util.UUID;

import dev.voce.counting.SeriesKey;

/**
 * What a series counts.
 *
 * @param question the question's id, as of the versions that ask it; the survey's own id
 * for the reach
 * @param segment what the counts are broken down by; empty for all responses together,
 * under the one value {@code ""}
 */
public record SeriesKey(UUID question, String segment) {

	/** Whether all responses stand together. */
	public boolean isWhole() {
		return this.segment.isEmpty();
	}

}

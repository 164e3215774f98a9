package dev.voce.kpi;

import java.time.Duration;
import java.time.Instant;

/**
 * The lengths of the periods that are kept, all in UTC. Every local day since 2000 begins
 * on a quarter hour, so that these two make up any period in any time zone.
 */
enum Granularity {

	/** A day. */
	DAY(Duration.ofDays(1)),

	/** A quarter of an hour. */
	QUARTER_HOUR(Duration.ofMinutes(15));

	private final long seconds;

	Granularity(Duration length) {
		this.seconds = length.toSeconds();
	}

	/** The start of the period that an instant lies in. */
	Instant floor(Instant instant) {
		return Instant.ofEpochSecond(Math.floorDiv(instant.getEpochSecond(), this.seconds) * this.seconds);
	}

	/** The first start of a period that does not lie before an instant. */
	Instant ceiling(Instant instant) {
		Instant floor = floor(instant);
		return floor.equals(instant) ? floor : floor.plusSeconds(this.seconds);
	}

}

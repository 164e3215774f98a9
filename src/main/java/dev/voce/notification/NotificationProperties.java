package dev.voce.notification;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When users are written to.
 *
 * @param every how often messages and digests are looked for that are due, at least 1 ms
 * @param settled how long after its last change a response that isn't finished is sent
 * @param bundle messages that are bundled are sent at full multiples of this time
 */
@ConfigurationProperties("voce.notifications")
record NotificationProperties(@DefaultValue("10s") Duration every, @DefaultValue("10m") Duration settled,
		@DefaultValue("15m") Duration bundle) {

	/** How long a message waits at most, if the clock is right. */
	Duration longestWait() {
		Duration longest = (this.bundle.compareTo(this.settled) > 0) ? this.bundle : this.settled;
		return longest.plusMinutes(1);
	}

}

package dev.voce.invitation;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How invitations are sent.
 *
 * @param every how often invitations are looked for that are due, at least 1 ms
 * @param perDay how many mails a workspace sends within 24 hours at most, at least 1
 */
@ConfigurationProperties("voce.invitation")
record InvitationProperties(@DefaultValue("5s") Duration every, @DefaultValue("20000") int perDay) {

	InvitationProperties {
		if (every.toMillis() < 1 || perDay < 1) {
			throw new IllegalArgumentException(
					"voce.invitation.every: 1ms or more; voce.invitation.per-day: 1 or more");
		}
	}

}

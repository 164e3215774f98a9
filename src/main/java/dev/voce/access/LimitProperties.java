package dev.voce.access;

import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The limits of one node for requests without credentials. The requests of a minute may
 * arrive at once.
 *
 * @param addressPerMinute requests from one address (of IPv6, one /64 network); 0 for any
 * number
 * @param surveyPerMinute responses to one survey; 0 for any number
 * @param addressConnections open connections of one address (of IPv6, one /64 network);
 * further ones are closed at once. An eighth of {@code server.tomcat.max-connections}
 * when absent, 0 for any number. With {@code server.forward-headers-strategy}, the
 * trusted proxies may hold any number.
 */
@ConfigurationProperties("voce.limits")
@Validated
record LimitProperties(@DefaultValue("6000") @PositiveOrZero int addressPerMinute,
		@DefaultValue("120000") @PositiveOrZero int surveyPerMinute,
		@PositiveOrZero @Nullable Integer addressConnections) {
}

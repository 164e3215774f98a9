package dev.voce.webhook;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How events are delivered.
 *
 * @param every how often events are looked for that are to be sent, or sent again, at
 * least 1 ms
 */
@ConfigurationProperties("voce.webhook")
record WebhookProperties(@DefaultValue("1s") Duration every) {
}

package dev.voce.delivery;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mails are sent.
 *
 * @param every how often mails are looked for that are to be tried again, at least 1 ms
 */
@ConfigurationProperties("voce.delivery")
record DeliveryProperties(@DefaultValue("5s") Duration every) {
}

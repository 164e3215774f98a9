package dev.voce.alert;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How alerts are looked at.
 *
 * @param every how often, at least 1 ms. Looking often raises no more false alarms; time
 * between two looks that is more than three times as long counts as an outage of Voce
 */
@ConfigurationProperties("voce.alerts")
record AlertProperties(@DefaultValue("5m") Duration every) {
}

package dev.voce.cases;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How cases are followed.
 *
 * @param every how often cases are looked for that are overdue, or whose waiting is over,
 * at least 1 ms
 */
@ConfigurationProperties("voce.cases")
record CaseProperties(@DefaultValue("10s") Duration every) {
}

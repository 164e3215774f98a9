package dev.voce.respondent;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When the retention job runs.
 *
 * @param every the pause from the end of one run to the start of the next
 */
@ConfigurationProperties("voce.retention")
@Validated
record RetentionProperties(@DefaultValue("1h") @NotNull Duration every) {
}

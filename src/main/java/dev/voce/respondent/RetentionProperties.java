package dev.voce.respondent;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When old responses are looked for.
 *
 * @param every how long to wait from one look to the next
 */
@ConfigurationProperties("voce.retention")
@Validated
record RetentionProperties(@DefaultValue("1h") @NotNull Duration every) {
}

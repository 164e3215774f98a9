package dev.voce.intake;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How answers are taken in.
 *
 * @param queueSize how many may wait; further ones are answered 503
 * @param batchSize how many are written in one transaction at most
 * @param maxWait how long one may wait before it is answered 503
 */
@ConfigurationProperties("voce.intake")
@Validated
record IntakeProperties(@DefaultValue("5000") @Positive int queueSize, @DefaultValue("400") @Positive int batchSize,
		@DefaultValue("10s") @NotNull Duration maxWait) {
}

package dev.voce.intake;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the intake.
 *
 * @param queueSize how many operations may wait; further ones get 503
 * @param batchSize how many are written in one transaction at most
 * @param maxWait how long an operation may wait before it gets 503
 */
@ConfigurationProperties("voce.intake")
@Validated
record IntakeProperties(@DefaultValue("5000") @Positive int queueSize, @DefaultValue("400") @Positive int batchSize,
		@DefaultValue("10s") @NotNull Duration maxWait) {
}

package dev.voce.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sample survey of a new installation.
 *
 * @param sample whether a sample survey is created when there is no survey yet
 */
@ConfigurationProperties("voce")
record SampleProperties(@DefaultValue("true") boolean sample) {
}

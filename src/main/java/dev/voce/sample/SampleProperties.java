package dev.voce.sample;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether a fresh embedded database gets sample data.
 *
 * @param sample whether a sample survey is made when there is no survey yet
 */
@ConfigurationProperties("voce")
record SampleProperties(@DefaultValue("true") boolean sample) {
}

package dev.voce.access;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The key of the first start.
 *
 * @param key the secret of the first API key, 16 characters at least; made and printed
 * when absent
 */
@ConfigurationProperties("voce.bootstrap")
@Validated
record AccessProperties(@Size(min = 16) @Nullable String key) {
}

package dev.voce.storage;

import java.nio.file.Path;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded PostgreSQL keeps its data.
 *
 * @param directory the folder of the embedded PostgreSQL, made when it is missing
 */
@ConfigurationProperties("voce.data")
@Validated
record StorageProperties(@DefaultValue("data") @NotNull Path directory) {
}

package dev.voce.storage;

import java.nio.file.Path;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The database.
 *
 * @param directory the directory of the embedded PostgreSQL, created when missing
 * @param citus whether the configured database is the coordinator of a Citus cluster: the
 * tables that grow are then distributed over its nodes by survey
 */
@ConfigurationProperties("voce.data")
@Validated
public record StorageProperties(@DefaultValue("data") @NotNull Path directory, @DefaultValue("false") boolean citus) {
}

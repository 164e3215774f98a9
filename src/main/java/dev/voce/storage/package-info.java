/**
 * The database: the configured or embedded PostgreSQL, connection pools, the meaning of
 * its failures, and ids.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

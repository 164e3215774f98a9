/**
 * The database: the configured or embedded PostgreSQL, connection pools, the meaning of
 * its failures, and ids. Also temporary files, for what is too much for the memory.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

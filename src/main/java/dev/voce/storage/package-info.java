/**
 * The database: the configured PostgreSQL or the embedded one, the connections to it,
 * what its failures mean, and ids.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

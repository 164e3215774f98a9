/**
 * Where the rows live: the configured PostgreSQL or the embedded one, and the connections
 * to it.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

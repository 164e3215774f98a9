/**
 * The outbox: what is to be sent, written in the caller's transaction and sent after the
 * commit, with retries.
 */
@ApplicationModule(allowedDependencies = { "jobs", "storage" })
@NullMarked
package dev.voce.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

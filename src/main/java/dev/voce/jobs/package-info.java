/**
 * Recurring jobs, on one node at a time.
 */
@ApplicationModule(allowedDependencies = "storage")
@NullMarked
package dev.voce.jobs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Creates a survey with responses, so that a new installation has figures to show, and
 * uses the service with such responses for a JVM to learn from.
 */
@ApplicationModule(allowedDependencies = { "cases", "intake", "survey", "access", "storage" })
@NullMarked
package dev.voce.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

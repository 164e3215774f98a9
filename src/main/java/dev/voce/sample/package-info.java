/**
 * Makes a survey with responses, so that the first look at a fresh installation shows
 * something.
 */
@ApplicationModule(allowedDependencies = { "intake", "survey", "access", "storage" })
@NullMarked
package dev.voce.sample;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

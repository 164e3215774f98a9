/**
 * Accepts responses: single ones, batches, forms, and the note that a survey was shown.
 */
@ApplicationModule(allowedDependencies = { "response", "sighting", "survey", "workspace", "web", "storage" })
@NullMarked
package dev.voce.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

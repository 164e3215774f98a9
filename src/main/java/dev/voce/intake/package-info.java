/**
 * Accepts responses: single ones, batches and forms; and the calls that report a survey
 * as shown.
 */
@ApplicationModule(allowedDependencies = { "response", "sighting", "survey", "workspace", "web", "storage" })
@NullMarked
package dev.voce.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * All that happened with a person, over all surveys.
 */
@ApplicationModule(allowedDependencies = { "invitation", "person", "respondent", "workspace", "web" })
@NullMarked
package dev.voce.timeline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

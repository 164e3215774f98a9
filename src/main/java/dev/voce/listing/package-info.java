/** Returns responses, one or many, and marks them. */
@ApplicationModule(allowedDependencies = { "response", "survey", "scoring", "workspace", "web", "storage" })
@NullMarked
package dev.voce.listing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Counts answers per period, and turns the counts into figures. */
@ApplicationModule(allowedDependencies = { "response", "survey", "scoring", "workspace", "web", "jobs", "storage" })
@NullMarked
package dev.voce.kpi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

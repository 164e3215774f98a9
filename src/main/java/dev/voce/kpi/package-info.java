/** Turns counts into figures, per period and segment, and serves them. */
@ApplicationModule(allowedDependencies = { "counting", "tally", "survey", "scoring", "workspace", "web" })
@NullMarked
package dev.voce.kpi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

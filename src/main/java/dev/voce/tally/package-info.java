/**
 * The per-period aggregates: how often each score was given on each local day, overall
 * and by segment, kept in step with the stored responses and recounted from them.
 */
@ApplicationModule(allowedDependencies = { "counting", "response", "survey", "storage", "jobs", "web" })
@NullMarked
package dev.voce.tally;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

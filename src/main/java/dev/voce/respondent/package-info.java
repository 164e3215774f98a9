/**
 * What is kept of a person: its export, its erasure, and its end after a number of days.
 */
@ApplicationModule(allowedDependencies = { "response", "survey", "workspace", "web", "jobs", "storage" })
@NullMarked
package dev.voce.respondent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

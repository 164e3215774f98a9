/**
 * The data of a person: export, erasure, and retention.
 */
@ApplicationModule(allowedDependencies = { "response", "survey", "workspace", "web", "jobs", "storage" })
@NullMarked
package dev.voce.respondent;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Surveys: their questions and versions, their texts per language, their lifecycle, the
 * lock of a survey, and deletion.
 */
@ApplicationModule(allowedDependencies = { "scoring", "workspace", "web", "jobs", "storage" })
@NullMarked
package dev.voce.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

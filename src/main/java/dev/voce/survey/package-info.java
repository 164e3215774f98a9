/**
 * What is asked: surveys, their questions and versions, their texts per language, their
 * lifecycle.
 */
@ApplicationModule(allowedDependencies = { "scoring", "access", "web", "storage" })
@NullMarked
package dev.voce.survey;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

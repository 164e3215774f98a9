/** Turns counts of scores into figures, their intervals and their differences. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.scoring;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;

/** Computes figures, their intervals and their differences from counts of scores. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.scoring;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;

/**
 * What a stored row counts, and the arithmetic of tallies: packed days, the names of
 * values, and the sums over rows that were stored, amended and removed. Pure: it reads
 * and writes nothing.
 */
@ApplicationModule(allowedDependencies = { "scoring", "survey" })
@NullMarked
package dev.voce.counting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

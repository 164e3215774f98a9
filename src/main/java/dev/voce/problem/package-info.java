/**
 * How a refusal is told: RFC 9457 problem details that say what was wrong, where, and
 * what is accepted.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

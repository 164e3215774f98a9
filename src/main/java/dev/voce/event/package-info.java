/**
 * What happens, as other programs and the people in their channels read it.
 */
@ApplicationModule(allowedDependencies = { "response", "scoring", "survey", "web" })
@NullMarked
package dev.voce.event;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

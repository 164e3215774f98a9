/** Takes answers in, keeps them, and hands them out. */
@ApplicationModule(allowedDependencies = { "sighting", "survey", "scoring", "workspace", "storage", "web" })
@NullMarked
package dev.voce.response;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

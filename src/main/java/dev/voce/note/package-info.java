/** Notes that owners attach to days of a survey's trend. */
@ApplicationModule(allowedDependencies = { "survey", "workspace", "web", "storage" })
@NullMarked
package dev.voce.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** What happened on a day, pinned to a survey's trend by its owners. */
@ApplicationModule(allowedDependencies = { "survey", "workspace", "web", "storage" })
@NullMarked
package dev.voce.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Workspaces, who calls and what they may do, and the log of what they did. */
@ApplicationModule(allowedDependencies = { "web", "storage" })
@NullMarked
package dev.voce.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

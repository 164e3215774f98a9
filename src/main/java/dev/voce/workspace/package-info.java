/** Workspaces and their settings, the caller and its scopes, and the activity log. */
@ApplicationModule(allowedDependencies = { "delivery", "hours", "web", "storage" })
@NullMarked
package dev.voce.workspace;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

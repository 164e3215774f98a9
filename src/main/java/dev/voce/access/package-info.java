/** Workspaces, API keys and what they allow: who may do what. */
@ApplicationModule(allowedDependencies = { "web", "storage" })
@NullMarked
package dev.voce.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

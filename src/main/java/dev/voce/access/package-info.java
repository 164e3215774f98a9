/**
 * API keys, the scope that each call needs, limits of public calls, and the first start.
 */
@ApplicationModule(allowedDependencies = { "workspace", "server", "web", "storage" })
@NullMarked
package dev.voce.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

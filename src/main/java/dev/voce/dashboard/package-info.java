/**
 * The pages of the dashboard: static files, which use the same HTTP API as every other
 * client.
 */
@ApplicationModule(allowedDependencies = "web")
@NullMarked
package dev.voce.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

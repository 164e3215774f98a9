/**
 * The pages for those who run surveys: static files, which read the same HTTP API as
 * every other client.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

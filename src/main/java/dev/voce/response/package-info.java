/**
 * The core without HTTP: validates responses, decides what an operation does, stores
 * responses, and publishes an event about each change.
 */
@ApplicationModule(allowedDependencies = { "survey", "scoring", "workspace", "web", "storage" })
@NullMarked
package dev.voce.response;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

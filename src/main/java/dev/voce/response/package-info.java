/**
 * The core of what is answered: what a response may hold, what becomes of it, where it is
 * stored, and the event that says so. It knows no HTTP calls.
 */
@ApplicationModule(allowedDependencies = { "survey", "scoring", "workspace", "web", "storage" })
@NullMarked
package dev.voce.response;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * Webhooks: other programs get what happens, each event at least once and in the order of
 * events.
 */
@ApplicationModule(allowedDependencies = { "cases", "delivery", "event", "jobs", "response", "scoring", "storage",
		"survey", "user", "web", "workspace" })
@NullMarked
package dev.voce.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

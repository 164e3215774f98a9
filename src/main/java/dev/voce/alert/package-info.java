/**
 * Alerts: a figure fell, is below a value, responses stopped coming, or bad ones pile up,
 * and chance doesn't explain it.
 */
@ApplicationModule(allowedDependencies = { "tally", "letter", "note", "survey", "scoring", "user", "workspace", "hours",
		"jobs", "storage", "web", "webhook" })
@NullMarked
package dev.voce.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

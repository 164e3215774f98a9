/** Mails to users: how they look, and how figures and dates read in them. */
@ApplicationModule(allowedDependencies = { "delivery", "response", "survey", "scoring", "user", "web", "workspace",
		"jobs", "storage" })
@NullMarked
package dev.voce.letter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

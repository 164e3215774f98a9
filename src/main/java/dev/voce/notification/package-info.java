/** Mails that users choose to get: of cases and responses as they come, and digests. */
@ApplicationModule(allowedDependencies = { "alert", "cases", "kpi", "letter", "response", "survey", "scoring", "user",
		"workspace", "access", "hours", "jobs", "storage", "web" })
@NullMarked
package dev.voce.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

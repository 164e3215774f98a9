/**
 * Cases: what is done about a bad response, from the rules that open a case to the
 * figures about them.
 */
@ApplicationModule(allowedDependencies = { "invitation", "person", "respondent", "reply", "response", "survey", "user",
		"workspace", "hours", "delivery", "scoring", "web", "jobs", "storage" })
@NullMarked
package dev.voce.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

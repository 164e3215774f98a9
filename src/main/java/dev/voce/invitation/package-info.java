/**
 * Invitations by mail: whom surveys ask, when, and what becomes of it.
 */
@ApplicationModule(allowedDependencies = { "asking", "person", "invitationmail", "intake", "respondent", "response",
		"survey", "user", "workspace", "delivery", "scoring", "web", "jobs", "storage" })
@NullMarked
package dev.voce.invitation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

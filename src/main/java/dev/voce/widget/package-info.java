/**
 * What visitors use: the script for web pages, the hosted page with its form, the
 * preview.
 */
@ApplicationModule(
		allowedDependencies = { "intake", "invitation", "survey", "invitationmail", "scoring", "web", "workspace" })
@NullMarked
package dev.voce.widget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

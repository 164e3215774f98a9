/**
 * How surveys invite people by mail, as their owners set it: texts, reminders, times,
 * limits, and whom they ask regularly.
 */
@ApplicationModule(allowedDependencies = { "invitationmail", "survey", "web", "workspace" })
@NullMarked
package dev.voce.asking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

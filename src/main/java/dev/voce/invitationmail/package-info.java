/**
 * How invitations and their reminders read and look in mails. It neither stores nor sends
 * anything.
 */
@ApplicationModule(allowedDependencies = { "survey", "workspace" })
@NullMarked
package dev.voce.invitationmail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

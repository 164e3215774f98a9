/** How replies to respondents read: templates to begin with, and the mail itself. */
@ApplicationModule(allowedDependencies = { "delivery", "workspace", "web", "storage" })
@NullMarked
package dev.voce.reply;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** People, and how they come in: users with their roles, logins and sessions. */
@ApplicationModule(allowedDependencies = { "access", "workspace", "storage", "web" })
@NullMarked
package dev.voce.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

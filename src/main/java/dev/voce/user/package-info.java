/** People who log in: users with their roles, logins and sessions. */
@ApplicationModule(allowedDependencies = { "access", "workspace", "web", "jobs", "storage" })
@NullMarked
package dev.voce.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

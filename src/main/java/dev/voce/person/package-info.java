/**
 * The people whom a workspace may ask, and the addresses that it must not write to.
 */
@ApplicationModule(allowedDependencies = { "respondent", "delivery", "workspace", "web", "storage" })
@NullMarked
package dev.voce.person;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

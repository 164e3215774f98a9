/**
 * Mails that come back: what providers and mail servers report.
 */
@ApplicationModule(allowedDependencies = { "delivery", "invitation", "person", "workspace", "web" })
@NullMarked
package dev.voce.bounce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

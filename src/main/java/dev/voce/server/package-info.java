/**
 * The web server itself: how many connections and threads one address may hold, how long
 * a request may take to arrive, what is malformed, and the replies that no controller
 * gives.
 */
@ApplicationModule(allowedDependencies = "web")
@NullMarked
package dev.voce.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** On whose pages surveys were last shown, so that owners see the widget work. */
@ApplicationModule(allowedDependencies = { "survey", "workspace", "jobs" })
@NullMarked
package dev.voce.sighting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

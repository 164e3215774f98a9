/** What a visitor sees: the script that asks on any page. */
@ApplicationModule(allowedDependencies = "problem")
@NullMarked
package dev.voce.widget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

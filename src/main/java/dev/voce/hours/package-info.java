/** Business hours: pure arithmetic, exact over holidays and changes of the clock. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.voce.hours;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/**
 * What a visitor sees: the script that asks on any page, the hosted page, the preview. It
 * knows {@code response} for one reason: without JavaScript answers come as a plain form,
 * which no other door takes.
 */
@ApplicationModule(allowedDependencies = { "survey", "scoring", "response", "access", "web" })
@NullMarked
package dev.voce.widget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

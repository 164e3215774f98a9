/**
 * What every HTTP call needs, without business rules: problems (RFC 9457), request ids,
 * unknown parameters, conditional requests, pages of lists, limits of bodies, headers,
 * the origin and address of a client.
 */
@ApplicationModule(allowedDependencies = "storage")
@NullMarked
package dev.voce.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

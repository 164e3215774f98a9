/** Holds figures against a recount, after random answers through two nodes at once. */
@NullUnmarked
package dev.voce.exactness;

import org.jspecify.annotations.NullUnmarked;

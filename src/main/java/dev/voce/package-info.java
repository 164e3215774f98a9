/** Voce, one package per business concept. */
@NullMarked
package dev.voce;

import org.jspecify.annotations.NullMarked;

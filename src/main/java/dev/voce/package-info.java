/** Voce, one package per thing that the business talks about. */
@NullMarked
package dev.voce;

import org.jspecify.annotations.NullMarked;

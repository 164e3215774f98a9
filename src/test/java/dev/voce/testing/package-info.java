/** What tests share: a database, a running service, a client. */
@NullUnmarked
package dev.voce.testing;

import org.jspecify.annotations.NullUnmarked;

package dev.voce.webhook;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to deliver an event.
 *
 * @param at when it began
 * @param status the HTTP status of the reply; absent without one
 * @param reason the reason of the reply, or why there was none
 * @param took how long it took, in milliseconds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Attempt(Instant at, @Nullable Integer status, String reason, long took) {
}

package dev.voce.event;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param type what
 * @param workspace whose
 * @param survey the survey that it is about; {@code null} for none
 * @param at when
 * @param content what is sent of it, as JSON: what {@code GET} of the thing returned then
 */
public record Event(EventType type, UUID workspace, @Nullable UUID survey, Instant at, String content) {
}

package dev.voce.webhook;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.voce.event.EventType;
import dev.voce.event.Format;
import dev.voce.scoring.ScoreClass;

/**
 * A webhook as it is sent.
 *
 * @param url its address, with http or https; the stored one where it is absent from a
 * change
 * @param format STANDARD for programs (Standard Webhooks 1.0.0, the default), SLACK for
 * an incoming webhook of Slack, TEAMS for a workflow of Teams
 * @param events the events that it gets, at least one
 * @param surveys of which surveys; of all, also of those to come, when absent or empty
 * @param classes of responses with a score of which classes; of all responses when absent
 * or empty
 * @param description what people call it, up to 100 characters in one line
 * @param enabled whether it gets any; {@code true} after a disabling sends what waits. As
 * it was when absent
 */
record WebhookInput(@Nullable String url, @Nullable Format format, @Nullable List<@Nullable EventType> events,
		@Nullable List<@Nullable UUID> surveys, @Nullable List<@Nullable ScoreClass> classes,
		@Nullable String description, @Nullable Boolean enabled) {
}

package dev.voce.webhook;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.voce.event.EventType;
import dev.voce.event.Format;
import dev.voce.scoring.ScoreClass;

/**
 * What a webhook gets, and where.
 *
 * @param url its address
 * @param format what it understands
 * @param events the events that it gets
 * @param surveys of which surveys; {@code null} for all
 * @param classes of responses with a score of which classes; {@code null} for all
 * responses
 * @param description what people call it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Settings(String url, Format format, List<EventType> events, @Nullable List<UUID> surveys,
		@Nullable List<ScoreClass> classes, @Nullable String description) {

	boolean wants(EventType event, UUID survey) {
		return this.events.contains(event) && (this.surveys == null || this.surveys.contains(survey));
	}

}

package dev.voce;

import java.time.Duration;
import java.time.Instant;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ext.javatime.deser.DurationDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

import org.springframework.boot.jackson.JacksonComponent;

/**
 * Reads times from strings alone. Jackson also takes numbers, and 1e1000000000 for the
 * beginning of 1970.
 */
@JacksonComponent
class JsonTimes {

	/** Reads instants such as 2026-01-31T10:15:00Z. */
	static class Instants extends ValueDeserializer<Instant> {

		@Override
		public Instant deserialize(JsonParser parser, DeserializationContext context) {
			return parser.hasToken(JsonToken.VALUE_STRING) ? InstantDeserializer.INSTANT.deserialize(parser, context)
					: (Instant) context.handleUnexpectedToken(context.constructType(Instant.class), parser);
		}

	}

	/** Reads durations such as P7D. */
	static class Durations extends ValueDeserializer<Duration> {

		@Override
		public Duration deserialize(JsonParser parser, DeserializationContext context) {
			return parser.hasToken(JsonToken.VALUE_STRING) ? DurationDeserializer.INSTANCE.deserialize(parser, context)
					: (Duration) context.handleUnexpectedToken(context.constructType(Duration.class), parser);
		}

	}

}

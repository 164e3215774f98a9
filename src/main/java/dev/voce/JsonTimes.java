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
 * Reads times from strings alone, and not from numbers in these. Jackson also takes
 * numbers, and 1e1000000000 for the beginning of 1970.
 */
@JacksonComponent
class JsonTimes {

	private static boolean isText(JsonParser parser) {
		return parser.hasToken(JsonToken.VALUE_STRING) && !parser.getString().matches("[+-]?[0-9.]*");
	}

	/** Reads instants such as 2026-01-31T10:15:00Z. */
	static class Instants extends ValueDeserializer<Instant> {

		@Override
		public Instant deserialize(JsonParser parser, DeserializationContext context) {
			return isText(parser) ? InstantDeserializer.INSTANT.deserialize(parser, context)
					: (Instant) context.handleUnexpectedToken(context.constructType(Instant.class), parser);
		}

	}

	/** Reads durations such as P7D. */
	static class Durations extends ValueDeserializer<Duration> {

		@Override
		public Duration deserialize(JsonParser parser, DeserializationContext context) {
			return isText(parser) ? DurationDeserializer.INSTANCE.deserialize(parser, context)
					: (Duration) context.handleUnexpectedToken(context.constructType(Duration.class), parser);
		}

	}

}

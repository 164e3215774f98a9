package dev.voce.server;

import java.time.Duration;
import java.time.Instant;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.ext.javatime.deser.DurationDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.stereotype.Component;

/**
 * Reads instants and durations from text alone. Of a number, {@code 1e1000000000} among
 * them, nobody could tell which instant is meant.
 */
@Component
final class TimesAsText extends SimpleModule {

	TimesAsText() {
		addDeserializer(Instant.class, new OfText<>(Instant.class, InstantDeserializer.INSTANT));
		addDeserializer(Duration.class, new OfText<>(Duration.class, DurationDeserializer.INSTANCE));
	}

	private static final class OfText<T> extends StdDeserializer<T> {

		private final ValueDeserializer<? extends T> texts;

		private OfText(Class<T> type, ValueDeserializer<? extends T> texts) {
			super(type);
			this.texts = texts;
		}

		@Override
		public T deserialize(JsonParser parser, DeserializationContext context) {
			if (!parser.hasToken(JsonToken.VALUE_STRING) || parser.getString().matches("[+-]?[0-9.]*")) {
				throw MismatchedInputException.from(parser, handledType(), "must be a text");
			}
			return this.texts.deserialize(parser, context);
		}

	}

}

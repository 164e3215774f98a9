package dev.voce.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What refusals can be said in Italian. */
final class Italian {

	private static final List<Pattern> SENTENCES = sentences();

	private Italian() {
	}

	/** Checks that there is Italian for all that a refusal says. */
	static void isKnown(JsonNode problem) {
		Stream<JsonNode> said = problem.has("errors") ? problem.get("errors").valueStream() : Stream.of(problem);
		assertThat(said.map((each) -> each.get("detail").stringValue())).as("refusals that problems/it.json lacks")
			.allMatch((sentence) -> SENTENCES.stream().anyMatch((known) -> known.matcher(sentence).matches()));
	}

	private static List<Pattern> sentences() {
		try (InputStream in = Italian.class.getResourceAsStream("/problems/it.json")) {
			return new JsonMapper().readTree(in)
				.propertyNames()
				.stream()
				.map((english) -> Stream.of(english.split("\\{\\d}", -1))
					.map(Pattern::quote)
					.collect(Collectors.joining("(.+)")))
				.map((pattern) -> Pattern.compile(pattern, Pattern.DOTALL))
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

package dev.voce.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says in Italian what refusals say in English. The English sentence itself is what is
 * looked up, so that one without translation is still said.
 */
final class Phrases {

	private static final List<Phrase> ITALIAN = read("/problems/it.json");

	private Phrases() {
	}

	/** Tells whether a request asks for them. */
	static boolean areWanted(HttpServletRequest request) {
		return Languages.spoken(Languages.preferred(request)).equals(Locale.ITALIAN);
	}

	/** The Italian for a sentence, or the sentence where there is none. */
	static String italian(String english) {
		for (Phrase phrase : ITALIAN) {
			Matcher said = phrase.english().matcher(english);
			if (said.matches()) {
				String italian = phrase.italian();
				for (int i = 0; i < said.groupCount(); i++) {
					italian = italian.replace("{" + i + "}", listed(said.group(i + 1)));
				}
				return italian;
			}
		}
		return english;
	}

	/** The last of a list stands after a word of its own. */
	private static String listed(String values) {
		return values.matches("\\S+((,| or) \\S+)+") ? values.replace(" or ", " o ") : values;
	}

	private static List<Phrase> read(String name) {
		try (InputStream in = Phrases.class.getResourceAsStream(name)) {
			Map<String, String> phrases = new JsonMapper().readValue(in,
					new TypeReference<LinkedHashMap<String, String>>() {
					});
			List<Phrase> read = new ArrayList<>();
			phrases.forEach((english, italian) -> read.add(new Phrase(pattern(english), italian)));
			return List.copyOf(read);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Pattern pattern(String english) {
		return Pattern.compile(
				Stream.of(english.split("\\{\\d}", -1)).map(Pattern::quote).collect(Collectors.joining("(.+)")),
				Pattern.DOTALL);
	}

	private record Phrase(Pattern english, String italian) {
	}

}

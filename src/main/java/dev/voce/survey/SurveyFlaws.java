package dev.voce.survey;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Flaw;
import dev.voce.web.Languages;
import dev.voce.web.Problem;

/** The flaws of a survey that is being validated, and the rules for texts in it. */
final class SurveyFlaws {

	private final List<Flaw> flaws = new ArrayList<>();

	private final String defaultLocale;

	/** The languages of each text, by its place. */
	private final Map<String, Set<String>> texts = new LinkedHashMap<>();

	/**
	 * Collects flaws.
	 * @param defaultLocale the language that every text must have
	 */
	SurveyFlaws(String defaultLocale) {
		this.defaultLocale = defaultLocale;
	}

	/**
	 * Adds a flaw unless a condition holds.
	 * @param pointer the place of the flaw as a JSON pointer
	 * @param code of the message, with its arguments
	 * @return whether it holds
	 */
	boolean require(boolean holds, String pointer, String code, @Nullable Object... arguments) {
		if (!holds) {
			this.flaws.add(Flaw.at(pointer, code, arguments));
		}
		return holds;
	}

	void add(Flaw flaw) {
		this.flaws.add(flaw);
	}

	/**
	 * Ends the validation if there are flaws.
	 * @throws Problem (422) with all of them
	 */
	void check() {
		if (!this.flaws.isEmpty()) {
			throw Problem.invalid(this.flaws);
		}
	}

	/**
	 * Validates a text in several languages.
	 * @param at its place as a JSON pointer
	 * @param texts by language tag
	 * @param optional whether it may be absent
	 */
	void texts(String at, @Nullable Map<String, String> texts, boolean optional) {
		if (texts == null) {
			require(optional, at, "survey.text.missing", this.defaultLocale);
			return;
		}
		this.texts.put(at, texts.keySet());
		require(texts.containsKey(this.defaultLocale), at, "survey.text.language", this.defaultLocale);
		require(texts.size() <= 30, at, "survey.text.languages", 30);
		texts.forEach((locale, text) -> {
			require(Languages.isTag(locale), at + Flaw.step(locale), "value.language");
			require(isText(text, 1000), at + Flaw.step(locale), "survey.text.length", 1000);
		});
	}

	/**
	 * The texts that were validated and are not there in some languages. The widget's own
	 * texts are: it has them in every language.
	 * @param languages the languages that every text should have
	 * @return each place with a language that it lacks
	 */
	List<SurveyView.MissingText> missing(Set<String> languages) {
		return this.texts.entrySet()
			.stream()
			.filter((text) -> !text.getKey().startsWith("/words/"))
			.flatMap((text) -> languages.stream()
				.filter((language) -> !text.getValue().contains(language))
				.map((language) -> new SurveyView.MissingText(text.getKey(), language)))
			.toList();
	}

	/** Whether a text is neither blank nor too long, and can be stored. */
	static boolean isText(@Nullable String text, int longest) {
		return text != null && !text.isBlank() && text.codePointCount(0, text.length()) <= longest
				&& text.indexOf('\0') < 0 && !hasLoneSurrogate(text);
	}

	private static boolean hasLoneSurrogate(String text) {
		return text.codePoints()
			.anyMatch((point) -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
	}

	/** Whether a text is an http or https address of at most 500 characters. */
	static boolean isLink(String text) {
		try {
			return text.length() <= 500 && isWeb(new URI(text));
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

	private static boolean isWeb(URI uri) {
		return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
	}

}

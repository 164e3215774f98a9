package dev.voce.survey;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Languages;
import dev.voce.scoring.Formula;
import dev.voce.scoring.Orientation;
import dev.voce.survey.PublicSurvey.PublicLabels;

/** The widget's own texts, in English, Italian, German, French and Spanish. */
public final class Words {

	private static final Map<Locale, Words> ALL = Languages.SUPPORTED.stream()
		.collect(Collectors.toUnmodifiableMap(Function.identity(), Words::new));

	/** The texts that a survey may replace. */
	static final Set<String> KEYS = Set.copyOf(in("en").own());

	private final Locale locale;

	private final ResourceBundle bundle;

	private Words(Locale locale) {
		this.locale = locale;
		this.bundle = Languages.bundle("words/words", locale);
	}

	/**
	 * The texts in a language, in English where Voce does not have it.
	 * @param locale a BCP 47 tag; {@code null} for none
	 * @return the words
	 */
	public static Words in(@Nullable String locale) {
		return Objects.requireNonNull(ALL.get(Languages.supported(locale)));
	}

	/**
	 * All of them by name.
	 * @param others a survey's own, which replace them
	 * @return the words, sorted by name
	 */
	public Map<String, String> with(@Nullable Map<String, String> others) {
		Map<String, String> words = new TreeMap<>();
		own().forEach((key) -> words.put(key, this.bundle.getString(key)));
		if (others != null) {
			words.putAll(others);
		}
		return words;
	}

	/**
	 * One of them, also of those that no survey replaces.
	 * @param name its name
	 * @return the text
	 */
	public String text(String name) {
		return this.bundle.getString(name);
	}

	/**
	 * The language they are in.
	 * @return its BCP 47 tag
	 */
	public String language() {
		return this.locale.toLanguageTag();
	}

	/** The labels at the ends of a scale that has none of its own. */
	@Nullable PublicLabels ends(QuestionType type, Formula formula) {
		String name = switch (type) {
			case NPS, CSAT -> type.name();
			case CES -> (formula.orientation() == Orientation.NORMAL) ? "CES" : formula.orientation().name();
			default -> null;
		};
		if (name == null) {
			return null;
		}
		String min = this.bundle.getString(name + ".min");
		String max = this.bundle.getString(name + ".max");
		return (formula.orientation() == Orientation.REVERSED) ? new PublicLabels(max, min)
				: new PublicLabels(min, max);
	}

	private Set<String> own() {
		Set<String> keys = new TreeSet<>(this.bundle.keySet());
		keys.removeIf((key) -> key.contains("."));
		return keys;
	}

}

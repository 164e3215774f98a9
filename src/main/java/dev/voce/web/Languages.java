package dev.voce.web;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The languages that requests ask for. A language tag from outside never reaches a cache
 * as it is: {@link ResourceBundle} keeps each tag that it was asked for as long as the
 * process runs, at a cost that grows with the square of the tag's length.
 */
public final class Languages {

	/** The supported languages; English where a request asks for none of these. */
	public static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.ITALIAN, Locale.GERMAN, Locale.FRENCH,
			Locale.forLanguageTag("es"));

	private static final Set<String> RIGHT_TO_LEFT = Set.of("ar", "fa", "he", "iw", "ur");

	/** The length that RFC 5646 (4.4.1) requires to support. */
	private static final int LONGEST = 35;

	private static final int MOST_RANGES = 20;

	private static final Pattern TAG = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*+-?");

	private static final Pattern RANGE = Pattern
		.compile("\\s*+([A-Za-z0-9-]++)\\s*+(?:;\\s*+q\\s*+=\\s*+([01](?:\\.[0-9]{0,3}+)?+)\\s*+)?+");

	private Languages() {
	}

	/**
	 * Whether a text is a language tag (BCP 47) of at most 35 characters.
	 * @param tag any text
	 * @return whether it names a language
	 */
	public static boolean isTag(String tag) {
		try {
			return !tag.isEmpty() && tag.length() <= LONGEST
					&& !new Locale.Builder().setLanguageTag(tag).build().getLanguage().isEmpty();
		}
		catch (IllformedLocaleException ex) {
			return false;
		}
	}

	/**
	 * Cuts a language tag from outside to 35 characters.
	 * @param tag what was sent, with hyphens or underscores; {@code null} where nothing
	 * was
	 * @return the tag with hyphens; {@code null} for what is no language tag
	 */
	public static @Nullable String tag(@Nullable String tag) {
		if (tag == null) {
			return null;
		}
		String cut = tag.substring(0, Math.min(tag.length(), LONGEST)).replace('_', '-');
		return TAG.matcher(cut).matches() ? cut : null;
	}

	/**
	 * Reads the language that a browser is set to.
	 * @param request with or without {@code Accept-Language}
	 * @return the tag that the header prefers among its first 20, cut to 35 characters;
	 * {@code null} where it has none
	 */
	public static @Nullable String preferred(HttpServletRequest request) {
		String header = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
		String preferred = null;
		double most = 0;
		List<String> ranges = List.of(((header != null) ? header : "").split(",", MOST_RANGES + 1));
		for (String range : ranges.subList(0, Math.min(ranges.size(), MOST_RANGES))) {
			Matcher read = RANGE.matcher(range);
			double quality = !read.matches() ? 0 : (read.group(2) != null) ? Double.parseDouble(read.group(2)) : 1;
			String tag = (quality > most) ? tag(read.group(1)) : null;
			if (tag != null) {
				preferred = tag;
				most = quality;
			}
		}
		return preferred;
	}

	/**
	 * Opens the texts of a bundle as they are, for a template or a script.
	 * @param name the bundle's, with its folder
	 * @param language one of {@link #SUPPORTED}
	 * @return its texts in that language, or in English where it does not have it
	 */
	public static ResourceBundle bundle(String name, Locale language) {
		return ResourceBundle.getBundle(name, language,
				ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
	}

	/**
	 * The direction that a language is written in.
	 * @param tag any language tag
	 * @return {@code rtl} or {@code ltr}, as HTML names them
	 */
	public static String direction(String tag) {
		return RIGHT_TO_LEFT.contains(Locale.forLanguageTag(tag).getLanguage()) ? "rtl" : "ltr";
	}

	/**
	 * Maps a tag to a supported language.
	 * @param tag any language tag; {@code null} for none
	 * @return one of {@link #SUPPORTED}
	 */
	public static Locale supported(@Nullable String tag) {
		String bounded = tag(tag);
		String language = (bounded != null) ? bounded.split("-", 2)[0] : "";
		return SUPPORTED.stream()
			.filter((locale) -> locale.getLanguage().equalsIgnoreCase(language))
			.findFirst()
			.orElse(Locale.ENGLISH);
	}

}

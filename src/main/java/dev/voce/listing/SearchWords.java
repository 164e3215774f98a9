package dev.voce.listing;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * Makes regular expressions of PostgreSQL of the words that are searched for. They ignore
 * accents and case: PostgreSQL itself can do so only with an extension that not every
 * installation has.
 */
final class SearchWords {

	private static final int LONGEST = 200;

	private static final int MOST = 20;

	private static final Pattern MARKS = Pattern.compile("[\u0300-\u036f]+");

	/** What an accent of its own looks like behind its letter. */
	private static final String ANY_MARKS = "[\u0300-\u036f]*";

	private static final String SPECIAL = "\\.[]{}()*+?^$|";

	/** All letters of Latin, Greek and Cyrillic that are another one with an accent. */
	private static final Map<String, String> ACCENTED = IntStream
		.concat(IntStream.rangeClosed(0xC0, 0x52F), IntStream.rangeClosed(0x1E00, 0x1FFF))
		.filter(Character::isLetter)
		.mapToObj(Character::toString)
		.filter((letter) -> !fold(letter).equals(letter.toLowerCase(Locale.ROOT)))
		.collect(Collectors.groupingBy(SearchWords::fold, Collectors.joining()));

	private SearchWords() {
	}

	/**
	 * Reads words.
	 * @param q words between spaces
	 * @return a pattern for each; none without words
	 * @throws Problem (422) if it is too long
	 */
	static String[] patterns(@Nullable String q) {
		if (q == null) {
			return new String[0];
		}
		if (q.length() > LONGEST) {
			throw Problem.invalid(Flaw.in("q", "listing.q", LONGEST));
		}
		return Arrays.stream(fold(q.replaceAll("\\p{Cntrl}", " ")).trim().split("\\s+"))
			.filter((word) -> !word.isEmpty())
			.limit(MOST)
			.map(SearchWords::pattern)
			.toArray(String[]::new);
	}

	/** Without accents and case; what other scripts put together stays together. */
	private static String fold(String text) {
		String bare = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
		return Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
	}

	private static String pattern(String folded) {
		return folded.codePoints().mapToObj(SearchWords::pattern).collect(Collectors.joining());
	}

	private static String pattern(int folded) {
		String letter = Character.toString(folded);
		if (!Character.isLetter(folded)) {
			return SPECIAL.contains(letter) ? "\\" + letter : letter;
		}
		return "[" + letter + Character.toString(Character.toUpperCase(folded)) + ACCENTED.getOrDefault(letter, "")
				+ "]" + ANY_MARKS;
	}

}

package dev.voce.web;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Every text for clients, in the sources and in the bundles. */
class MessageTest {

	private static final Map<String, String> ENGLISH = bundle("messages.properties");

	private static final Map<String, String> ITALIAN = bundle("messages_it.properties");

	/** Texts that are punctuation and arguments. */
	private static final Set<String> THE_SAME_IN_BOTH = Set.of("flaw.field");

	private static final String SOURCES = sources();

	/** What names in quotes with dots are, unless they are codes. */
	private static final Pattern NO_CODE = Pattern
		.compile("(voce|os|form|page|jakarta|spring|letter)\\..*|.*\\.(html|js|pid|unfinished)"
				+ "|response\\.(created|settled|amended)|alert\\.(raised|cleared)|case\\.(opened|assigned|overdue)"
				+ "|server\\.(address|compression|port|servlet|shutdown|ssl|tomcat)"
				+ "|survey\\.(published|closed)|webhook\\.test");

	private static final Pattern QUOTED = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*+)\"");

	/** Calls that take a code, up to the end of the statement. */
	private static final Pattern CALLS = Pattern
		.compile("(?:new Problem|new Message|Flaw\\.at|Flaw\\.in|tooMany|unavailable|require|invalid|refused)\\("
				+ "(?:[^;\"]++|" + QUOTED + ")*+;");

	private static final Pattern ARGUMENT = Pattern.compile("\\{\\d}");

	@Test
	void theSourcesAndBothLanguagesHaveTheSameCodes() {
		Set<String> codes = found("\"([a-z][A-Za-z]*(?:\\.[a-z][A-Za-z]*)+)\"");
		codes.removeIf((code) -> NO_CODE.matcher(code).matches());
		codes.removeAll(Languages.bundle("words/words", Locale.ROOT).keySet()); // what
																				// visitors
																				// read
		assertThat(codes).hasSizeGreaterThan(150);
		assertThat(ENGLISH.keySet()).as("English texts and the codes that the sources use").isEqualTo(codes);
		assertThat(ITALIAN.keySet()).as("Italian texts and the codes that the sources use").isEqualTo(codes);
	}

	@Test
	void bothLanguagesHaveTheSameArguments() {
		ENGLISH.forEach((code, text) -> assertThat(arguments(ITALIAN.getOrDefault(code, text))).as(code)
			.isEqualTo(arguments(text)));
	}

	@Test
	void noItalianTextIsTheEnglishOne() {
		Set<String> same = new TreeSet<>(ENGLISH.keySet());
		same.remove("language.tag");
		same.removeIf((code) -> !Objects.equals(ENGLISH.get(code), ITALIAN.get(code)));
		assertThat(same).isEqualTo(THE_SAME_IN_BOTH);
	}

	@Test
	void everyTextIsPutTogetherInBothLanguages() {
		for (Locale language : List.of(Locale.ENGLISH, Locale.ITALIAN)) {
			ENGLISH.forEach((code, pattern) -> {
				Object[] values = { "<zero>", "<one>", "<two>" };
				String text = new Message(code, values).text(language);
				assertThat(text).as("%s: %s", code, text).isNotBlank().doesNotContainPattern(ARGUMENT);
				arguments(pattern).forEach((argument) -> assertThat(text).as(code)
					.contains(String.valueOf(values[argument.charAt(1) - '0'])));
			});
		}
		assertThat(new Message("language.tag").text(Locale.ITALIAN)).isEqualTo("it");
	}

	/** One apostrophe would hide itself and make an argument a plain text. */
	@Test
	void everyApostropheIsDoubled() {
		Stream.of(ENGLISH, ITALIAN)
			.flatMap((texts) -> texts.entrySet().stream())
			.forEach((text) -> assertThat(text.getValue().replace("''", "").replaceAll("'[{}]'", "")).as(text.getKey())
				.doesNotContain("'"));
	}

	@Test
	void noSentenceStandsWhereACodeBelongs() {
		Set<String> sentences = CALLS.matcher(SOURCES)
			.results()
			.flatMap((call) -> QUOTED.matcher(call.group()).results())
			.map((quoted) -> quoted.group(1))
			.filter((quoted) -> quoted.contains(" "))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(sentences).isEmpty();
		assertThat(found("\\bmessage(?:\\(\\) default| =) \"([^\"]*)\"")).as("messages of constraints")
			.isSubsetOf(ENGLISH.keySet());
	}

	@Test
	void listsAreInTheLanguageToo() {
		Object abc = Message.anyOf(List.of("A", "B", "C"));
		assertThat(new Message("request.accept", abc).text(Locale.ENGLISH)).isEqualTo("the answer can be A, B or C");
		assertThat(new Message("request.accept", abc).text(Locale.ITALIAN))
			.isEqualTo("la risposta può essere A, B o C");
		assertThat(new Message("value.oneOf", Message.anyOf(List.of("A"))).text(Locale.ENGLISH))
			.isEqualTo("must be one of A");
	}

	@Test
	void numbersAreNotGrouped() {
		assertThat(new Message("value.integer", 1000, 3_000_000).text(Locale.ITALIAN))
			.isEqualTo("deve essere un numero intero da 1000 a 3000000");
	}

	@Test
	void aLanguageWithoutTextsGetsEnglish() {
		assertThat(new Message("survey.missing").text(Locale.GERMAN)).isEqualTo("no such survey");
	}

	private static Set<String> arguments(String text) {
		return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> found(String pattern) {
		return Pattern.compile(pattern)
			.matcher(SOURCES)
			.results()
			.map((found) -> found.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static String sources() {
		try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
			StringBuilder all = new StringBuilder();
			for (Path file : files.filter((path) -> path.toString().endsWith(".java")).sorted().toList()) {
				all.append(Files.readString(file));
			}
			return all.toString();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Map<String, String> bundle(String name) {
		Properties texts = new Properties();
		try (Reader in = Files.newBufferedReader(Path.of("src/main/resources/problems", name))) {
			texts.load(in);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		Map<String, String> bundle = new TreeMap<>();
		texts.forEach((key, text) -> bundle.put(key.toString(), text.toString()));
		return bundle;
	}

}

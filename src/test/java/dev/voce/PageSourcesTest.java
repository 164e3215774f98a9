package dev.voce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyInput.Look;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyInput.Stage;
import dev.voce.survey.SurveyStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** How the scripts, styles and words of the pages are written. */
class PageSourcesTest {

	private static final Path DASHBOARD = Path.of("src/main/resources/dashboard");

	private static final Path WORDS = DASHBOARD.resolve("words");

	private static final List<Path> FOLDERS = List.of(DASHBOARD, Path.of("src/main/resources/static"),
			Path.of("src/main/resources/pages"), Path.of("src/main/widget"));

	private static final int LONGEST_LINE = 120;

	private static final int DEEPEST = 3;

	private static final Pattern BUILDING = Pattern.compile("(?<![\\w.])(?:h|svg|node)\\(|=>\\s*\\{|[(){}\\[\\]]");

	private static final Pattern ENTRY = Pattern
		.compile("(?m)^  (?:\"([^\"]+)\"|(\\w+)):\\s((?:\"(?:\\\\.|[^\"\\\\])*\"(?:\\s+\\+\\s+)?)+),$");

	private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*from \"\\./([^\"]+)\";$");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

	private static final Pattern SAYING = Pattern.compile("(?<![\\w.])(t|counted)\\(");

	@Test
	void noLineIsLongerThan120Characters() throws IOException {
		List<String> found = new ArrayList<>();
		for (Path file : files(".js", ".css", ".html")) {
			List<String> lines = Files.readAllLines(file);
			for (int i = 0; i < lines.size(); i++) {
				if (lines.get(i).codePointCount(0, lines.get(i).length()) > LONGEST_LINE) {
					found.add(file + ":" + (i + 1));
				}
			}
		}
		assertThat(found).as("a line holds one idea, in at most %d characters", LONGEST_LINE).isEmpty();
	}

	@Test
	void elementsAreNotBuiltInTowers() throws IOException {
		List<String> found = new ArrayList<>();
		for (Path file : files(".js")) {
			found.addAll(towers(file, Files.readString(file)));
		}
		assertThat(found)
			.as("calls that build elements stand in each other at most %d deep: a part of its own is a function with a name",
					DEEPEST)
			.isEmpty();
	}

	@Test
	void towersAreFound() {
		assertThat(towers(Path.of("x.js"), "h('a', {}, h('b', {}, h('c')))")).isEmpty();
		assertThat(towers(Path.of("x.js"),
				"// h(h(h(h(\nf();\nh('a', {}, h('b', {}, [h('c', {}, x.map((y) => h('d')))]))"))
			.containsExactly("x.js:3");
		assertThat(towers(Path.of("x.js"), "h('a', {}, h('b', {onclick: () => { h('c', {}, h('d')); }}))")).isEmpty();
	}

	@Test
	void eachLanguageHasTheSameTexts() throws IOException {
		Map<String, String> english = words("en");
		Map<String, String> italian = words("it");
		assertThat(english.keySet()).hasSizeGreaterThan(300).containsExactlyElementsOf(italian.keySet());
		english.forEach(
				(key, text) -> assertThat(placeholders(italian.getOrDefault(key, ""))).as("what %s is filled with", key)
					.isEqualTo(placeholders(text)));
	}

	@Test
	void theScriptsUseEveryTextThatThereIsAndNoOther() throws IOException {
		Set<String> keys = words("en").keySet();
		Set<String> plain = new TreeSet<>();
		Set<String> templates = new TreeSet<>();
		Map<String, Path> undefined = new TreeMap<>();
		for (Path file : files(".js")) {
			if (file.startsWith(DASHBOARD) && !file.startsWith(WORDS)) {
				ScriptSource script = new ScriptSource(Files.readString(file));
				script.literals().forEach((each) -> (each.template() ? templates : plain).add(each.text()));
				used(script).stream()
					.filter((key) -> keys.stream().noneMatch((known) -> matches(key, known)))
					.forEach((key) -> undefined.put(key, file));
			}
		}
		assertThat(keys.stream().filter((key) -> !isUsed(key, plain, templates))).as("texts that no script uses")
			.isEmpty();
		assertThat(undefined).as("texts that a script uses and no language has").isEmpty();
	}

	@Test
	void theWordsThatAreFetchedFirstAreThoseOfTheFrameAndOfASurveysFigures() throws IOException {
		Set<String> first = firstWords("en").keySet();
		Set<String> plain = new TreeSet<>();
		Set<String> templates = new TreeSet<>();
		Set<String> used = new TreeSet<>();
		for (String name : imported("main.js", imported("survey-page.js", new TreeSet<>()))) {
			ScriptSource script = new ScriptSource(Files.readString(DASHBOARD.resolve(name)));
			script.literals().forEach((each) -> (each.template() ? templates : plain).add(each.text()));
			used.addAll(used(script));
		}
		assertThat(used.stream().filter((key) -> first.stream().noneMatch((known) -> matches(key, known))))
			.as("texts that belong into words/first/")
			.isEmpty();
		assertThat(first.stream().filter((key) -> !isUsed(key, plain, templates)))
			.as("texts that belong into words/, so that the first view is not larger than it need be")
			.isEmpty();
	}

	private static Set<String> imported(String script, Set<String> found) throws IOException {
		if (found.add(script)) {
			Matcher imports = IMPORT.matcher(Files.readString(DASHBOARD.resolve(script)));
			while (imports.find()) {
				imported(imports.group(1), found);
			}
		}
		return found;
	}

	@Test
	void whateverTheServiceNamesHasWords() throws IOException {
		Set<String> keys = words("en").keySet();
		assertThat(family(keys, "class")).isEqualTo(names(ScoreClass.values()));
		assertThat(family(keys, "type")).isEqualTo(names(QuestionType.values()));
		assertThat(family(keys, "look")).isEqualTo(names(Look.values()));
		assertThat(family(keys, "stage")).isEqualTo(names(Stage.values()));
		assertThat(family(keys, "status")).isEqualTo(names(SurveyStatus.values()));
		Set<String> widget = new TreeSet<>(ResourceBundle.getBundle("words/words", Locale.ROOT).keySet());
		widget.removeIf((name) -> name.contains("."));
		assertThat(family(keys, "widgetText")).isEqualTo(widget);
	}

	private static Set<String> names(Enum<?>[] values) {
		return Stream.of(values).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> family(Set<String> keys, String family) {
		return keys.stream()
			.filter((key) -> key.startsWith(family + "."))
			.map((key) -> key.substring(family.length() + 1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Whether scripts name a key, or put it together from its family and its name. */
	private static boolean isUsed(String key, Set<String> plain, Set<String> templates) {
		int dot = key.indexOf('.');
		if (dot < 0) {
			return plain.contains(key) || (key.endsWith("None") && plain.contains(key.replaceAll("None$", "")));
		}
		String family = key.substring(0, dot);
		String name = key.substring(dot + 1);
		return templates.stream().anyMatch((template) -> template.startsWith(family + ".${"))
				|| (plain.contains(family) && (plain.contains(name) || Set.of("one", "other").contains(name)));
	}

	private static boolean matches(String used, String known) {
		return used.endsWith(".") ? known.startsWith(used) : used.equals(known);
	}

	/** The keys, or the beginnings of keys, that stand in calls of t and counted. */
	private static Set<String> used(ScriptSource script) {
		Set<String> used = new TreeSet<>();
		SAYING.matcher(script.code()).results().forEach((call) -> {
			int end = endOfArgument(script.code(), call.end());
			script.literals()
				.stream()
				.filter((each) -> each.start() >= call.end() && each.start() < end)
				.filter((each) -> !script.code().substring(0, each.start()).matches("(?s).*[=!]== $"))
				.map((each) -> each.template() ? each.text().replace("${", "")
						: each.text() + (call.group(1).equals("counted") ? ".other" : ""))
				.filter((key) -> !key.isEmpty())
				.forEach(used::add);
		});
		return used;
	}

	private static int endOfArgument(String code, int from) {
		int depth = 0;
		int at = from;
		while (depth > 0 || (code.charAt(at) != ',' && code.charAt(at) != ')')) {
			depth += switch (code.charAt(at)) {
				case '(', '{', '[' -> 1;
				case ')', '}', ']' -> -1;
				default -> 0;
			};
			at++;
		}
		return at;
	}

	private static List<String> towers(Path file, String source) {
		List<String> found = new ArrayList<>();
		ScriptSource script = new ScriptSource(source);
		// For each open bracket, how many building calls of its statement it stands in.
		Deque<Integer> open = new ArrayDeque<>(List.of(0));
		BUILDING.matcher(script.code()).results().forEach((token) -> {
			String text = token.group();
			if (")}]".contains(text)) {
				open.pop();
				return;
			}
			boolean builds = text.endsWith("(") && text.length() > 1;
			open.push(text.startsWith("=>") ? 0 : open.element() + (builds ? 1 : 0));
			if (builds && open.element() > DEEPEST) {
				found.add(file + ":" + script.line(token.start()));
			}
		});
		return found;
	}

	private static Set<String> placeholders(String text) {
		Set<String> found = new TreeSet<>();
		PLACEHOLDER.matcher(text).results().forEach((match) -> found.add(match.group()));
		return found;
	}

	private static Map<String, String> words(String language) throws IOException {
		return words(firstWords(language), WORDS.resolve(language + ".js"));
	}

	private static Map<String, String> firstWords(String language) throws IOException {
		return words(new LinkedHashMap<>(), WORDS.resolve("first/" + language + ".js"));
	}

	private static Map<String, String> words(Map<String, String> words, Path file) throws IOException {
		String source = Files.readString(file);
		int before = words.size();
		ENTRY.matcher(source)
			.results()
			.forEach((entry) -> assertThat(
					words.put((entry.group(1) != null) ? entry.group(1) : entry.group(2), entry.group(3)))
				.as("a key that stands twice: %s", entry.group())
				.isNull());
		assertThat(words).as("one key a line")
			.hasSize(before + (int) source.lines().filter((line) -> line.matches("  [\\w\"].*")).count());
		return words;
	}

	private static List<Path> files(String... endings) throws IOException {
		List<Path> found = new ArrayList<>();
		for (Path folder : FOLDERS) {
			try (Stream<Path> files = Files.walk(folder)) {
				files.filter((file) -> Stream.of(endings).anyMatch(file.toString()::endsWith)).forEach(found::add);
			}
		}
		assertThat(found).isNotEmpty();
		return found;
	}

}

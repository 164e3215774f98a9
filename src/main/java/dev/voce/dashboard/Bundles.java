package dev.voce.dashboard;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts scripts that are fetched at the same time into one: they are small, so that
 * together they compress much better, and one is fetched sooner than forty.
 * <p>
 * The first bundle is {@value #FIRST} with all that it imports. Every script that is
 * named in a call, as in <code>import("./x.js")</code>, is fetched on demand and has a
 * bundle of its own, under its own name: itself with what it imports, but for what is in
 * the first. A script that is in several bundles is evaluated once.
 */
final class Bundles {

	static final String FIRST = "main.js";

	private static final Pattern IMPORT = Pattern
		.compile("(?m)^import\\s+(\\{[^}]*})\\s+from\\s+\"\\./([^\"]+)\";\\s*$");

	private static final Pattern EXPORT = Pattern.compile("(?m)^export (?=(?:async )?(?:function|const|class) (\\w+))");

	private static final Pattern ON_DEMAND = Pattern.compile("\\(\\s*\"\\./([\\w-]+\\.js)\"");

	private static final Pattern UNKNOWN = Pattern.compile("(?m)^(?:import|export)\\b.*");

	private static final Pattern QUOTING = Pattern.compile("[\"'`/]");

	private static final Pattern SPACED = Pattern.compile(" ?([{}(),;:=<>?&|*]) ?");

	private final Map<String, String> sources;

	/**
	 * @param sources the scripts, by their names
	 */
	Bundles(Map<String, String> sources) {
		this.sources = sources;
	}

	/** The names of all bundles. */
	Set<String> names() {
		Set<String> names = new TreeSet<>(Set.of(FIRST));
		this.sources.values()
			.forEach(
					(source) -> ON_DEMAND.matcher(source).results().map((found) -> found.group(1)).forEach(names::add));
		return names;
	}

	/**
	 * A bundle as browsers get it.
	 * @throws IllegalStateException where a script can't be bundled: it isn't there,
	 * imports itself by way of others, or imports or exports in a way that no script here
	 * does
	 */
	String get(String name) {
		List<String> scripts = scripts(name);
		String evaluated = scripts.stream().map(this::evaluated).collect(Collectors.joining());
		if (name.equals(FIRST)) {
			return "export const modules = {};\n" + evaluated;
		}
		return "import { modules } from \"./" + FIRST + "\";\n" + evaluated + "export const { "
				+ String.join(", ", exports(name)) + " } = await modules[\"" + name + "\"];\n";
	}

	/** The scripts of a bundle, each after those that it imports. */
	List<String> scripts(String name) {
		Set<String> found = new LinkedHashSet<>();
		find(FIRST, found, Set.of());
		if (name.equals(FIRST)) {
			return List.copyOf(found);
		}
		Set<String> first = Set.copyOf(found);
		find(name, found, Set.of());
		return found.stream().filter((script) -> !first.contains(script)).toList();
	}

	private void find(String script, Set<String> found, Set<String> importing) {
		if (importing.contains(script)) {
			throw new IllegalStateException(script + " imports itself by way of " + importing);
		}
		if (!found.contains(script)) {
			Set<String> path = new LinkedHashSet<>(importing);
			path.add(script);
			IMPORT.matcher(source(script)).results().forEach((each) -> find(each.group(2), found, path));
			found.add(script);
		}
	}

	/**
	 * A script in a function of its own, whose names are nobody else's, as a promise of
	 * what it exports.
	 */
	private String evaluated(String name) {
		Matcher imports = IMPORT.matcher(source(name));
		String code = imports.replaceAll((each) -> Matcher.quoteReplacement(
				"const " + each.group(1).replace(" as ", ": ") + " = await modules[\"" + each.group(2) + "\"];"));
		code = EXPORT.matcher(code).replaceAll("");
		Matcher unknown = UNKNOWN.matcher(code);
		if (unknown.find()) {
			throw new IllegalStateException(name + " can't be bundled: " + unknown.group());
		}
		return "modules[\"" + name + "\"] ??= (async () => {\n" + shortened(code) + "return { "
				+ String.join(", ", exports(name)) + " };\n})();\n";
	}

	private List<String> exports(String name) {
		return EXPORT.matcher(source(name)).results().map((each) -> each.group(1)).toList();
	}

	private String source(String name) {
		String source = this.sources.get(name);
		if (source == null) {
			throw new IllegalStateException("there is no script " + name);
		}
		return source;
	}

	/**
	 * Without what browsers don't need: comments and empty lines, and the space before
	 * lines.
	 */
	static String shortened(String source) {
		StringBuilder code = new StringBuilder();
		boolean comment = false;
		boolean template = false;
		for (String line : source.split("\n")) {
			String stripped = line.strip();
			if (!template && (comment || stripped.startsWith("/*"))) {
				comment = !stripped.endsWith("*/");
			}
			else if (template || (!stripped.isEmpty() && !stripped.startsWith("//"))) {
				code.append(template ? line : tight(stripped)).append('\n');
				template ^= line.chars().filter((each) -> each == '`').count() % 2 == 1;
			}
		}
		return code.toString();
	}

	/** Without the spaces around signs, in a line that has no text and no pattern. */
	private static String tight(String line) {
		return QUOTING.matcher(line).find() ? line : SPACED.matcher(line).replaceAll("$1");
	}

}

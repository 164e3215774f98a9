package dev.voce;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares docs/architecture.md with the code that it describes. */
class ArchitecturePageTest {

	/** Names in the style of a type that are none of Voce's. */
	private static final Set<String> FOREIGN = Set.of("Authorization", "LocalDate", "Origin");

	private static final Map<String, Set<String>> modules = modules();

	@Test
	void theDiagramShowsTheDependenciesOfTheModules() throws IOException {
		StringBuilder diagram = new StringBuilder("flowchart TD\n");
		modules.forEach((module, used) -> {
			if (used.isEmpty()) {
				diagram.append("  ").append(module).append('\n');
			}
			used.stream()
				.filter((target) -> used.stream().noneMatch((other) -> reaches(other, target)))
				.forEach((target) -> diagram.append("  ").append(module).append(" --> ").append(target).append('\n'));
		});
		assertThat(all("(?s)```mermaid\n(.*?)```").get(0).group(1))
			.as("the diagram in docs/architecture.md, which must be%n```mermaid%n%s```%n", diagram)
			.isEqualTo(diagram.toString());
	}

	@Test
	void theTableNamesEveryModuleItsTypesAndWhatItUses() throws IOException {
		Map<String, Set<String>> table = new TreeMap<>();
		for (MatchResult row : all("(?m)^\\| `(\\w+)` \\| [^|]+ \\| ([^|]+) \\| ([^|]+) \\|$")) {
			table.put(row.group(1), new TreeSet<>(names(row.group(3))));
			assertThat(names(row.group(2)))
				.as("types of %s to read first, by the table of docs/architecture.md", row.group(1))
				.isNotEmpty()
				.allMatch((type) -> Files.exists(Path.of("src/main/java/dev/voce", row.group(1), type + ".java")));
		}
		assertThat(table).as("what each module uses, by the table of docs/architecture.md").isEqualTo(modules);
	}

	@Test
	void everyTypeThatThePageNamesExists() throws IOException {
		Set<String> types = new TreeSet<>(FOREIGN);
		try (Stream<Path> sources = Files.walk(Path.of("src"))) {
			sources.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".java"))
				.forEach((name) -> types.add(name.replace(".java", "")));
		}
		assertThat(all("`([A-Z]\\w*[a-z]\\w*)(\\.\\w+(\\(\\w*\\))?)?`")).extracting((name) -> name.group(1))
			.as("types that docs/architecture.md names")
			.hasSizeGreaterThan(50)
			.isSubsetOf(types);
	}

	private static Map<String, Set<String>> modules() {
		ApplicationModules all = ApplicationModules.of(Voce.class);
		return all.stream()
			.collect(Collectors.toMap(ArchitecturePageTest::name,
					(module) -> module.getDirectDependencies(all)
						.uniqueModules()
						.map(ArchitecturePageTest::name)
						.collect(Collectors.toCollection(TreeSet::new)),
					(one, other) -> one, TreeMap::new));
	}

	private static String name(ApplicationModule module) {
		return module.getIdentifier().toString();
	}

	private static boolean reaches(String module, String target) {
		return modules.getOrDefault(module, Set.of())
			.stream()
			.anyMatch((used) -> used.equals(target) || reaches(used, target));
	}

	private static List<String> names(String cell) {
		return Pattern.compile("`(\\w+)`").matcher(cell).results().map((name) -> name.group(1)).toList();
	}

	private static List<MatchResult> all(String pattern) throws IOException {
		String page = Files.readString(Path.of("docs/architecture.md"), StandardCharsets.UTF_8);
		return Pattern.compile(pattern).matcher(page).results().toList();
	}

}

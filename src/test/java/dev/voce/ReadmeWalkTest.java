package dev.voce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.ApiContract;
import dev.voce.testing.Script;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Runs the steps of the README. */
@NullUnmarked
@VoceTest
class ReadmeWalkTest {

	@LocalServerPort
	private int port;

	@Test
	void theWalkInCurlEndsWithTheNps() throws Exception {
		assumeTrue(runs("bash", "--version"), "bash is missing, so the README's walk is not tried");
		assumeTrue(runs("curl", "--version"), "curl is missing, so the README's walk is not tried");
		String walk = all("(?ms)^```bash\\n(.*?)^```").stream()
			.map((block) -> block.group(1))
			.collect(Collectors.joining());
		String printed = Script.run(walk,
				Map.of("VOCE_URL", "http://localhost:" + this.port, "VOCE_KEY", VoceTest.KEY));
		String nps = "NPS 33.333333333333336 from 3 answers";
		assertThat(printed.lines()).last().isEqualTo(nps);
		assertThat(readme()).contains("It ends with `" + nps + "`");
	}

	private static String who(ApiContract.Operation operation) {
		if (operation.isOpen()) {
			return "–";
		}
		if (operation.path().startsWith("/api/v1/users/me/")) {
			return "`session`";
		}
		return "`" + (operation.isForAdministrators() ? "administrator" : operation.scope()) + "`";
	}

	@Test
	void theTableOfGroupsIsThatOfTheDocument() throws IOException {
		Map<String, String> addresses = new TreeMap<>();
		Map<String, Set<String>> scopes = new TreeMap<>();
		all("(?m)^\\| (\\w+) \\| (`/api/[^|]*) \\| [^|]* \\| ([^|]*) \\|$").forEach((row) -> {
			addresses.put(row.group(1), row.group(2));
			scopes.put(row.group(1), new TreeSet<>(List.of(row.group(3).split(", "))));
		});
		Map<String, Set<String>> documented = new TreeMap<>();
		new ApiContract(new Api(this.port).get("/v3/api-docs").json()).operations().forEach((operation) -> {
			String group = operation.node().at("/tags/0").stringValue();
			documented.computeIfAbsent(group, (name) -> new TreeSet<>()).add(who(operation));
			assertThat(addresses.getOrDefault(group, "").split("[`, ]+"))
				.as("addresses of %s, with %s", group, operation)
				.anyMatch((address) -> !address.isEmpty() && operation.path().startsWith(address));
		});
		assertThat(scopes).isEqualTo(documented);
	}

	@Test
	void theTableOfSettingsIsThatOfTheConfiguration() throws IOException {
		Map<String, String> settings = new TreeMap<>();
		try (InputStream in = Voce.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
			new JsonMapper().readTree(in).get("properties").forEach((property) -> {
				String name = property.get("name").stringValue();
				if (name.startsWith("voce.")) {
					settings.put(name.toUpperCase(Locale.ROOT).replace('.', '_').replace("-", ""),
							property.has("defaultValue") ? "`" + property.get("defaultValue").asString() + "`" : "–");
				}
			});
		}
		Map<String, String> documented = new TreeMap<>();
		all("(?m)^\\| `(VOCE_\\w+)` \\| (\\S+) \\|.*$").forEach((row) -> documented.put(row.group(1), row.group(2)));
		assertThat(documented).isEqualTo(settings);
	}

	private static List<MatchResult> all(String pattern) throws IOException {
		return Pattern.compile(pattern).matcher(readme()).results().toList();
	}

	private static String readme() throws IOException {
		return Files.readString(Path.of("README.md"), StandardCharsets.UTF_8);
	}

	private static boolean runs(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}

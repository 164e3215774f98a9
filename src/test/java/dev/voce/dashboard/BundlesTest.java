package dev.voce.dashboard;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What browsers get of scripts and styles. */
class BundlesTest {

	private static final Map<String, String> SOURCES = Map.of("main.js", """
			/** The first. */
			import { count } from "./numbers.js";
			import { a, b as c }
			  from "./letters.js";

			const later = (file) => import(file);
			const page = later("./page.js");
			""", "letters.js", "export const a = 1;\nexport const b = 2;\n", "numbers.js",
			"export function count() {}\nexport class Number {}\n", "page.js",
			"import { count } from \"./numbers.js\";\nimport { d } from \"./page-part.js\";\nexport async function page() {}\n",
			"page-part.js", "export const d = 4;\n");

	private final Bundles bundles = new Bundles(SOURCES);

	@Test
	void theFirstBundleAndOneOfEachScriptOnDemandHoldWhatTheyImport() {
		assertThat(this.bundles.names()).containsExactly("main.js", "page.js");
		assertThat(this.bundles.scripts("main.js")).containsExactly("numbers.js", "letters.js", "main.js");
		assertThat(this.bundles.scripts("page.js")).containsExactly("page-part.js", "page.js");
	}

	@Test
	void scriptsBecomeFunctionsThatExportWhatTheyDid() {
		assertThat(this.bundles.get("main.js")).isEqualTo("""
				export const modules = {};
				modules["numbers.js"] ??= (async () => {
				function count(){}
				class Number{}
				return { count, Number };
				})();
				modules["letters.js"] ??= (async () => {
				const a=1;
				const b=2;
				return { a, b };
				})();
				modules["main.js"] ??= (async () => {
				const { count } = await modules["numbers.js"];
				const { a, b: c } = await modules["letters.js"];
				const later=(file)=>import(file);
				const page = later("./page.js");
				return {  };
				})();
				""");
		assertThat(this.bundles.get("page.js")).isEqualTo("""
				import { modules } from "./main.js";
				modules["page-part.js"] ??= (async () => {
				const d=4;
				return { d };
				})();
				modules["page.js"] ??= (async () => {
				const { count } = await modules["numbers.js"];
				const { d } = await modules["page-part.js"];
				async function page(){}
				return { page };
				})();
				export const { page } = await modules["page.js"];
				""");
	}

	@Test
	void whatCannotBeBundledIsRefused() {
		assertThatIllegalStateException()
			.isThrownBy(() -> new Bundles(Map.of("main.js", "export default 1;")).get("main.js"))
			.withMessage("main.js can't be bundled: export default 1;");
		assertThatIllegalStateException()
			.isThrownBy(() -> new Bundles(
					Map.of("main.js", "import { a } from \"./a.js\";", "a.js", "import { b } from \"./main.js\";"))
				.get("main.js"))
			.withMessageContaining("imports itself");
		assertThatIllegalStateException()
			.isThrownBy(() -> new Bundles(Map.of("main.js", "import { a } from \"./a.js\";")).get("main.js"))
			.withMessage("there is no script a.js");
	}

	@Test
	void everyScriptOfThePagesIsInABundle() throws IOException {
		Map<String, String> sources = new HashMap<>();
		try (DirectoryStream<Path> scripts = Files.newDirectoryStream(Path.of("src/main/resources/dashboard"),
				"*.js")) {
			for (Path script : scripts) {
				sources.put(script.getFileName().toString(), Files.readString(script));
			}
		}
		Bundles pages = new Bundles(sources);
		Set<String> bundled = new TreeSet<>();
		pages.names().forEach((name) -> {
			assertThat(pages.get(name)).contains("modules[\"" + name + "\"] ??=");
			bundled.addAll(pages.scripts(name));
		});
		assertThat(bundled).as("scripts that a page imports, or names in a call, as import(\"./x.js\")")
			.containsExactlyInAnyOrderElementsOf(sources.keySet());
	}

	@Test
	void commentsAndSpaceAreLeftOut() {
		assertThat(Bundles.shortened("""
				/** What it does. */
				function first() {
				  // Why.
				  return "/* kept */"; // kept, too
				}

				/**
				 * @param n how many
				 */
				const second = (n) => n;
				""")).isEqualTo("""
				function first(){
				return "/* kept */"; // kept, too
				}
				const second=(n)=>n;
				""");
		assertThat(Bundles.shortened("if (a > -1 && !b) c = a ? [...d] : e;\nf = \"a = b\";\n"))
			.isEqualTo("if(a>-1&&!b)c=a?[...d]:e;\nf = \"a = b\";\n");
		String text = """
				const text = `first

				  // second
				  /* third */`;
				""";
		assertThat(Bundles.shortened(text)).isEqualTo(text);
		assertThat(PageFiles.shortened("""
				/* Links. */
				a:hover, a :focus-visible {
				  margin: 0 calc(1px + 2px);
				}
				""")).isEqualTo("a:hover,a :focus-visible{margin:0 calc(1px + 2px)}");
	}

}

package dev.voce.dashboard;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What browsers get of a script. */
class ScriptTransformerTest {

	@Test
	void commentsAndIndentationAreLeftOutAndLinesKeepTheirNumbers() {
		assertThat(ScriptTransformer.shortened("""
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

				function first() {

				return "/* kept */"; // kept, too
				}



				const second = (n) => n;
				""");
	}

	@Test
	void textsOfSeveralLinesStayAsTheyAre() {
		String source = """
				const text = `first
				  // second
				  /* third */`;
				""";
		assertThat(ScriptTransformer.shortened(source)).isEqualTo(source);
	}

}

package dev.voce.widget;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each type of question, light and dark, checked by axe-core; pictures go to target.
 */
@NullUnmarked
class AppearanceTest extends BrowserTest {

	private static final JsonNode QUESTIONS = new JsonMapper().readTree("""
			{"nps": {"type": "NPS", "text": {"en": "How likely are you to recommend us to a friend?"}},
			 "stars": {"type": "CSAT", "look": "STARS", "text": {"en": "How was the delivery?"}},
			 "smileys": {"type": "CSAT", "look": "SMILEYS", "text": {"en": "How was your visit?"}},
			 "thumbs": {"type": "CSAT", "scale": {"min": 0, "max": 1}, "look": "THUMBS",
			   "text": {"en": "Was this page helpful?"}, "labels": {"min": {"en": "No"}, "max": {"en": "Yes"}}},
			 "numbers": {"type": "CSAT", "text": {"en": "How satisfied are you with our support?"}},
			 "ces": {"type": "CES", "text": {"en": "They made it easy to handle my issue."}},
			 "rating": {"type": "RATING", "scale": {"min": 1, "max": 10}, "text": {"en": "How pleasant was it?"}},
			 "choice": {"type": "CHOICE", "text": {"en": "What brought you here?"}, "options": [
			   {"key": "a", "text": {"en": "To buy something"}}, {"key": "b", "text": {"en": "To get help"}}]},
			 "choices": {"type": "CHOICE", "multiple": true, "text": {"en": "What didn't go well?"}, "options": [
			   {"key": "a", "text": {"en": "It arrived late"}}, {"key": "b", "text": {"en": "It was damaged"}}]},
			 "text": {"type": "TEXT", "text": {"en": "What could we do better?"}}}""");

	private static final String PAGE = "<style>html { background: %s; color-scheme: light dark }</style><main id=here style=\"padding: 8px\"></main>";

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void axeFindsNothingOnAnyType(String theme) throws IOException {
		browser.media("prefers-color-scheme", theme);
		browser.size(460, 400);
		String body = PAGE.formatted(theme.equals("dark") ? "#12151a" : "#f6f7f9");
		for (String type : QUESTIONS.propertyNames()) {
			ObjectNode question = (ObjectNode) QUESTIONS.get(type).deepCopy();
			question.put("key", "q");
			UUID survey = this.api.survey("{\"name\": \"One\", \"questions\": [" + question + "]}");
			browser.open(page("/" + type, body + line(survey, "data-target=\"#here\"")));
			browser.find("h2");
			harmless(type);
			browser.screenshot("main", Path.of("target/screenshots", type + "-" + theme + ".png"));
		}
	}

	private static void harmless(String what) {
		List<Rule> violations = new AxeBuilder().analyze(browser.driver()).getViolations();
		assertThat(violations).as(what)
			.extracting((rule) -> rule.getId() + " " + rule.getNodes().stream().map(CheckedNode::getHtml).toList())
			.isEmpty();
	}

	@Test
	void axeFindsAPlantedDefect() {
		browser.open(page("/", "<main id=here></main>" + line(survey(""), "data-target=\"#here\"")));
		browser.find("[role=radio]");
		browser.run("""
				for (const radio of document.querySelector('voce-survey').shadowRoot.querySelectorAll('[role=radio]')) {
				  radio.removeAttribute('aria-label');
				  radio.replaceChildren();
				}""");
		assertThat(new AxeBuilder().analyze(browser.driver()).getViolations()).isNotEmpty();
	}

	@Test
	void axeFindsNothingOnAPopoverAModalAndThanks() {
		UUID survey = survey("");
		for (String presentation : new String[] { "popover", "modal" }) {
			String line = line(survey, "data-storage=none", "data-presentation=" + presentation);
			browser.open(page("/" + presentation, "<main>Cups</main>" + line));
			browser.find("button");
			browser.settle();
			harmless(presentation);
			browser.press("9");
			browser.reads("What did you like?");
			harmless(presentation);
			browser.press("Send");
			browser.reads("Thank you!");
			harmless(presentation);
		}
	}

	/**
	 * Every score is there, and none smaller than a fingertip may be (WCAG 2.2, 2.5.8).
	 */
	@Test
	void everyScoreFitsOnANarrowPhone() {
		UUID survey = survey("");
		browser.size(320, 640);
		browser.open(voce() + "/s/" + survey);
		scoresFit("hosted page");
		browser.open(page("/inline", "<main id=here></main>" + line(survey, "data-target=\"#here\"")));
		scoresFit("inline");
		for (String presentation : new String[] { "popover", "modal" }) {
			browser.open(page("/" + presentation,
					"<main>Cups</main>" + line(survey, "data-storage=none", "data-presentation=" + presentation)));
			scoresFit(presentation);
		}
	}

	private static void scoresFit(String where) {
		browser.find("[role=radio]");
		browser.settle();
		assertThat(browser.run("""
				const scores = [...document.querySelector('voce-survey').shadowRoot.querySelectorAll('[role=radio]')]
				    .map(score => score.getBoundingClientRect());
				return scores.length + ' scores, ' + scores.filter(box => box.left >= 0 && box.right <= innerWidth
				    && box.width >= 24 && box.height >= 24).length + ' fit, page '
				    + (document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'is wider')""")).as(where)
			.isEqualTo("11 scores, 11 fit, page fits");
	}

}

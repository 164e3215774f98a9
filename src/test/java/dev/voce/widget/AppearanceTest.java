package dev.voce.widget;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import com.deque.html.axecore.selenium.AxeBuilder;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
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

	private static final String STYLE = "<style>html { background: %s; color-scheme: light dark } article { padding: 8px }</style>";

	@ParameterizedTest
	@ValueSource(strings = { "light", "dark" })
	void axeFindsNothingOnAnyType(String theme) throws IOException {
		browser.media("prefers-color-scheme", theme);
		browser.size(460, 400);
		StringBuilder body = new StringBuilder(STYLE.formatted(theme.equals("dark") ? "#12151a" : "#f6f7f9"));
		for (String type : QUESTIONS.propertyNames()) {
			ObjectNode question = (ObjectNode) QUESTIONS.get(type).deepCopy();
			question.put("key", "q");
			UUID survey = this.api.survey("{\"name\": \"One\", \"questions\": [" + question + "]}");
			body.append("<article id=" + type + "></article>" + line(survey, "data-target=\"#" + type + "\""));
		}
		browser.open(page("/", "<main>" + body + "</main>"));
		for (String type : QUESTIONS.propertyNames()) {
			browser.until(() -> browser.driver().findElement(By.cssSelector("#" + type + " > voce-survey")));
		}
		browser.settle();
		harmless(theme);
		for (String type : QUESTIONS.propertyNames()) {
			browser.screenshot("#" + type, Path.of("target/screenshots", type + "-" + theme + ".png"));
		}
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
	@ParameterizedTest
	@ValueSource(ints = { 320, 390 })
	void everyScoreFitsOnAPhoneInOneRow(int width) {
		UUID survey = survey("");
		browser.size(width, 640);
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
		assertThat(browser
			.run("""
					const scores = [...document.querySelector('voce-survey').shadowRoot.querySelectorAll('[role=radio]')]
					    .map(score => score.getBoundingClientRect());
					return scores.length + ' scores in ' + new Set(scores.map(box => box.top)).size + ' row, ' + scores.filter(box => box.left >= 0 && box.right <= innerWidth
					    && box.width >= 24 && box.height >= 24).length + ' fit, page '
					    + (document.documentElement.scrollWidth <= innerWidth ? 'fits' : 'is wider')"""))
			.as(where)
			.isEqualTo("11 scores in 1 row, 11 fit, page fits");
	}

	/** Whatever the visitor's system prefers: a widget on a page looks like the page. */
	@ParameterizedTest
	@CsvSource({ "dark, '', LIGHT", "dark, 'html { background: #fff }', LIGHT",
			"light, 'body { background: #12151a }', DARK", "light, 'body { background: oklch(.2 .03 260) }', DARK",
			"light, 'html { color-scheme: dark }', DARK", "dark, 'html { color-scheme: light dark }', DARK",
			"light, 'html { color-scheme: light dark }', LIGHT",
			"dark, 'html { color-scheme: light dark } body { background: #fff }', LIGHT",
			"light, 'html { background: #000 } body { background: #fffffff0 }', LIGHT" })
	void itIsAsLightAsThePage(String system, String style, String expected) {
		UUID survey = survey("");
		browser.media("prefers-color-scheme", system);
		for (String target : List.of("", "data-target=\"#here\"")) {
			browser.open(page("/" + target.length(),
					"<style>" + style + "</style><main id=here></main>" + line(survey, target, "data-storage=none")));
			assertThat(light()).as(target).isEqualTo(expected);
		}
	}

	@Test
	void itFollowsAPageThatGetsDark() {
		browser.open(page("/", line(survey(""))));
		assertThat(light()).isEqualTo("LIGHT");
		browser.run("document.body.style.background = '#111'");
		browser.until(() -> light().equals("DARK") ? true : null);
	}

	@Test
	void anOwnersThemeHoldsOnAnyPage() {
		browser.open(page("/", line(survey("\"appearance\": {\"theme\": \"DARK\"}"))));
		assertThat(light()).isEqualTo("DARK");
	}

	private static String light() {
		browser.find(".c");
		return (String) browser
			.run("""
					const card = document.querySelector('voce-survey').shadowRoot.querySelector('.c');
					return {'rgb(255, 255, 255)': 'LIGHT', 'rgb(34, 34, 34)': 'DARK'}[getComputedStyle(card).backgroundColor]""");
	}

	/** WCAG 2.2, 1.4.3 and 1.4.11. */
	@ParameterizedTest
	@CsvSource({ "LIGHT, #0f4c96", "LIGHT, #1f6b4f", "LIGHT, #ffe27a", "LIGHT, #ffffff", "LIGHT, #000000",
			"LIGHT, #808080", "LIGHT, #ff0000", "DARK, #0f4c96", "DARK, #1f6b4f", "DARK, #ffe27a", "DARK, #ffffff",
			"DARK, #000000", "DARK, #808080", "DARK, #0000ff" })
	void whatIsChosenCanBeSeenAndReadInEveryAccent(String theme, String accent) {
		UUID survey = survey("\"appearance\": {\"theme\": \"%s\", \"accent\": \"%s\"}".formatted(theme, accent));
		browser.open(page("/", "<script async src=\"" + voce() + "/widget.js\"></script>"));
		browser.loaded();
		browser.run("voce('show', '%s', {preselect: {nps: 9}})".formatted(survey));
		browser.find("[aria-checked=true]");
		List<?> contrasts = (List<?>) browser
			.run("""
					const paint = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
					const luminance = (color) => {
					  paint.fillStyle = color;
					  paint.fillRect(0, 0, 1, 1);
					  const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((c) => c / 255)
					      .map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4));
					  return .2126 * r + .7152 * g + .0722 * b;
					};
					const contrast = (one, other) => {
					  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
					  return (high + .05) / (low + .05);
					};
					const root = document.querySelector('voce-survey').shadowRoot;
					const card = getComputedStyle(root.querySelector('.c'));
					const chosen = getComputedStyle(root.querySelector('[aria-checked=true]'));
					return [contrast(chosen.color, chosen.backgroundColor), contrast(chosen.borderTopColor, card.backgroundColor)]""");
		assertThat(((Number) contrasts.get(0)).doubleValue()).as("text").isGreaterThanOrEqualTo(4.5);
		assertThat(((Number) contrasts.get(1)).doubleValue()).as("edge").isGreaterThanOrEqualTo(3);
	}

	@Test
	void aFingerLeavesNothingThatLooksChosen() {
		UUID survey = this.api.survey("""
				{"name": "One", "questions": [{"key": "q", "type": "CHOICE", "multiple": true, "text": {"en": "What?"},
				  "options": [{"key": "a", "text": {"en": "A"}}, {"key": "b", "text": {"en": "B"}}]}]}""");
		String address = page("/", line(survey));
		assertThat(changesUnderAPointer(browser, address)).as("nothing hovers on this machine").isFalse();
		try (Visitor other = new Visitor("--blink-settings=primaryHoverType=2,availableHoverTypes=2")) {
			assertThat(changesUnderAPointer(other, address)).as("a mouse hovers").isTrue();
		}
	}

	private static boolean changesUnderAPointer(Visitor visitor, String address) {
		visitor.open(address);
		WebElement option = visitor.find("label");
		String before = option.getCssValue("background-color") + option.getCssValue("border-top-color");
		visitor.settle();
		new Actions(visitor.driver()).moveToElement(option).perform();
		return !before.equals(option.getCssValue("background-color") + option.getCssValue("border-top-color"));
	}

	@Test
	void aModalOpensWithoutARingAroundItsText() {
		browser.open(page("/", line(survey(""), "data-presentation=modal")));
		assertThat(browser.find("dialog:modal h2:focus").getCssValue("outline-style")).isEqualTo("none");
	}

}

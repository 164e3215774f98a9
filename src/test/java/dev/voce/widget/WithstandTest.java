package dev.voce.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.interactions.Actions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.voce.testing.Api.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What pages, networks, hands and owners do to the widget. */
@NullUnmarked
class WithstandTest extends BrowserTest {

	private static final String QUEUED = "return Object.keys(localStorage).filter((key) => key.startsWith('voce.q.')).length";

	@Test
	void aPageUnderTheStrictestPolicyCanAsk() {
		UUID survey = survey("");
		String address = page("/strict", line(survey));
		this.shop.policy("/strict",
				"default-src 'none'; script-src %1$s; connect-src %1$s; trusted-types 'none'; require-trusted-types-for 'script'"
					.formatted(voce()));
		browser.open(address);
		browser.press("9");
		browser.reads("What did you like?");
		browser.press("Send");
		response(survey, (stored) -> stored.get("finished").booleanValue());
		assertThat(browser.run("return document.querySelector('voce-survey').getBoundingClientRect().width"))
			.isEqualTo(400L);
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void hostileStylesDoNotReachIt() {
		UUID survey = survey("");
		browser.open(page("/", """
				<style>* { all: unset !important } div, button { display: none !important }
				body { transform: scale(.5); opacity: .2 } html { font-size: 40px } html { line-height: 5 }</style>"""
				+ line(survey)));
		browser.find("button");
		browser.settle();
		assertThat(browser
			.run("""
					const host = document.querySelector('voce-survey');
					const card = host.shadowRoot.querySelector('.c');
					const box = card.getBoundingClientRect();
					return [box.width, innerWidth - box.right, innerHeight - box.bottom, getComputedStyle(card).fontSize,
					  getComputedStyle(card).lineHeight, document.elementFromPoint(box.left + 30, box.top + 30) === host]"""))
			.isEqualTo(List.of(400L, 16L, 16L, "16px", "22.4px", true));
		browser.press("9");
		response(survey, (stored) -> stored.at("/answers/nps").intValue() == 9);
	}

	@Test
	void on320PixelsAllButtonsLieInsideAndAreLargeEnough() {
		UUID survey = survey("");
		browser.size(320, 480);
		browser.open(page("/", "<meta name=viewport content=width=device-width>" + line(survey)));
		browser.find("button");
		assertThat((List<?>) browser.run("""
				return [...document.querySelector('voce-survey').shadowRoot.querySelectorAll('button')]
				  .map((button) => button.getBoundingClientRect())
				  .filter((box) => box.left < 0 || box.right > 320 || box.top < 0 || box.bottom > 480
				    || box.width < 24 || box.height < 24).length
				  ? ['outside'] : []""")).isEmpty();
	}

	@Test
	void theKeyboardAloneIsEnoughAndItsEventsDoNotReachThePage() {
		UUID survey = survey("");
		browser.open(page("/", line(survey)));
		browser.find("button");
		browser.run("window.heard = 0; addEventListener('keydown', () => heard++)");
		Actions keys = new Actions(browser.driver());
		keys.sendKeys(Keys.TAB).perform();
		for (int i = 0; i < 9; i++) {
			keys.sendKeys(Keys.ARROW_RIGHT).perform();
		}
		long heard = (long) browser.run("return heard"); // the first Tab was the page's
		keys.sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.ENTER).perform();
		browser.reads("What did you like?");
		keys.sendKeys("Everything").perform();
		keys.sendKeys(Keys.TAB, Keys.TAB, Keys.SPACE).perform();
		JsonNode stored = response(survey, (response) -> response.get("finished").booleanValue());
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":9,\"why\":\"Everything\"}");
		browser.reads("Thank you!");
		assertThat(browser.run("return heard")).isEqualTo(heard);
		keys.sendKeys(Keys.ESCAPE).perform();
		assertThat(browser.isShown()).isFalse();
	}

	@Test
	void theAccessibilityTreeContainsTheQuestionAndEachScore() {
		browser.open(page("/", line(survey(""))));
		browser.find("button");
		Map<String, Object> tree = browser.driver().executeCdpCommand("Accessibility.getFullAXTree", Map.of());
		List<String> read = ((List<?>) tree.get("nodes")).stream().map(WithstandTest::read).toList();
		assertThat(read).contains("dialog How likely are you to recommend us?",
				"radiogroup How likely are you to recommend us?", "radio 0, Not at all likely", "radio 5",
				"radio 10, Extremely likely", "button Close");
	}

	@Test
	void anAnswerGivenWhileTheServerIsUnavailableArrivesOnceItIsBack() {
		UUID survey = survey("");
		browser.open(page("/", line(survey)));
		browser.find("button");
		browser.offline(true);
		try {
			browser.press("9");
			browser.reads("What did you like?");
			browser.find("textarea").sendKeys("Calm");
			browser.press("Send");
			browser.reads("Thank you!");
			assertThat(browser.run(QUEUED)).isEqualTo(1L);
		}
		finally {
			browser.offline(false);
		}
		JsonNode stored = response(survey, (response) -> response.get("finished").booleanValue());
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":9,\"why\":\"Calm\"}");
		browser.until(() -> browser.run(QUEUED).equals(0L) ? true : null);
	}

	@Test
	void aBrowserKilledRightAfterTheClickHasStoredTheAnswer(@TempDir Path profile) throws IOException {
		UUID survey = survey("");
		String address = page("/", line(survey));
		Path own = Files.createDirectory(profile.resolve("own"));
		Visitor killed = new Visitor("--user-data-dir=" + own);
		try {
			killed.open(address);
			killed.press("9");
		}
		finally {
			ProcessHandle.allProcesses()
				.filter((process) -> process.info().commandLine().orElse("").contains(own.toString()))
				.forEach(ProcessHandle::destroyForcibly);
			killed.close();
		}
		assertThat(response(survey, (stored) -> true).at("/answers/nps").intValue()).isEqualTo(9);
	}

	@Test
	void aDoubleClickCountsOnceAndAnswersNothingElse() {
		UUID survey = this.api.survey("""
				{"name": "Two", "questions": [
				  {"key": "one", "type": "NPS", "text": {"en": "One?"}},
				  {"key": "two", "type": "NPS", "text": {"en": "Two?"}}]}""");
		browser.open(page("/", line(survey)));
		browser.find("button");
		browser.settle();
		new Actions(browser.driver()).doubleClick(browser.all("[role=radio]").get(5)).perform();
		browser.reads("Two?");
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.get("answers").toString()).isEqualTo("{\"one\":5}");
		assertThat(browser.all("[aria-checked=true]")).isEmpty();
	}

	@Test
	void aSurveyShownInOneTabIsNotShownInAnother() {
		UUID survey = survey("");
		String address = page("/", line(survey));
		browser.open(address);
		browser.find("button");
		String first = browser.driver().getWindowHandle();
		browser.driver().switchTo().newWindow(WindowType.TAB);
		try {
			browser.open(address);
			browser.loaded();
			browser.run("voce('debug')");
			browser.says("another tab");
			assertThat(browser.isShown()).isFalse();
		}
		finally {
			browser.driver().close();
			browser.driver().switchTo().window(first);
		}
	}

	@Test
	void whatWasBegunBeforeAPauseIsTaken() {
		UUID survey = survey("");
		browser.open(page("/", line(survey)));
		browser.press("9");
		response(survey, (stored) -> true);
		assertThat(this.api.post("/api/v1/surveys/" + survey + "/pause", "").status()).isEqualTo(200);
		browser.pause(1200); // definitions are at most a second old
		browser.find("textarea").sendKeys("Late but here");
		browser.press("Send");
		response(survey, (stored) -> stored.at("/answers/why").stringValue("").equals("Late but here"));
	}

	@Test
	void anAnswerIsValidatedAgainstTheVersionItWasAskedUnder() {
		UUID survey = this.api.npsSurvey();
		browser.open(page("/", line(survey)));
		browser.find("button");
		Reply before = this.api.get("/api/v1/surveys/" + survey);
		Reply edited = this.api.put("/api/v1/surveys/" + survey, before.body().replace("\"min\":0", "\"min\":1"),
				"If-Match", before.header("ETag"));
		assertThat(edited.json().get("version").intValue()).isEqualTo(2);
		browser.pause(1200); // definitions are at most a second old
		browser.press("0, Not at all likely");
		assertThat(response(survey, (stored) -> true).get("version").intValue()).isEqualTo(1);
	}

	@Test
	void aPageInItalianIsAskedInItalian() {
		UUID survey = survey("");
		browser
			.open(this.shop.page("/it", "<!doctype html><html lang=it-IT><title>Bottega</title><body>" + line(survey)));
		assertThat(browser.heading()).isEqualTo("Quanto è probabile che ci consigli?");
		browser.press("10, Estremamente probabile");
		browser.reads("Che cosa ti è piaciuto?");
		browser.press("Invia");
		browser.reads("Grazie!");
		assertThat(response(survey, (stored) -> true).get("locale").stringValue()).isEqualTo("it");
	}

	@Test
	void anAddressOfATagManagerAndAnotherLanguageWork() {
		UUID survey = survey("");
		browser.open(page("/", """
				<script>const s = document.createElement('script'); s.src = '%s/widget.js?survey=%s&locale=it';
				document.head.append(s)</script>""".formatted(voce(), survey)));
		assertThat(browser.heading()).isEqualTo("Quanto è probabile che ci consigli?");
	}

	@Test
	void theLargestDefinitionStaysInsideTheWindow() {
		String option = "{\"key\": \"o%d\", \"text\": {\"en\": \"" + "w".repeat(1000) + "\"}}";
		String options = IntStream.range(0, 50).mapToObj(option::formatted).collect(Collectors.joining(","));
		String question = """
				{"key": "q%d", "type": "CHOICE", "multiple": true, "text": {"en": "TEXT"}, "options": [OPTIONS]}"""
			.replace("TEXT", "word ".repeat(199))
			.replace("OPTIONS", options);
		String questions = IntStream.range(0, 10).mapToObj(question::formatted).collect(Collectors.joining(","));
		UUID survey = this.api.survey("{\"name\": \"Large\", \"questions\": [" + questions + "]}");
		browser.open(page("/", line(survey)));
		browser.find("label");
		assertThat(browser
			.run("""
					const box = document.querySelector('voce-survey').shadowRoot.querySelector('.c').getBoundingClientRect();
					return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth"""))
			.isEqualTo(true);
		browser.find("label").click();
		browser.press("Next");
		response(survey, (stored) -> stored.get("answers").size() == 1);
	}

	@Test
	void anOriginThatIsNotAllowedIsReportedInTheConsoleAndNotAsked() {
		UUID survey = survey("\"allowedOrigins\": [\"https://shop.example\"]");
		browser.open(page("/", line(survey)));
		List<String> lines = browser.says("does not allow the origin");
		assertThat(lines).filteredOn((line) -> line.contains("does not allow")).hasSize(1);
		assertThat(browser.isShown()).isFalse();
	}

	@Test
	void aHostThatIsDownLeavesThePageAlone() {
		browser.open(page("/",
				"""
						<script>window.errors = []; addEventListener('error', (e) => e.message && errors.push(e.message))</script>
						<script async src="http://localhost:9/widget.js" data-survey="x"></script>"""));
		browser.pause(500);
		assertThat(browser.run("return errors.length")).isEqualTo(0L);
		UUID survey = UUID.randomUUID();
		browser.open(page("/gone", """
				<script>window.errors = []; addEventListener('unhandledrejection', () => errors.push('rejected'));
				window.fetch = () => Promise.reject(new TypeError('Failed to fetch'))</script>""" + line(survey)));
		browser.pause(500);
		assertThat(browser.run("return errors.length + ' ' + typeof voce")).isEqualTo("0 function");
		assertThat(browser.isShown()).isFalse();
	}

	private static String read(Object node) {
		JsonNode json = new JsonMapper().valueToTree(node);
		return json.at("/role/value").asString("") + " " + json.at("/name/value").asString("");
	}

}

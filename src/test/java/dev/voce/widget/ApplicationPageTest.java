package dev.voce.widget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Pages that change without loading, and pages that want the browser to themselves. */
@NullUnmarked
class ApplicationPageTest extends BrowserTest {

	private static final String REACT = "/META-INF/resources/webjars/";

	@ParameterizedTest
	@ValueSource(strings = { "Close", "9" })
	void aSurveyThatMayRepeatAtOnceComesBackOnAnotherPageAlone(String button) {
		UUID survey = this.api.survey("""
				{"name": "Again", "display": {"repeatDays": 0},
				 "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
		browser.open(page("/first", line(survey)));
		browser.press(button);
		if (!button.equals("Close")) {
			browser.reads("Thank you!");
			browser.press("Close");
		}
		browser.run("history.pushState(0, '', '?sort=price#reviews')");
		browser.pause(700);
		assertThat(browser.isShown()).isFalse();
		browser.run("history.pushState(0, '', '/second')");
		browser.reads("How likely?");
	}

	@Test
	void aPlaceThatAnApplicationTakesAwayAndBringsBackIsFilledAgain() {
		UUID survey = survey("");
		browser.open(page("/", "<main id=app><div id=here></div></main>" + line(survey, "data-target=\"#here\"")));
		browser.reads("How likely are you to recommend us?");
		leaveAndComeBack();
		browser.press("9");
		browser.find("textarea").sendKeys("Half of what");
		leaveAndComeBack();
		browser.reads("What did you like?");
		assertThat(browser.find("textarea").getDomProperty("value")).isEqualTo("Half of what");
		browser.press("Send");
		browser.reads("Thank you!");
		JsonNode stored = response(survey, (response) -> response.get("finished").booleanValue());
		assertThat(stored.at("/answers/why").stringValue()).isEqualTo("Half of what");
		assertThat(reach(survey).get("shown").intValue()).isOne();
		leave();
		browser.run("document.getElementById('app').innerHTML = '<div id=here></div>'");
		browser.pause(700);
		assertThat(browser.isShown()).as("answered, it is not asked again").isFalse();
	}

	private static void leaveAndComeBack() {
		leave();
		browser.run("document.getElementById('app').innerHTML = '<div id=here></div>'");
		browser.find("h2");
	}

	private static void leave() {
		browser.run("document.getElementById('app').innerHTML = 'Another page'");
		browser.pause(700);
		assertThat(browser.isShown()).isFalse();
	}

	@Test
	void aSurveyGoesWithItsPageAndComesBackWithIt() {
		UUID survey = survey("\"display\": {\"include\": [\"/shop/*\"]}");
		browser.open(page("/shop/bowl", line(survey)));
		browser.find("button");
		browser.run("history.pushState(0, '', '/about')");
		browser.until(() -> browser.isShown() ? null : true);
		browser.run("history.pushState(0, '', '/shop/linen?colour=red')");
		browser.press("9");
		browser.reads("What did you like?");
		browser.run("history.pushState(0, '', '/about')");
		browser.pause(700);
		assertThat(browser.heading()).as("what was begun stays").isEqualTo("What did you like?");
		browser.press("Send");
		browser.reads("Thank you!");
		response(survey, (stored) -> stored.get("finished").booleanValue());
		assertThat(reach(survey).get("shown").intValue()).isOne();
	}

	@Test
	void aSurveyThatAPageThrowsOutComesBack() {
		UUID survey = survey("");
		browser.open(page("/", line(survey)));
		browser.press("9");
		browser.reads("What did you like?");
		browser.run("document.querySelector('voce-survey').remove()");
		browser.pause(700);
		browser.reads("What did you like?");
		browser.press("Send");
		response(survey, (stored) -> stored.get("finished").booleanValue());
	}

	@Test
	void aModuleFindsItsOwnLineAmongScriptsOfTheSameName() {
		this.shop.page("/widgets/app.js", "");
		UUID first = survey("");
		UUID second = this.api.npsSurvey();
		String module = line(first, "data-target=\"#a\"").replace("async", "type=module");
		browser.open(page("/",
				"<script src=\"/widgets/app.js\" data-survey=other></script><main id=a></main><main id=b></main>"
						+ module + module.replace(first.toString(), second.toString()).replace("#a", "#b")));
		String asked = "return [...document.querySelectorAll('main > voce-survey')].map((one) => one.parentNode.id)";
		browser.until(() -> browser.run(asked).equals(List.of("a", "b")) ? true : null);
	}

	@Test
	void aPageThatScrollsInsideIsAskedOnceThatMuchWasSeen() {
		UUID survey = survey("\"display\": {\"scroll\": 60}");
		browser.open(page("/", """
				<style>html, body { height: 100%; margin: 0; overflow: hidden }</style>
				<main id=scroller style="height: 100vh; overflow: auto"><div style="height: 4000px">Cups</div></main>
				<div style="position: fixed; inset: 0; background: #0001">In front</div>""" + line(survey)));
		browser.loaded();
		browser.pause(700);
		assertThat(browser.isShown()).isFalse();
		browser.run("document.getElementById('scroller').scrollTo(0, 2500)");
		browser.find("button");
	}

	@Test
	void aFrameWithoutStorageIsAsked() {
		UUID survey = survey("");
		String inside = ("<html lang=en>" + line(survey)).replace("\"", "&quot;");
		browser
			.open(page("/", "<iframe sandbox=allow-scripts width=600 height=500 srcdoc=\"" + inside + "\"></iframe>"));
		browser.driver().switchTo().frame(0);
		try {
			assertThat(browser.run("try { return localStorage.length } catch (e) { return e.name }"))
				.isEqualTo("SecurityError");
			browser.press("9");
			browser.reads("What did you like?");
			browser.press("Send");
			browser.reads("Thank you!");
			response(survey, (stored) -> stored.get("finished").booleanValue());
			browser.press("Close");
			browser.pause(700);
			assertThat(browser.isShown()).isFalse();
		}
		finally {
			browser.driver().switchTo().defaultContent();
		}
	}

	/**
	 * Where what it makes differs from what the server sent, React makes the document
	 * anew.
	 */
	@ParameterizedTest
	@CsvSource({ "Cups, 0", "Bowls, 1" })
	void aDocumentThatReactTakesOverIsAsked(String made, int differences) throws IOException {
		UUID survey = survey("");
		browser.open(this.shop.page("/react", "<!doctype html><html lang=\"en\"><head><title>Shop</title></head>"
				+ "<body><main>Cups</main>" + line(survey) + "</body></html>"));
		browser.find("button");
		browser.run(
				"""
								const [made, react, scheduler, dom, client] = arguments;
						const sources = {react, scheduler, 'react-dom': dom, client};
								const loaded = {};
								const require = (name) => {
								  if (!loaded[name]) {
								    const module = {exports: {}};
								    new Function('module', 'exports', 'require', sources[name])(module, module.exports, require);
								    loaded[name] = module.exports;
								  }
								  return loaded[name];
								};
								const {createElement: h} = require('react');
								const head = h('head', null, h('title', null, 'Shop'));
								window.recovered = [];
								window.root = require('client').hydrateRoot(document,
								    h('html', {lang: 'en'}, head, h('body', null, h('main', {onClick: () => { window.clicked = true; }}, made))),
								    {onRecoverableError: (error) => recovered.push(String(error))});""",
				made, source("react/19.1.0/cjs/react.production.js"),
				source("scheduler/0.26.0/cjs/scheduler.production.js"),
				source("react-dom/19.1.0/cjs/react-dom.production.js"),
				source("react-dom/19.1.0/cjs/react-dom-client.production.js"));
		browser.until(() -> browser.run("document.querySelector('main').click(); return window.clicked === true"));
		browser.pause(700);
		assertThat((List<?>) browser.run("return recovered")).hasSize(differences);
		browser.press("9");
		browser.reads("What did you like?");
		response(survey, (stored) -> true);
	}

	private static String source(String path) throws IOException {
		try (InputStream in = ApplicationPageTest.class.getResourceAsStream(REACT + path)) {
			return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	@Test
	void aPageThatHoldsTheFocusLetsAVisitorWrite() {
		UUID survey = survey("");
		browser.open(page("/",
				"""
						<div id=trap><button>Mine</button></div><script>
						document.addEventListener('focusin', (event) => {
						  if (!document.getElementById('trap').contains(event.target)) document.querySelector('#trap button').focus();
						}, true)</script>"""
						+ line(survey)));
		browser.press("9");
		browser.reads("What did you like?");
		browser.find("textarea").sendKeys("Calm");
		assertThat(browser.find("textarea").getDomProperty("value")).isEqualTo("Calm");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "<div id=own role=dialog aria-modal=true>Cookies?</div>", "<dialog id=own>Cookies?</dialog>" })
	void aSurveyWaitsForADialogOfThePage(String dialog) {
		UUID survey = survey("");
		browser.open(page("/", "<div aria-modal=true style=\"visibility: hidden\">Kept for later</div>" + dialog
				+ "<script>document.getElementById('own').showModal?.()</script>" + line(survey)));
		browser.loaded();
		browser.pause(700);
		assertThat(browser.isShown()).isFalse();
		browser.run("document.getElementById('own').remove()");
		browser.press("9");
	}

}

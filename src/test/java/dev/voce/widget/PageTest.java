package dev.voce.widget;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a page can say to the widget, and what a survey says about when and how to ask.
 */
@NullUnmarked
class PageTest extends BrowserTest {

	private static final String EARLY = "<script>window.voce = function () { (voce.q = voce.q || []).push(arguments) };";

	@Test
	void commandsGivenBeforeTheScriptIsThereAreCarriedOut() {
		UUID survey = survey("\"display\": {\"onCall\": true}");
		browser.open(page("/", EARLY + """
				voce('identify', {respondent: 'customer-42', attributes: {plan: 'pro'}});
				voce('on', 'answer', (answer) => { window.got = answer });
				voce('show', '%s', {touchpoint: 'till'})</script>""".formatted(survey) + line(survey)));
		browser.press("9");
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.get("respondent").stringValue()).isEqualTo("customer-42");
		assertThat(stored.at("/attributes/plan").stringValue()).isEqualTo("pro");
		assertThat(stored.get("touchpoint").stringValue()).isEqualTo("till");
		assertThat(browser.run("return [got.survey, got.answers.nps, got.finished]"))
			.isEqualTo(List.of(survey.toString(), 9L, false));
		browser.run("voce('on', 'close', (close) => { window.gone = close.dismissed }); voce('close')");
		assertThat(browser.run("return gone")).isEqualTo(false);
	}

	@Test
	void anAnonymousSurveyIsAnsweredOnAPageThatKnowsItsVisitors() {
		UUID survey = survey("\"segments\": [\"plan\"], \"retention\": {\"anonymous\": true}");
		browser.open(page("/", EARLY + """
				voce('identify', {respondent: 'customer-42', attributes: {plan: 'pro', name: 'Ada'}})</script>"""
				+ line(survey)));
		browser.press("9");
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.has("respondent")).isFalse();
		assertThat(stored.get("attributes").toString()).isEqualTo("{\"plan\":\"pro\"}");
	}

	@Test
	void loadedTwiceItAsksOnce() {
		UUID survey = survey("");
		browser.open(page("/", line(survey) + line(survey)));
		browser.find("button");
		browser.pause(700);
		assertThat(browser.run("return document.querySelectorAll('voce-survey').length")).isEqualTo(1L);
	}

	@Test
	void severalSurveysShareAPage() {
		UUID first = survey("");
		UUID second = this.api.npsSurvey();
		String lines = line(first, "data-target=\"#a\"") + line(second, "data-target=\"#b\"");
		browser.open(page("/", "<main id=a></main><main id=b></main>" + lines));
		String count = "return document.querySelectorAll('main > voce-survey').length";
		assertThat(browser.until(() -> browser.run(count).equals(2L) ? true : null)).isTrue();
	}

	@Test
	void anEventAsks() {
		UUID survey = survey("\"display\": {\"event\": \"order_completed\"}");
		browser.open(page("/", line(survey)));
		browser.loaded();
		browser.run("voce('track', 'something_else')");
		browser.pause(700);
		assertThat(browser.isShown()).isFalse();
		browser.run("voce('track', 'order_completed')");
		browser.find("button");
	}

	@Test
	void aPageThatChangesItsAddressIsAskedWhereItShouldBe() {
		UUID survey = survey("\"display\": {\"include\": [\"/shop/*\"], \"exclude\": [\"*/cart\"]}");
		browser.open(page("/", line(survey)));
		browser.loaded();
		browser.run("history.pushState(0, '', '/shop/cart')");
		browser.pause(900);
		assertThat(browser.isShown()).isFalse();
		browser.run("history.pushState(0, '', '/shop/bowl')");
		browser.find("button");
	}

	@Test
	void scrollingDownAsks() {
		UUID survey = survey("\"display\": {\"scroll\": 60}");
		browser.open(page("/", "<div style=\"height: 4000px\"></div>" + line(survey)));
		browser.loaded();
		browser.pause(700);
		assertThat(browser.isShown()).isFalse();
		browser.run("scrollTo(0, 3000)");
		browser.find("button");
	}

	@Test
	void anotherSurveyWaitsForThePause() {
		UUID first = survey("");
		UUID second = this.api.npsSurvey();
		browser.open(page("/", line(first)));
		browser.press("Close");
		browser.open(page("/other", line(second)));
		browser.loaded();
		browser.run("voce('debug')");
		browser.says("waits for pauseDays");
		assertThat(browser.isShown()).isFalse();
	}

	@Test
	void withoutConsentNothingIsKept() {
		UUID survey = survey("");
		browser.open(page("/", line(survey, "data-storage=none")));
		browser.press("9");
		response(survey, (stored) -> true);
		assertThat(browser.run("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
		browser.run("voce('consent', true)");
		assertThat((Long) browser.run("return localStorage.length")).isPositive();
		browser.run("voce('consent', false)");
		assertThat(browser.run("return localStorage.length + sessionStorage.length")).isEqualTo(0L);
		assertThat(browser.run("return document.cookie")).isEqualTo("");
	}

	@Test
	void aModalHoldsTheFocusAndEscapeDismissesIt() {
		UUID survey = survey("\"appearance\": {\"presentation\": \"MODAL\"}");
		browser.open(page("/", "<button>Buy</button>" + line(survey)));
		assertThat(browser.find("dialog:modal").isDisplayed()).isTrue();
		new Actions(browser.driver()).sendKeys(Keys.ESCAPE).perform();
		browser.until(() -> browser.isShown() ? null : true);
		browser.until(() -> (reach(survey).get("shown").intValue() == 1) ? true : null);
	}

	@Test
	void thanksCarryAVoucherALinkAndAWayToGetInTouch() {
		UUID survey = this.api
			.survey("""
					{"name": "Thanks", "privacy": "https://shop.example/privacy",
					 "words": {"thanks": {"en": "Cheers!"}},
					 "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}],
					 "thanks": {"DETRACTOR": {"text": {"en": "We are sorry. We will do better."}, "link": "https://shop.example/help",
					                          "voucher": {"en": "SORRY10"}, "contact": true}}}""");
		browser.open(page("/", line(survey)));
		assertThat(browser.find("a").getDomAttribute("href")).isEqualTo("https://shop.example/privacy");
		browser.press("2");
		browser.find("[type=email]").sendKeys("ada@");
		browser.press("Send");
		browser.until(() -> browser.find("[role=alert]").getText().startsWith("This e-mail address isn't complete."));
		response(survey, (stored) -> !stored.get("finished").booleanValue());
		browser.find("[type=email]").sendKeys("example.org");
		browser.press("Send");
		browser.reads("We are sorry.");
		assertThat(browser.find("p").getText()).isEqualTo("We will do better.");
		assertThat(browser.find("output").getText()).isEqualTo("SORRY10");
		assertThat(browser.find("a").getDomAttribute("href")).isEqualTo("https://shop.example/help");
		response(survey, (stored) -> stored.at("/attributes/contact").stringValue("").equals("ada@example.org"));
		browser.run("voce('close'); voce('show', '%s')".formatted(survey));
		browser.press("9");
		browser.reads("Cheers!");
	}

	@Test
	void rightToLeftScalesRunAndMoveFromTheRight() {
		UUID survey = this.api.survey("""
				{"name": "RTL", "defaultLocale": "ar", "questions": [
				  {"key": "nps", "type": "NPS", "text": {"ar": "ما مدى احتمال أن توصي بنا؟"}}]}""");
		browser.open(page("/", line(survey)));
		browser.find("[dir=rtl] button").sendKeys(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ENTER);
		assertThat(response(survey, (stored) -> true).at("/answers/nps").intValue()).isEqualTo(2);
	}

	@Test
	void nothingMovesForThoseWhoWantItStill() {
		UUID survey = survey("");
		browser.media("prefers-reduced-motion", "reduce");
		browser.open(page("/", line(survey)));
		assertThat(browser.find(".c").getCssValue("animation-name")).isEqualTo("none");
		browser.media("prefers-reduced-motion", "no-preference");
		browser.run("voce('close'); voce('show', '%s')".formatted(survey));
		assertThat(browser.find(".c").getCssValue("animation-name")).isEqualTo("in");
	}

	@Test
	void aCommentIsCountedAsTheServiceCountsIt() {
		UUID survey = this.api.survey("""
				{"name": "One", "questions": [{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		browser.open(page("/", line(survey)));
		WebElement area = browser.find("textarea");
		assertThat(browser.find("#n").getText()).isEmpty();
		write(area, "x".repeat(3_997) + "🚀🚀🚀");
		assertThat(browser.find("#n").getText()).isEqualTo("4,000 of 5,000");
		write(area, "🚀".repeat(5_001));
		assertThat(browser.find("#n").getText()).isEqualTo("5,000 of 5,000");
		browser.press("Send");
		assertThat(response(survey, (stored) -> true).at("/answers/why").stringValue()).isEqualTo("🚀".repeat(5_000));
	}

	private static void write(WebElement area, String text) {
		browser.run(
				"arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))",
				area, text);
	}

}

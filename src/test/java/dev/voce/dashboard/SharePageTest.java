package dev.voce.dashboard;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import dev.voce.testing.Shop;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From a template to the first answer, and the page that shares a survey, in a real
 * browser.
 */
@NullUnmarked
@VoceTest
class SharePageTest extends DeskTest {

	@Test
	void aSurveyIsMadeFromNothingPublishedAnsweredAndSeenArriving() throws IOException {
		enter("EDITOR");
		browser.press("New survey");
		browser.press("Create: Blank survey");
		browser.sees("Questions");
		browser.type("[name=name]", "After the fair");
		browser.type("textarea[aria-label='Text (en)']", "Would you come again?");
		browser.press("Add question");
		browser.until(() -> browser.all(".question").size() == 2);
		browser.all("textarea[aria-label='Text (en)']").get(1).sendKeys("Why?");
		browser.press("Move up: question_2");
		assertThat(browser.find("[data-key=down-question_2]").isEnabled()).isTrue();
		browser.press("Move down: question_2");
		browser.press("Publish");
		browser.sees("On your page");
		String id = browser.address().replaceAll(".*/surveys/|/share", "");
		browser.sees("<script async src=\"" + voce("/widget.js") + "\" data-survey=\"" + id + "\"></script>");
		String stored = this.api.get("/api/v1/surveys/" + id).is(200).body();
		assertThat(stored).contains("After the fair", "Would you come again?", "LIVE");
		String line = browser.find("[aria-label='On your page'] code").getText();
		browser.press("Figures");
		browser.sees("No answers yet");
		try (Shop shop = new Shop()) {
			browser.openBeside(shop.page("/", "<!doctype html><html lang=en><title>Fair</title><h1>Fair</h1>" + line));
			browser.asked("[role=radio][aria-label='9']", WebElement::click);
			browser.asked("textarea", (area) -> area.sendKeys("Such friendly people"));
			browser.asked(".go", WebElement::click);
			browser.back();
		}
		browser.sees("Only 1 answer: too few for a score");
		browser.sees("Such friendly people");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void theSharePageHasEveryLinkAndShowsWhereTheWidgetWasSeen() {
		UUID survey = survey(9);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/share"));
		browser.sees("Not seen on any page yet");
		browser.sees("Set VOCE_PUBLIC_URL");
		browser.sees("<script async src=\"" + voce("/widget.js?survey=" + survey) + "\"></script>");
		browser.sees(voce("/s/" + survey + "?kiosk"));
		browser.sees("channel=email&amp;nps=10\"");
		assertThat(browser.find("a[download]").getDomAttribute("href")).endsWith("/s/" + survey + "/qr.svg");
		browser.until(() -> (Boolean) browser.run("return document.querySelector('.code img').naturalWidth > 0"));
		assertThat(browser.find("a[href='/preview/" + survey + "']").isDisplayed()).isTrue();
		this.api
			.post("/api/v1/public/surveys/" + survey + "/shown",
					"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}", "Origin", "https://shop.example")
			.is(202);
		browser.sees("shop.example · ");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aDraftsSharePageOffersThePreviewAlone() {
		String draft = this.api.post("/api/v1/surveys", this.api.get("/api/v1/templates/nps").body())
			.is(201)
			.json()
			.get("id")
			.stringValue();
		enter("EDITOR");
		browser.open(voce("/surveys/" + draft + "/share"));
		browser.sees("Nobody can answer yet");
		browser.sees("Open the preview");
		assertThat(browser.all(".code img")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

}

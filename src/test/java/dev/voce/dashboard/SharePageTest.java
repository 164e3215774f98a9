package dev.voce.dashboard;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.voce.testing.Shop;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

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
		browser.open(voce("/surveys"));
		browser.press("New survey");
		browser.click("[data-key=start-nps]");
		browser.type("[data-at='/questions/0/text']", "Would you come again?");
		browser.click("[data-key=rest]");
		browser.type("[name=name]", "After the fair");
		browser.click("[data-key=add-question]");
		browser.all(".kinds button").get(5).click();
		browser.until(() -> browser.all(".ask").size() == 2);
		browser.type("[data-at='/questions/1/text']", "Why?");
		browser.press("Move question 2 up");
		browser.press("Move question 1 down");
		browser.sees("Saved ");
		browser.press("Publish…");
		browser.press("Publish");
		browser.sees("Script on your pages");
		String id = browser.address().replaceAll(".*/surveys/|/share", "");
		browser.sees("<script async src=\"" + voce("/widget.js") + "\" data-survey=\"" + id + "\"></script>");
		String stored = this.api.get("/api/v1/surveys/" + id).is(200).body();
		assertThat(stored).contains("After the fair", "Would you come again?", "LIVE");
		String line = browser.find("[aria-label='Script on your pages'] code").getText();
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
	void theSharePageShowsOneWayAtATimeAndWhereTheWidgetWasSeen() {
		UUID survey = survey(9);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/share"));
		browser.sees("No page has shown it yet");
		browser.sees("Set VOCE_PUBLIC_URL");
		browser.click("summary[data-key=share-tag]");
		browser.sees("<script async src=\"" + voce("/widget.js?survey=" + survey) + "\"></script>");
		assertThat(browser.find("a[href='/preview/" + survey + "']").isDisplayed()).isTrue();
		browser.click("[data-key=way-kiosk]");
		browser.sees(voce("/s/" + survey + "?kiosk"));
		assertThat(browser.text()).doesNotContain("No page has shown it yet");
		browser.click("[data-key=way-mail]");
		browser.sees("channel=email&amp;nps=10\"");
		browser.click("[data-key=way-qr]");
		browser.type("input[aria-label=Touchpoint]", "till");
		browser.sees(voce("/s/" + survey + "?channel=qr&touchpoint=till"));
		browser.until(() -> (Boolean) browser.run("return document.querySelector('img.qr').naturalWidth > 0"));
		assertThat(browser.find("a[download]").getDomAttribute("href"))
			.endsWith("/s/" + survey + "/qr.svg?channel=qr&touchpoint=till");
		browser.press("PNG");
		browser.open(voce("/account"));
		browser.open(voce("/surveys/" + survey + "/share#link"));
		browser.sees("for newsletters, chats and signatures");
		browser.click("[data-key=way-script]");
		this.api
			.post("/api/v1/public/surveys/" + survey + "/shown",
					"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}", "Origin", "https://shop.example")
			.is(202);
		browser.sees("Seen on shop.example");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aPageThatWasTurnedAwayIsAllowedByOneClick() throws Exception {
		String survey = "/api/v1/surveys/" + survey(9);
		ObjectNode stored = (ObjectNode) this.api.get(survey).json();
		stored.putArray("allowedOrigins").add("https://shop.example");
		this.api.send("PUT", survey, stored.toString(), "If-Match", "*").is(200);
		String path = survey.replace("/surveys", "/public/surveys");
		Wait.until("it is refused", () -> this.api.get(path, "Origin", "http://new.example:81").status() == 403);
		enter("EDITOR");
		browser.open(voce(survey.replace("/api/v1", "") + "/share"));
		browser.sees("Turned away on new.example:81");
		browser.press("Allow new.example:81");
		browser.until(() -> !browser.text().contains("Turned away"));
		assertThat(this.api.get(survey).json().get("allowedOrigins").toString())
			.isEqualTo("[\"https://shop.example\",\"http://new.example:81\"]");
	}

	@Test
	void withoutAClipboardTheTextIsSelectedAndTheKeysAreNamed() {
		UUID survey = survey(9);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/share#link"));
		browser.sees(voce("/s/" + survey));
		browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
		browser.press("Copy: Link");
		browser.sees("Selected. Press Ctrl C to copy it");
		assertThat(browser.run("return getSelection().toString()")).isEqualTo(voce("/s/" + survey));
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aDraftsSharePageSaysWhatIsMissing() {
		String draft = this.api.post("/api/v1/surveys", this.api.get("/api/v1/templates/nps").body())
			.is(201)
			.json()
			.get("id")
			.stringValue();
		enter("EDITOR");
		browser.open(voce("/surveys/" + draft + "/share#qr"));
		browser.sees("Still a draft");
		browser.sees("Available once the survey is published");
		assertThat(browser.find("a.primary").getDomAttribute("href")).isEqualTo("/surveys/" + draft + "/edit");
		assertThat(browser.all("img.qr")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aTemplateIsLookedAtInAnotherLanguageAndUsedAndASurveyIsDuplicated() {
		UUID survey = survey(9);
		enter("EDITOR");
		browser.open(voce("/surveys/new"));
		browser.until(() -> browser.all(".template voce-survey").size() == 5);
		browser.sees("2 or 3 questions · about 30 seconds · English, Italian");
		browser.run("document.querySelectorAll('.head [type=radio]')[1].click()");
		browser.until(() -> asked(".template voce-survey").contains("Con quanta probabilità"));
		browser.click("[data-key=look-nps]");
		browser.until(() -> asked("dialog voce-survey").contains("Che cosa ti ha deluso?"));
		assertThat(browser.all("dialog voce-survey")).hasSize(4);
		assertThat(browser.objections()).isEmpty();
		browser.run("document.querySelectorAll('dialog .choices [type=radio]')[2].click()");
		browser.until(() -> asked("dialog voce-survey").contains("Che cosa apprezzi di più di noi?"));
		assertThat(browser.all("dialog voce-survey")).hasSize(3);
		browser.click("dialog .primary");
		browser.find("[data-at='/questions/0/text']").sendKeys("!");
		browser.until(() -> browser.address().endsWith("/edit"));
		String made = browser.address().replaceAll(".*/surveys/|/edit", "");
		JsonNode draft = this.api.get("/api/v1/surveys/" + made).is(200).json();
		assertThat(draft.get("defaultLocale").stringValue()).isEqualTo("it");
		assertThat(draft.get("status").stringValue()).isEqualTo("DRAFT");
		browser.open(voce("/surveys/new"));
		browser.click(".copies [data-survey='" + survey + "']");
		browser.until(() -> browser.address().endsWith("/edit") && !browser.address().contains(made));
		String copy = browser.address().replaceAll(".*/surveys/|/edit", "");
		assertThat(this.api.get("/api/v1/surveys/" + copy).json().get("name").stringValue())
			.matches("Checkout \\(\\d+\\)");
		assertThat(browser.console()).isEmpty();
	}

	/** What the widgets at some places ask, one after the other. */
	private static String asked(String widgets) {
		return String.valueOf(browser.run("return [...document.querySelectorAll('" + widgets
				+ "')].map((each) => each.shadowRoot.textContent).join(' ')"));
	}

}

package dev.voce.dashboard;

import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The editor of surveys in a real browser. */
@NullUnmarked
@VoceTest
class EditorTest extends DeskTest {

	private static final String QUESTION = "[data-at='/questions/0/text']";

	@Test
	void aTemplateIsPreviewedAndCanBePublishedAsItIs() {
		enter("EDITOR");
		browser.open(voce("/surveys/new"));
		browser.press("Use this one");
		browser.until(() -> previewed().contains("recommend"));
		browser.sees("Not saved yet");
		browser.press("Publish…");
		browser.until(() -> !browser.all("dialog[open]").isEmpty());
		browser.press("Publish");
		browser.until(() -> browser.address().endsWith("/share"));
	}

	@Test
	void aDraftIsStoredOnceSomethingIsTypedAndPublishedOnceNothingIsMissing() {
		enter("EDITOR");
		browser.open(voce("/surveys/new/blank"));
		browser.sees("Not saved yet");
		browser.click(".first button");
		browser.until(() -> browser.address().endsWith("/edit"));
		String path = "/api/v1/surveys/" + browser.address().replaceAll(".*/surveys/|/edit", "");
		assertThat(this.api.get(path).json().at("/questions/0/text/en").stringValue()).isEqualTo("…");
		browser.press("Publish…");
		browser.until(() -> !browser.all("dialog[open]").isEmpty());
		browser.reads("dialog[open]", "Visitors would see an empty question: write it.");
		assertThat(browser.find("dialog[open] .primary").isEnabled()).isFalse();
		browser.press("Go there");
		browser.until(() -> QUESTION.contains(String.valueOf(browser.run("return document.activeElement.dataset.at"))));
		browser.type(QUESTION, "Would you come again?");
		browser.sees("Saved ");
		browser.until(() -> this.api.get(path).body().contains("Would you come again?"));
		browser.press("Publish…");
		browser.press("Publish");
		browser.sees("Script on your pages");
		assertThat(this.api.get(path).json().get("status").stringValue()).isEqualTo("LIVE");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void editsOfALiveSurveyStayInTheBrowserUntilTheyAreSaved() {
		UUID survey = survey();
		String path = "/api/v1/surveys/" + survey;
		String email = enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type(QUESTION, "Half written");
		browser.sees("1 change not live");
		browser.press("Share");
		browser.sees("Script on your pages");
		browser.press("Edit");
		browser.sees("1 change, kept in this browser: question 1, new text.");
		assertThat(this.api.get(path).body()).doesNotContain("Half written");
		browser.expire();
		// It may have found out by itself, when it asks what saving would restart.
		browser.run("document.querySelector('[data-key=save]')?.click()");
		browser.sees("Your session has ended");
		browser.type("[name=email]", email);
		browser.type("[name=password]", PASSWORD);
		browser.press("Log in");
		browser.press("Save and show to visitors");
		browser.until(() -> this.api.get(path).body().contains("Half written"));
		browser.sees("Saved ");
	}

	@Test
	void aFlawIsToldOnceItsFieldIsLeftWithWhatPutsItRight() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.click("[data-key=tick-pages]");
		browser.type("[data-key=page-include]", "shop.example/resi");
		assertThat(browser.text()).doesNotContain("A page begins with");
		browser.find("[data-key=page-include]").sendKeys(Keys.ENTER);
		browser.sees("A page begins with / or https://.");
		browser.press("Make it https://shop.example/resi");
		browser.sees("A visitor on https://shop.example/resi sees it at once");
		browser.click("[data-key=rest]");
		browser.type("[name=allowedOrigins]", "https://shop.example/" + Keys.TAB);
		browser.type("[name=zone]", "Roma" + Keys.TAB);
		browser.sees("Must be an IANA time zone such as Europe/Rome");
		browser.type("[name=zone]", "Europe/Rome" + Keys.TAB);
		browser.until(() -> !browser.text().contains("IANA"));
		browser.press("Save and show to visitors");
		browser.sees("Saved ");
		JsonNode stored = this.api.get("/api/v1/surveys/" + survey).json();
		assertThat(stored.get("allowedOrigins").toString()).isEqualTo("[\"https://shop.example\"]");
		assertThat(stored.get("display").toString()).isEqualTo("{\"include\":[\"https://shop.example/resi\"]}");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void thePreviewFollowsWhatIsWrittenAndTheClassThatIsChosen() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.until(() -> previewed().contains("How likely?"));
		browser.type(QUESTION, "Would you come again?");
		browser.until(() -> previewed().contains("Would you come again?"));
		browser.click("[data-at='/questions/2/text']");
		browser.until(() -> previewed().contains("Why?"));
		browser.click("label:has([data-key=preview-step-3])");
		browser.until(() -> previewed().contains("Thank"));
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/responses").json().get("items")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void answersAreAddedMovedAndRemovedWithTheKeyboard() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.find("[data-at='/questions/1/options/0/text']").sendKeys(Keys.ENTER);
		browser.find("[data-at='/questions/1/options/1/text']:focus").sendKeys("Delivery");
		browser.find("[data-key='grip-option_2-reason']").sendKeys(Keys.ARROW_UP);
		assertThat(browser.find("[data-at='/questions/1/options/0/text']").getDomProperty("value"))
			.isEqualTo("Delivery");
		browser.press("Save and show to visitors");
		browser.sees("Saved ");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().at("/questions/1/options/0/text/en").stringValue())
			.isEqualTo("Delivery");
	}

	@Test
	void anEditThatRestartsFiguresAsksWhenItIsChosen() {
		UUID survey = survey(9, 9, 3);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.click("[data-key=fold-nps]");
		browser.click("[data-key=scale-nps] [value='1–10']");
		browser.reads("dialog[open]", "3 answers");
		browser.press("Keep 0–10");
		browser.until(() -> browser.find("[data-key=scale-nps]").getDomProperty("value").equals("0–10"));
		browser.click("[data-key=scale-nps] [value='1–10']");
		browser.press("Start again from 0");
		browser.sees("The figures of question 1 start again.");
		browser.press("Save and show to visitors");
		browser.sees("Saved ");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("version").intValue()).isEqualTo(2);
	}

	@Test
	void rulesForCasesAreStoredByThemselvesAndFlawsStandAtTheirRule() {
		String path = "/api/v1/surveys/" + survey() + "/follow-up";
		enter("EDITOR");
		browser.open(voce(path.replace("/api/v1", "").replace("follow-up", "edit")));
		browser.press("Add a rule");
		browser.reads("[aria-label='Who opens a case (rule 1)']", "Detractors (0–6)", "Passives (7–8)");
		browser.find("[aria-label='Only some of them… (rule 1)'] [value=channel]").click();
		browser.type("[aria-label='Values of Channel (rule 1)']", "web, mail");
		browser.find("[aria-label='Who opens a case (rule 1)'] [value='']").click();
		browser.type("[aria-label='Scores (rule 1)']", "0-2, 4");
		browser.press("Hand over when overdue");
		browser.type("[aria-label='Due in business hours (rule 1)']", "0");
		browser.press("Save rules");
		browser.sees("Due in business hours: write more than 0");
		browser.type("[aria-label='Due in business hours (rule 1)']", "1.5");
		browser.press("Save rules");
		browser.sees("Saved.");
		JsonNode rule = this.api.get(path).json().at("/rules/0");
		assertThat(rule.get("scores").toString()).isEqualTo("[0,1,2,4]");
		assertThat(rule.get("where").toString()).isEqualTo("{\"channel\":[\"web\",\"mail\"]}");
		assertThat(rule.get("due").stringValue()).isEqualTo("PT1H30M");
		assertThat(rule.at("/handOver/after").stringValue()).isEqualTo("PT24H");
		browser.press("Remove this rule");
		browser.open(voce(path.replace("/api/v1", "").replace("follow-up", "edit")));
		browser.sees("No response opens a case by itself.");
		browser.press("Save rules");
		browser.until(() -> this.api.get(path).json().get("rules").isEmpty());
		browser.until(() -> browser.all("[data-key=save-rules]").isEmpty());
	}

	@Test
	void twoWhoEditAtOnceKeepBoth() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type(QUESTION, "Mine");
		String path = "/api/v1/surveys/" + survey;
		String theirs = this.api.get(path).body().replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"Theirs\"");
		this.api.put(path, theirs, "If-Match", "*").is(200);
		browser.press("Save and show to visitors");
		browser.sees("saved this survey at");
		browser.press("Keep both");
		browser.press("Save and show to visitors");
		browser.until(() -> this.api.get(path).body().contains("Mine"));
		assertThat(this.api.get(path).json().get("name").stringValue()).isEqualTo("Theirs");
	}

	/** What the widget asks in the preview, and whatever else it says there. */
	private static String previewed() {
		return String
			.valueOf(browser.run("return document.querySelector('.stage voce-survey')?.shadowRoot.textContent"));
	}

}

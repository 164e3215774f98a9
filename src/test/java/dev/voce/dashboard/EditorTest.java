package dev.voce.dashboard;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The editor of surveys in a real browser. */
@NullUnmarked
@VoceTest
class EditorTest extends DeskTest {

	@Test
	void whatIsNotSavedIsNotLeftWithoutAsking() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.press("Edit");
		browser.type("[name=name]", "Renamed");
		browser.press("Share");
		browser.refuse();
		assertThat(browser.find("[name=name]").getDomProperty("value")).isEqualTo("Renamed");
		browser.run("history.back()");
		browser.refuse();
		assertThat(browser.address()).endsWith("/edit");
		browser.press("Save");
		browser.sees("Saved");
		browser.press("Share");
		browser.sees("Preview");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=name]", "Lost");
		browser.press("Pause");
		browser.refuse();
		browser.run("document.querySelector('.skip').click()");
		assertThat(browser.address()).endsWith("/edit");
		assertThat(browser.run("return document.activeElement.id")).isEqualTo("content");
		assertThat(browser.find("[name=name]").getDomProperty("value")).isEqualTo("Lost");
		browser.press("Surveys");
		browser.agree();
		browser.sees("Renamed");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void whatCanNotBeSavedIsReportedWhereItStands() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=zone]", "Roma");
		browser.type("[name=origins]", "https://shop.example, localhost");
		browser.press("Save");
		browser.sees("must be an IANA time zone such as Europe/Rome");
		browser.sees("2.: must be an origin such as https://shop.example");
		assertThat(browser.text()).doesNotContain("/zone", "and 1 more");
	}

	@Test
	void whatIsNotSavedYetOutlivesTheSession() {
		UUID survey = survey();
		String email = enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("textarea[aria-label='Text (en)']", "Half written");
		browser.expire();
		browser.run("document.querySelector('[name=onCall]')?.click()");
		browser.sees("Your session has ended");
		browser.type("[name=email]", email);
		browser.type("[name=password]", PASSWORD);
		browser.press("Log in");
		browser.press("Save");
		browser.sees("Saved.");
		assertThat(this.api.get("/api/v1/surveys/" + survey).body()).contains("Half written");
	}

	@Test
	void thePreviewAlsoStandsWhereItWillAndSaysWhenItStarts() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.until(() -> previewed().contains("How likely?"));
		browser.sees("It appears on a page right away. Whoever answers or closes it isn't asked again for 90 days.");
		browser.type("[name=delay]", "5");
		browser.sees("It appears on a page after 5 seconds.");
		browser.press("Try it in position");
		browser.find(":root > voce-survey.over:not(.left)");
		browser.find("[name=position] [value=BOTTOM_LEFT]").click();
		browser.find(":root > voce-survey.over.left");
		browser.find("[name=presentation] [value=MODAL]").click();
		browser.asked("dialog", (dialog) -> assertThat(dialog.isDisplayed()).isTrue());
		browser.asked(".x", WebElement::click);
		browser.until(() -> browser.all(":root > voce-survey").isEmpty());
		assertThat(previewed()).contains("How likely?");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void whatCantBeSavedIsReportedInItalianToo() {
		UUID survey = survey();
		enter("EDITOR");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=forgetAfterDays]", "0");
		browser.sees("Correggi 1 problema per salvare.");
		assertThat(browser.find("[data-at='/retention/forgetAfterDays'] .flaw").getText())
			.isEqualTo("deve essere un numero di giorni da 1 a 3650");
		browser.press("Salva");
		browser.sees("Correggi 1 problema per salvare.");
		assertThat(browser.all(".problem")).isEmpty();
	}

	@Test
	void thePreviewFollowsWhatIsWrittenAndStaysWhereThatCantBeAsked() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.until(() -> previewed().contains("How likely?"));
		browser.type("textarea[aria-label='Text (en)']", "Would you come again?");
		browser.until(() -> previewed().contains("Would you come again?"));
		browser.find("textarea[aria-label='Text (en)']").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
		browser.sees("Fix 1 problem to save.");
		assertThat(browser.find("[data-at='/questions/0/text'] .flaw").getText()).contains("en");
		assertThat(previewed()).contains("Would you come again?");
		assertThat(this.api.get("/api/v1/surveys/" + survey).body()).contains("How likely?");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/responses").json().get("items")).isEmpty();
	}

	@Test
	void triggersLooksAndThanksAreSavedAndComeBack() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=delay]", "5");
		browser.type("[name=include]", "/shop/*, /cart");
		browser.type("[name=repeatDays]", "30");
		browser.find("[name=onCall]").click();
		browser.find("[name=theme] [value=DARK]").click();
		browser.type("[name=channel]", "shop");
		browser.find("[name=stage] [value=SUPPORT]").click();
		browser.type("[name=forgetAfterDays]", "365");
		browser.type("[name=purgeAfterDays]", "730");
		browser.find("[name=anonymous]").click();
		browser.find("[data-key=words]").click();
		assertThat(browser.all("[data-at='/words'] fieldset")).as("every word of the widget")
			.hasSameSizeAs(this.api.get("/api/v1/public/surveys/" + survey).json().get("words").propertyNames());
		for (String locale : List.of("en", "it")) {
			this.api.get("/api/v1/widget-words?locale=" + locale)
				.json()
				.get("words")
				.forEachEntry(
						(name, text) -> assertThat(browser.find("[data-at='/words/" + name + "'] [lang=" + locale + "]")
							.getDomAttribute("placeholder")).isEqualTo(text.stringValue()));
		}
		browser.type("textarea[aria-label='Button to send (en)']", "Off it goes");
		browser.type("[name=privacy]", "https://shop.example/privacy");
		browser.find("[data-key=thanks-PROMOTER]").click();
		browser.type("[aria-label='Link of a button: Promoters']", "https://shop.example/review");
		browser.type("textarea[aria-label='Voucher: Promoters (en)']", "LOVE10");
		browser.find("[aria-label='Ask for permission to get in touch: Promoters']").click();
		browser.sees("New responses get this channel and touchpoint; existing ones keep theirs.");
		browser.sees("From now on, responses that name a person are refused.");
		browser.sees("Responses older than 365 days, existing ones included, lose for good the respondent");
		browser.sees("Responses older than 730 days, existing ones included, are deleted for good.");
		browser.press("Save");
		browser.sees("must not be asked for: the survey is anonymous");
		browser.find("[name=anonymous]").click();
		browser.press("Save");
		browser.sees("Saved.");
		JsonNode stored = this.api.get("/api/v1/surveys/" + survey).json();
		assertThat(stored.get("display").toString())
			.isEqualTo("{\"delay\":5,\"include\":[\"/shop/*\",\"/cart\"],\"onCall\":true,\"repeatDays\":30}");
		assertThat(stored.get("appearance").toString()).isEqualTo("{\"theme\":\"DARK\"}");
		assertThat(stored.get("retention").toString()).isEqualTo("{\"forgetAfterDays\":365,\"purgeAfterDays\":730}");
		assertThat(stored.get("words").toString()).isEqualTo("{\"send\":{\"en\":\"Off it goes\"}}");
		assertThat(stored.get("channel").stringValue()).isEqualTo("shop");
		assertThat(stored.get("stage").stringValue()).isEqualTo("SUPPORT");
		assertThat(stored.get("privacy").stringValue()).isEqualTo("https://shop.example/privacy");
		assertThat(stored.at("/thanks/PROMOTER").toString())
			.isEqualTo("{\"link\":\"https://shop.example/review\",\"voucher\":{\"en\":\"LOVE10\"},\"contact\":true}");
		browser.open(browser.address());
		assertThat(browser.find("[name=include]").getDomProperty("value")).isEqualTo("/shop/*, /cart");
		assertThat(browser.find("[name=theme]").getDomProperty("value")).isEqualTo("DARK");
		assertThat(browser.find("[aria-label='Link of a button: Promoters']").getDomProperty("value"))
			.isEqualTo("https://shop.example/review");
	}

	@Test
	void whatAnEditDoesToAnswersIsReportedBeforeItIsSaved() {
		UUID survey = survey(9, 9, 3);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.press("Add option: reason");
		browser.sees("New options of reason (option_2): only new responses can choose them.");
		browser.press("Remove: option_2");
		browser.until(() -> browser.all(".effect li").isEmpty());
		browser.find("[data-key=scale-nps] [value='1-10']").click();
		browser.sees("New version: the figures of nps start over.");
		browser.press("Save");
		browser.sees("Saved as a new version");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("version").intValue()).isEqualTo(2);
		assertThat(browser.all(".effect li")).isEmpty();
	}

	@Test
	void twoWhoEditAtOnceGetAMessageAndNeitherLosesWhatTheyTyped() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=name]", "Mine");
		String path = "/api/v1/surveys/" + survey;
		String theirs = this.api.get(path).body().replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"Theirs\"");
		this.api.put(path, theirs, "If-Match", "*").is(200);
		browser.press("Save");
		browser.refuse();
		browser.sees("Not saved: someone else changed this survey in the meantime.");
		assertThat(browser.find("[name=name]").getDomProperty("value")).isEqualTo("Mine");
		assertThat(this.api.get(path).json().get("name").stringValue()).isEqualTo("Theirs");
		browser.press("Save");
		browser.agree();
		browser.sees("Saved");
		assertThat(this.api.get(path).json().get("name").stringValue()).isEqualTo("Mine");
	}

	@Test
	void theValuesOfASegmentThatAreCountedAreListed() {
		UUID survey = survey(9);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=segments]", "plan, a/b" + Keys.TAB);
		browser.find("[data-key=segment-values]").click();
		browser.type("[name='values.a/b']", "one\ntwo\n(other)");
		browser.type("[name='values.plan']", "free\n\npro \n");
		browser.press("Save");
		browser.sees("3.: must be a value of 1 to 200 characters other than (none) and (other)");
		browser.type("[name='values.a/b']", "one\ntwo");
		browser.press("Save");
		browser.sees("Saved.");
		JsonNode saved = this.api.get("/api/v1/surveys/" + survey).json().get("segmentValues");
		assertThat(saved.get("a/b").toString()).isEqualTo("[\"one\",\"two\"]");
		assertThat(saved.get("plan").toString()).isEqualTo("[\"free\",\"pro\"]");
		browser.type("[name='values.plan']", "free");
		browser.sees("Other values of plan: existing responses will be counted by them again in the background.");
		browser.type("[name=segments]", "plan" + Keys.TAB);
		browser.press("Save");
		browser.sees("Saved.");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("segmentValues").toString())
			.isEqualTo("{\"plan\":[\"free\"]}");
		assertThat(browser.console()).isEmpty();
	}

	/** What the widget asks in the preview, and whatever else it says there. */
	private static String previewed() {
		return String
			.valueOf(browser.run("return document.querySelector('.preview voce-survey').shadowRoot.textContent"));
	}

}

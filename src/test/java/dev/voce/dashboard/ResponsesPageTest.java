package dev.voce.dashboard;

import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A survey's responses, and people's requests, in a real browser. */
@NullUnmarked
@VoceTest
class ResponsesPageTest extends DeskTest {

	@Test
	void anExportOpensInAnItalianSpreadsheet() {
		UUID survey = survey();
		answer(survey, 9, "Ottimo; davvero");
		enter("VIEWER");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees("Ottimo; davvero");
		browser.run(
				"const made = URL.createObjectURL; URL.createObjectURL = (blob) => { window.file = blob; return made(blob); }");
		browser.press("Altro su queste risposte");
		browser.press("Esporta le risposte (CSV)");
		browser.until(() -> browser.run("return window.file"));
		String file = (String) browser.run("return window.file.arrayBuffer()"
				+ ".then((bytes) => new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes))");
		assertThat(file).startsWith("\ufeffData della risposta (Europe/Rome);")
			.contains(";9;", ";\"Ottimo; davvero\";");
	}

	@Test
	void whatCustomersWriteIsText() {
		UUID survey = survey();
		String comment = "<img src=x onerror=document.title='owned'><script>alert(1)</script> & \\\"quotes\\\"";
		answer(survey, 3, comment);
		this.api
			.put("/api/v1/surveys/" + survey,
					this.api.get("/api/v1/surveys/" + survey).body().replace("\"Checkout\"", "\"<b>Check</b>out\""),
					"If-Match", "*")
			.is(200);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees(comment.replace("\\", ""));
		browser.sees("<b>Check</b>out");
		assertThat(browser.all("main img, main script, main b")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aResponseIsMarkedAsSpamAndCountedAgainAndErased() {
		UUID survey = survey();
		answer(survey, 0, "Buy pills");
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees("Buy pills");
		browser.press("More for the response of anonymous");
		browser.press("Mark as spam");
		browser.sees("Spam, not counted");
		isCounted("All 0");
		browser.press("More for the response of anonymous");
		browser.press("Count again");
		isCounted("All 1");
		assertThat(browser.text()).doesNotContain("not counted");
		browser.press("Open a case: anonymous");
		browser.until(() -> browser.find(".doing").getText().matches("(?s)Case \\d+.*New · .*"));
		browser.press("More for the response of anonymous");
		browser.press("Mark as test");
		browser.sees("Test, not counted");
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees("No responses here.");
		browser.find("[data-key=void]").click();
		browser.sees("Test, not counted");
		assertThat(browser.all("[type=checkbox]")).isEmpty();
		browser.press("More for the response of anonymous");
		assertThat(browser.text()).contains("The whole response").doesNotContain("Count again", "Erase");
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/responses?view=void"));
		browser.press("More for the response of anonymous");
		browser.press("Erase for good…");
		says("1 response goes");
		says("can't be had back");
		browser.press("Cancel");
		browser.press("More for the response of anonymous");
		browser.press("Erase for good…");
		browser.press("Erase");
		browser.sees("Response erased");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/responses").json().get("items")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void responsesAreSearchedReachedAndWorkedOnByKeys() {
		UUID survey = survey(10);
		answer(survey, 9, "Consegna puntuale");
		this.api.post("/api/v1/surveys/" + survey + "/responses", """
				{"answers": {"nps": 3, "reason": ["price"], "why": "Perch\u00e9 il corriere non suona?"},
				"respondent": "customer-7", "attributes": {"contact": "b.atzeni@posta.example"}}""").is(201);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees("No comment");
		browser.reads("nav.narrow", "All 3", "With comment 2", "To contact 1", "Tests and spam 0");
		browser.type("[data-key=search]", "PERCHE corrìere");
		browser.sees("1 of 2 comments contain “PERCHE corrìere”");
		assertThat(browser.all(".responses mark")).extracting(WebElement::getText)
			.containsExactly("Perché", "corriere");
		browser.reads(".responses .score", "3");
		browser.reads(".who", "customer-7", "b.atzeni@posta.example");
		assertThat(browser.find(".who small a").getDomAttribute("href")).isEqualTo("mailto:b.atzeni@posta.example");
		assertThat(browser.find(".said small, .said .small").getText()).isEqualTo("Prices");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees("customer-7");
		keys("jjkx");
		browser.sees("1 selected");
		browser.reads("li:has(:checked) .who", "customer-7");
		keys("e");
		browser.sees("Spam, not counted");
		isCounted("Tests and spam 1");
		keys(Keys.ENTER);
		says("How likely?");
		says("customer-7");
		says("Prices");
		assertThat(browser.objections()).isEmpty();
		browser.press("Close");
		answer(survey, 8, "While somebody works");
		browser.press("Show 1 new response");
		browser.sees("While somebody works");
		assertThat(browser.console()).isEmpty();
	}

	private static void isCounted(String tab) {
		browser.reads("nav.narrow", tab);
	}

	private static void keys(CharSequence keys) {
		browser.driver().switchTo().activeElement().sendKeys(keys);
	}

	@Test
	void manyResponsesAndRecordsOfAskingAreMarkedAndValuesNamedAnew() {
		UUID survey = survey(IntStream.range(0, 120).map((i) -> i % 11).toArray());
		this.api
			.post("/api/v1/public/surveys/" + survey + "/shown",
					"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}")
			.is(202);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.sees("No comment");
		markMany();
		browser.find("[name=shown]").click();
		browser.press("Mark all");
		says("121 found, 121 marked differently from before.");
		browser.press("Name segment values anew");
		says("Segment values are being named anew.");
		browser.press("Close");
		browser.sees("No responses here.");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/reach/asked").intValue()).isZero();
		browser.open(voce("/surveys/" + survey + "/responses?class=DETRACTOR"));
		markMany();
		assertThat(browser.find("[name=shown]").isEnabled()).isFalse();
		says("Take away the other filters.");
		assertThat(browser.console()).isEmpty();
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/responses"));
		browser.press("More for these responses");
		assertThat(browser.text()).contains("Export").doesNotContain("Mark many responses");
	}

	private static void markMany() {
		browser.press("More for these responses");
		browser.press("Mark many responses…");
	}

	/** Waits until the dialog over the page says so. */
	private static void says(String words) {
		browser.reads("dialog", words);
	}

	@Test
	void aPersonIsLookedUpAndErasedWhileTheScoresStay() {
		UUID survey = survey(9, 9);
		String respondent = "customer " + UUID.randomUUID();
		this.api
			.post("/api/v1/surveys/" + survey + "/responses",
					"{\"answers\": {\"nps\": 3, \"reason\": [\"price\"], \"why\": \"Call me\"}, \"respondent\": \""
							+ respondent + "\", \"attributes\": {\"phone\": \"555 0100\"}}")
			.is(201);
		enter("VIEWER");
		browser.open(voce("/privacy"));
		browser.type("[name=respondent]", respondent);
		browser.press("Look up");
		browser.sees("How likely?");
		browser.sees("Prices");
		browser.sees("Call me");
		browser.sees("555 0100");
		assertThat(browser.text()).contains("Download (JSON)").doesNotContain("Erase this person");
		enter("EDITOR");
		browser.open(voce("/privacy"));
		browser.type("[name=respondent]", respondent);
		browser.press("Look up");
		browser.sees("Erase this person");
		browser.press("Erase…");
		says("go from 1 answer in 1 survey");
		says("The scores stay in the figures");
		browser.press("Erase for good");
		browser.sees("was erased: 1 answer in 1 survey.");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/responses").body()).doesNotContain("Call me",
				"555 0100");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/responses").intValue())
			.isEqualTo(3);
		browser.type("[name=respondent]", respondent);
		browser.press("Look up");
		browser.sees("No data on");
		assertThat(browser.console()).isEmpty();
	}

}

package dev.voce.dashboard;

import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

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
		browser.open(voce("/surveys/" + survey));
		browser.sees("Ottimo; davvero");
		browser.run(
				"const made = URL.createObjectURL; URL.createObjectURL = (blob) => { window.file = blob; return made(blob); }");
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
		browser.open(voce("/surveys/" + survey));
		browser.sees(comment.replace("\\", ""));
		browser.sees("<b>Check</b>out");
		assertThat(browser.all("main img, main script, main b")).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aCommentIsMarkedAsSpamAndCountedAgain() {
		UUID survey = survey();
		answer(survey, 0, "Buy pills");
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.sees("Only 1 answer");
		browser.press("Spam");
		browser.sees("Spam, not counted");
		browser.sees("No answers yet");
		browser.press("Count again");
		browser.sees("Only 1 answer");
		assertThat(browser.text()).doesNotContain("not counted");
		browser.press("Test");
		browser.sees("Test, not counted");
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("Test, not counted");
		assertThat(browser.text()).doesNotContain("Count again", "Erase");
	}

	@Test
	void manyResponsesAndRecordsOfAskingAreMarkedAndValuesNamedAnew() {
		UUID survey = survey(IntStream.range(0, 120).map((i) -> i % 11).toArray());
		this.api
			.post("/api/v1/public/surveys/" + survey + "/shown",
					"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}")
			.is(202);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.sees("answered: 0 of the 1 people who were asked.");
		browser.find("[data-key=mark-many]").click();
		browser.find("[name=shown]").click();
		browser.press("Mark all");
		browser.agree();
		browser.sees("121 found, 121 marked differently from before.");
		browser.sees("No answers yet");
		browser.press("Name segment values anew");
		browser.sees("Segment values are being named anew.");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/reach/asked").intValue()).isZero();
		browser.open(voce("/surveys/" + survey + "?class=DETRACTOR"));
		browser.find("[data-key=mark-many]").click();
		assertThat(browser.find("[name=shown]").isEnabled()).isFalse();
		browser.sees("Take away the other filters.");
		assertThat(browser.console()).isEmpty();
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("No answers yet");
		assertThat(browser.text()).doesNotContain("Mark many responses");
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
		browser.press("Privacy requests");
		browser.type("[name=respondent]", respondent);
		browser.press("Look up");
		browser.sees("How likely?");
		browser.sees("Prices");
		browser.sees("Call me");
		browser.sees("555 0100");
		assertThat(browser.text()).contains("Download (JSON)").doesNotContain("Erase this person");
		enter("EDITOR");
		browser.press("Privacy requests");
		browser.type("[name=respondent]", respondent);
		browser.press("Look up");
		browser.sees("Erase this person");
		browser.press("Erase");
		browser.agree();
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

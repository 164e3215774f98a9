package dev.voce.dashboard;

import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Cases in a real browser: their list, one of them, and what is learned. */
@NullUnmarked
@VoceTest
class CasesPageTest extends DeskTest {

	@Test
	void aCaseIsTakenWorkedOnAndClosedAndTheFiguresSaySo() {
		UUID survey = followedUp();
		enter("EDITOR");
		browser.open(voce("/cases?view=unassigned&survey=" + survey));
		answer(survey, 2, "Arrived broken");
		browser.sees("Arrived broken");
		answer(survey, 9, "All fine");
		browser.find("main").sendKeys("j", "e");
		browser.until(() -> browser.all(".list tbody tr").isEmpty());
		browser.open(voce("/cases?view=mine"));
		browser.sees("Arrived broken");
		assertThat(browser.text()).doesNotContain("All fine");
		browser.find(".list .said a").click();
		browser.sees("of 10, detractor");
		browser.press("Note for the team");
		browser.type("textarea[aria-label='Note for the team']", "Called the courier");
		browser.press("Add the note");
		browser.until(() -> browser.all(".events li").size() == 3);
		browser.reads(".events li", "Ada Rossi", "noted", "Called the courier");
		browser.press("Close…");
		browser.find("dialog [value=RESOLVED]").click();
		browser.find("dialog .primary").click();
		browser.sees("closed it: resolved");
		browser.open(voce("/cases/learning?by=survey"));
		browser.sees("closed so far"); // what other tests open counts here too
		assertThat(this.api.get("/api/v1/cases/metrics?by=survey")
			.json()
			.get("groups")
			.valueStream()
			.filter((group) -> group.path("key").asString("").equals(survey.toString()))
			.map((group) -> group.at("/figures/closed").intValue())).containsExactly(1);
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void whoIsSlowerLearnsWhatChangedAndLosesNothingTyped() {
		UUID survey = followedUp();
		answer(survey, 0, "Never again");
		String found = this.api.get("/api/v1/cases?survey=" + survey).json().at("/items/0/id").stringValue();
		answer(survey, 1, "Came late");
		enter("EDITOR");
		browser.open(voce("/cases?view=all&survey=" + survey));
		browser.sees("Never again");
		browser.find("main").sendKeys("j", Keys.ENTER);
		browser.sees("1 of 2");
		browser.find("main").sendKeys("j");
		browser.sees("2 of 2");
		assertThat(browser.text()).contains("Came late");
		browser.find("main").sendKeys("k");
		browser.sees("1 of 2");
		assertThat(browser.text()).contains("Never again");
		browser.press("Note for the team");
		browser.type("textarea[aria-label='Note for the team']", "Mine");
		// The page doesn't learn of it by itself while it is hidden.
		browser.run("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
		this.api.post("/api/v1/cases/" + found + "/note", "{\"text\": \"Theirs\"}", "If-Match", "*").is(200);
		browser.press("Add the note");
		browser.sees("This case has changed in the meantime: ");
		browser.press("See what changed");
		browser.sees("Theirs");
		assertThat(browser.find("textarea[aria-label='Note for the team']").getDomProperty("value")).isEqualTo("Mine");
		browser.press("Add the note");
		browser.until(() -> browser.all(".events .written").size() == 2);
		browser.find("main").sendKeys(Keys.HOME, "u");
		browser.sees("All open");
	}

	/** A survey whose detractors get cases. */
	private UUID followedUp() {
		UUID survey = survey();
		this.api
			.put("/api/v1/surveys/" + survey + "/follow-up",
					"{\"rules\": [{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"], \"due\": \"PT24H\"}]}",
					"If-Match", "*")
			.is(200);
		return survey;
	}

}

package dev.voce.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

import dev.voce.tally.TallyNow;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** A survey's figures in a real browser. */
@NullUnmarked
@VoceTest
class SurveyPageTest extends DeskTest {

	@Test
	void newAnswersAppearWithoutReloading() {
		UUID survey = survey();
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("No answers yet");
		answer(survey, 9, "Lovely");
		browser.sees("Only 1 answer: too few for a score");
		browser.sees("Lovely");
		for (int i = 0; i < 8; i++) {
			answer(survey, 10, "More");
		}
		browser.sees("Only 9 answers: too few for a score");
		answer(survey, 2, "Less");
		browser.sees("+80");
		browser.sees("few answers");
		// Whoever comes back sees at once what was there, and then what has come in
		// since.
		browser.press("Share");
		browser.isTitled("Share: Checkout");
		answer(survey, 1, "Meanwhile");
		browser.run("""
				window.held = [];
				window.real = fetch;
				window.fetch = (...asked) => new Promise((go) => held.push(go)).then(() => real(...asked));""");
		browser.press("Figures");
		browser.sees("+80");
		browser.sees("Lovely");
		assertThat(browser.text()).doesNotContain("Meanwhile");
		browser.run("window.fetch = real; held.forEach((go) => go())");
		browser.sees("+64");
		browser.sees("Meanwhile");
		// News wait while something is pressed: drawn anew, it would lose its click.
		new Actions(browser.driver()).clickAndHold(browser.find("[data-key=class-DETRACTOR]")).perform();
		answer(survey, 2, "While it is pressed");
		browser.run("return new Promise((done) => setTimeout(done, 2500))");
		new Actions(browser.driver()).release().perform();
		browser.reads(".filters .chip", "Detractors");
		browser.sees("While it is pressed");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aClassNarrowsTheResponsesAndTheRowOfFiltersAndTheAddressSaySo() {
		UUID survey = survey(10, 10, 9, 9, 9, 8, 7, 3, 2, 1);
		answer(survey, 0, "Never again");
		answer(survey, 10, "Always");
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("Always");
		browser.find("[data-key=class-DETRACTOR]").click();
		browser.until(() -> !browser.text().contains("Always"));
		browser.reads(".filters .chip", "Detractors", "responses only");
		browser.sees("Never again");
		assertThat(browser.address()).endsWith("?class=DETRACTOR");
		browser.open(browser.address());
		browser.sees("Never again");
		assertThat(browser.text()).doesNotContain("Always");
		browser.press("Share");
		browser.isTitled("Share: Checkout");
		browser.press("Figures");
		browser.sees("responses only");
		assertThat(browser.address()).endsWith("?class=DETRACTOR");
		browser.run("window.isSame = true; scrollTo(0, 400); document.querySelector('.tabs a:last-child').click()");
		browser.isTitled("Share: Checkout");
		browser.goBack();
		browser.sees("responses only");
		browser.until(() -> browser.run("return scrollY").equals(400L));
		assertThat(browser.run("return window.isSame")).as("no page was loaded anew").isEqualTo(true);
		browser.press("Remove filter: Detractors");
		browser.sees("Always");
		browser.type("[type=search]", "never");
		browser.until(() -> !browser.text().contains("Always"));
		browser.sees("Never again");
	}

	@Test
	void aNoteIsMarkedInTheTrendOrListedAsOutsideItsDatesAndRemoved() {
		UUID survey = survey(10, 10, 9, 9, 9, 8, 7, 3, 2, 1);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.click("[data-key=add-note]");
		browser.type(".forms [name=text]", "New courier");
		// News wait while somebody types.
		answer(survey, 10, "Meanwhile");
		browser.sees("Meanwhile");
		assertThat(browser.find(".forms [name=text]").getDomProperty("value")).isEqualTo("New courier");
		browser.press("Add note");
		browser.sees(": New courier");
		browser.find(".pinned");
		this.api.post("/api/v1/surveys/" + survey + "/notes", "{\"day\": \"2020-01-06\", \"text\": \"Opened\"}")
			.is(201);
		browser.open(browser.address());
		browser.sees("1 note outside these dates");
		browser.find("[data-key=notes-outside]").click();
		browser.sees("2020: Opened");
		browser.press("Remove: New courier");
		browser.until(() -> browser.all(".pinned").isEmpty());
	}

	@Test
	void aSegmentsValueNarrowsTheFiguresToo() {
		List<Integer> scores = new ArrayList<>();
		IntStream.range(0, 40).forEach((i) -> scores.add((i % 2 == 0) ? 10 : 0));
		UUID survey = survey(scores.stream().mapToInt(Integer::intValue).toArray());
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("between −29 and +29");
		browser.sees("Above the others");
		browser.find("[data-key=segment-web]").click();
		browser.sees("+100");
		assertThat(browser.all(".compared .mark")).as("the line for all answers").hasSize(2);
		assertThat(browser.address()).contains("segment=channel").contains("value=web");
	}

	@Test
	void theFirstViewOfASurveysFiguresIsAtMost60KB() {
		UUID survey = this.api.survey("""
				{"name": "Checkout", "zone": "Europe/Rome", "segments": ["country"], "questions": [
				  {"key": "nps", "type": "NPS", "text": {"en": "How likely?", "it": "Quanto?"}},
				  {"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		Instant now = Instant.now();
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch",
					IntStream.range(0, 1_500)
						.mapToObj((i) -> """
								{"answers": {"nps": %d, "why": "The %d. reason, told as people tell reasons: %s"},
								 "submittedAt": "%s", "attributes": {"country": "%s"}}""".formatted(i % 11, i,
								UUID.randomUUID(), now.minus(Duration.ofHours(6L * i)), "C" + i % 30))
						.collect(Collectors.joining(",", "[", "]")))
			.is(200);
		enter("EDITOR");
		browser.emptyCache();
		browser.open(voce("/surveys/" + survey));
		browser.sees("The 1. reason");
		browser.find(".compared tbody tr:nth-child(30)");
		Number transferred = (Number) browser.run("""
				return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
				  .reduce((sum, each) => sum + each.encodedBodySize, 0)""");
		assertThat(transferred.longValue()).isBetween(20_000L, 60_000L);
	}

	@Test
	void whatIsNotKnownAnyMoreIsAGapWithWords() {
		UUID survey = purgedSurvey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "?range=r12&segment=plan"));
		browser.sees("Responses older than 100 days are deleted");
		browser.sees("Groups without figures: their responses were deleted before they were counted by group.");
		browser.sees("between −");
		browser.open(voce("/surveys/" + survey + "?range=r12&segment=plan&value=free"));
		browser.sees("Not known any more: responses of these dates were deleted");
		browser.sees("Some figures of these dates are not known any more");
		browser.sees("Gaps: not known any more");
		assertThat(browser.find("rect.purged").isDisplayed()).isTrue();
		assertThat(browser.all(".hit").stream().map((part) -> part.getDomAttribute("aria-label")))
			.anyMatch((label) -> label.contains("Not known any more"));
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void figuresThatAreStillBeingCountedSaySo() {
		enter("VIEWER");
		UUID survey = survey(IntStream.range(0, 40).map((i) -> i % 11).toArray());
		TallyNow.of(this.context, survey);
		new Sql(this.database).run("update tally_series set covers_from = '9999-12-31' where survey_id = ?", survey);
		browser.open(voce("/surveys/" + survey));
		browser.sees("Responses of these dates are still being counted");
		this.api.post("/api/v1/surveys/" + survey + "/kpis/rebuild", "").is(202);
		browser.until(() -> !browser.text().contains("still being counted"));
		browser.sees("40 answers");
	}

	@Test
	void aTargetIsSetDrawnAndRemoved() {
		UUID survey = survey(10, 10, 9, 9, 9, 8, 7, 3, 2, 1);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.click("[data-key=add-note]");
		browser.type("[name=target]", "60");
		browser.press("Set target");
		browser.until(() -> browser.find("text.aim").getText().equals("target +60"));
		browser.sees("40 points below +60");
		browser.sees("The interval includes the target.");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("target").doubleValue()).isEqualTo(60);
		browser.open(voce("/surveys/" + survey));
		browser.find("line.target");
		browser.click("[data-key=add-note]");
		browser.find("[name=target]").clear();
		browser.press("Set target");
		browser.until(() -> browser.all("line.target").isEmpty());
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void lowEffortStandsAtTheTop() {
		UUID survey = this.api.survey("""
				{"name": "Effort", "questions": [{"key": "ces", "type": "CES", "scale": {"min": 1, "max": 5},
				  "orientation": "EFFORT", "text": {"en": "How much effort?"}}]}""");
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch",
					IntStream.range(0, 20)
						.mapToObj((i) -> "{\"answers\": {\"ces\": " + ((i < 15) ? 1 : 5) + "}}")
						.collect(Collectors.joining(",", "[", "]")))
			.is(200);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("75%");
		browser.sees("↑ low effort");
	}

	@Test
	void aChartIsReadByPointerAndByKeyboardWithOneStop() {
		UUID survey = survey();
		Instant now = Instant.now();
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch",
					IntStream.range(0, 80)
						.mapToObj((i) -> """
								{"answers": {"nps": %d}, "submittedAt": "%s"}""".formatted((i % 2 == 0) ? 10 : 0,
								now.minus(Duration.ofDays(14L * (i / 20)))))
						.collect(Collectors.joining(",", "[", "]")))
			.is(200);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.find(".plot .hit");
		browser.sees("so far: 0, between");
		browser.reads(".read", "from 20 answers");
		// A young survey's chart begins at its first answer, 42 days ago.
		assertThat(browser.all(".plot .hit")).hasSize(7);
		assertThat(browser.all(".plot .hit[tabindex='0']")).hasSize(1);
		browser.find(".plot .hit[tabindex='0']").sendKeys(Keys.ARROW_LEFT);
		browser.until(() -> browser.find(".read").getText().endsWith("No answers yet"));
		browser.find(".plot .hit[tabindex='0']").sendKeys(Keys.ARROW_LEFT, Keys.ENTER);
		browser.reads(".filters .chip", "Week of", "responses only");
		assertThat(browser.address()).contains("?at=");
		assertThat(browser.find(".plot .hit.chosen").getDomAttribute("aria-label")).contains("from 20 answers");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void reversedDatesAreRefusedInPlace() {
		UUID survey = survey(10, 10, 9, 9, 9, 8, 7, 3, 2, 1);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "?from=2026-13-45"));
		browser.sees("There is no such day.");
		browser.go("/surveys/" + survey + "?from=2026-03-02&to=2026-03-01");
		browser.sees("The first day is after the last one.");
		assertThat(browser.all(".figures .large")).isEmpty();
		browser.find("[data-key=range-r90] + *, label:has([data-key=range-r90])").click();
		browser.sees("+20");
		assertThat(browser.text()).doesNotContain("The first day is after the last one.");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void theUnitFitsTheRangeAndTheWidth() {
		browser.open(voce("/"));
		browser.sees("Log in");
		assertThat(browser
			.run("""
					const file = (name) => new URL(name, document.querySelector("script[type=module]").src);
					return Promise.all([import(file("figure-filters.js")), import(file("reasons-chart.js"))])
					  .then(([{ unitFor }, { weights }]) => {
					    const units = [[30, 600], [30, 286], [90, 600], [365, 600], [1096, 600], [1096, 286], [9000, 600]]
					      .map(([days, width]) => unitFor(days, width));
					    const rest = (delta) => ({ delta, lower: delta - 10, upper: delta + 10 });
					    const { weighed, few } = weights({ overall: { responses: 100 }, segments: [
					      { value: "small", responses: 50, versusRest: rest(10) },
					      { value: "large", responses: 20, versusRest: rest(-40) },
					      { value: "few", responses: 9, versusRest: rest(-90) },
					      { value: "(none)", responses: 30, versusRest: rest(80) }] });
					    const each = weighed.map(({ value, weight, lower, upper }) => [value, weight, lower, upper].join(" "));
					    return [...units, ...each, ...few.map(({ value }) => value)].join(", ");
					  });"""))
			.isEqualTo("day, week, week, month, month, quarter, year, large -8 -10 -6, small 5 0 10, few");
	}

}

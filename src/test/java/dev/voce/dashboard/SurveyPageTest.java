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
		browser.sees("+80, between");
		browser.sees("few answers");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aBarNarrowsTheCommentsAndTheAddressSaysSo() {
		UUID survey = survey(10, 10, 9, 9, 9, 8, 7, 3, 2, 1);
		answer(survey, 0, "Never again");
		answer(survey, 10, "Always");
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey));
		browser.sees("Always");
		browser.find("[data-key=class-DETRACTOR]").click();
		browser.until(() -> !browser.text().contains("Always"));
		browser.sees("comments only");
		browser.sees("Never again");
		assertThat(browser.address()).endsWith("?class=DETRACTOR");
		browser.open(browser.address());
		browser.sees("Never again");
		assertThat(browser.text()).doesNotContain("Always");
		browser.press("Clear: Detractors");
		browser.sees("Always");
		browser.type("[type=search]", "never");
		browser.until(() -> !browser.text().contains("Always"));
		browser.sees("Never again");
	}

	@Test
	void aNoteIsPinnedToADayAndTakenOff() {
		UUID survey = survey(10, 10, 9, 9, 9, 8, 7, 3, 2, 1);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.find("[data-key=add-note]").click();
		browser.type(".notes [name=text]", "New courier");
		// News wait while somebody types.
		answer(survey, 10, "Meanwhile");
		browser.sees("Meanwhile");
		assertThat(browser.find(".notes [name=text]").getDomProperty("value")).isEqualTo("New courier");
		browser.press("Save");
		browser.sees(": New courier");
		browser.find(".pinned");
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
		browser.sees("0, between");
		browser.sees("Above the others");
		browser.find("[data-key=segment-web]").click();
		browser.sees("+100, between");
		assertThat(browser.all(".segments .mark")).as("the line for all answers").hasSize(2);
		assertThat(browser.address()).contains("segment=channel").contains("value=web");
	}

	@Test
	void theFirstViewOfASurveysFiguresIsAtMost100KB() {
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
		browser.find(".segments tbody tr:nth-child(30)");
		Number transferred = (Number) browser.run("""
				return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
				  .reduce((sum, each) => sum + each.transferSize, 0)""");
		assertThat(transferred.longValue()).isBetween(20_000L, 100_000L);
	}

	@Test
	void whatIsNotKnownAnyMoreIsAGapWithWords() {
		UUID survey = purgedSurvey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "?segment=plan"));
		browser.sees("Responses older than 100 days are deleted");
		browser.sees("Groups without figures: their responses were deleted before they were counted by group.");
		browser.sees("0, between");
		browser.open(voce("/surveys/" + survey + "?segment=plan&value=free"));
		browser.sees("Not known any more: responses of these dates were deleted");
		browser.sees("Some figures of these dates are not known any more");
		browser.sees("Gaps: not known any more");
		assertThat(browser.find("rect.purged").isDisplayed()).isTrue();
		assertThat(browser.all(".hit title").stream().map((title) -> title.getDomProperty("textContent")))
			.anyMatch((title) -> title.contains("Not known any more"));
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void figuresThatAreStillBeingCountedSaySo() {
		UUID survey = survey(IntStream.range(0, 40).map((i) -> i % 11).toArray());
		new Sql(this.database).run("update tally_series set covers_from = '9999-12-31' where survey_id = ?", survey);
		enter("VIEWER");
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
		browser.find("[data-key=target]").click();
		browser.type("[name=target]", "50");
		browser.press("Save: Target");
		browser.until(() -> browser.find("text.aim").getText().equals("Target +50"));
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("target").doubleValue()).isEqualTo(50);
		browser.open(voce("/surveys/" + survey));
		browser.find("line.target");
		browser.find("[data-key=target]").click();
		browser.find("[name=target]").clear();
		browser.press("Save: Target");
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
		browser.sees("75%, between");
		browser.sees("↑ low effort");
	}

}

package dev.voce.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The start, and the list of all surveys. */
@NullUnmarked
@VoceTest
class HomeTest extends DeskTest {

	@Test
	void eachSurveySaysHowItIsAndWhatToDoTheMostAnsweredFirst() {
		enterNewWorkspace();
		browser.sees("No surveys yet");
		browser.press("New survey");
		browser.isTitled("New survey");
		UUID fallen = named("After delivery");
		answers(fallen, 100, 30, 10);
		answers(fallen, 2, 40, 3);
		UUID few = named("Verona shop");
		answers(few, 2, 12, 10);
		named("Returns");
		this.api.post("/api/v1/surveys",
				"{\"name\": \"Christmas\", \"questions\": [{\"key\": \"nps\", \"type\": \"NPS\", \"text\": {\"en\": \"?\"}}]}")
			.is(201);
		browser.press("Home");
		browser.sees("Clear changes");
		assertThat(browser.all(".surveys h3")).extracting(WebElement::getText)
			.containsExactly("After delivery", "Verona shop", "Returns");
		assertThat(browser.all(".news li")).hasSize(1);
		browser.reads(".news", "After delivery", "Clear fall", "−200 points",
				"−100 from 40 answers in the last 90 days, +100 from 30 answers in the 90 before");
		assertThat(card(0)).contains("NPS · 40 answers · none today", "−100", "Clear fall");
		assertThat(card(1)).contains("few answers", "more answers");
		assertThat(card(2)).contains("NPS · published just now", "No answers yet", "Share");
		assertThat(browser.text()).contains("1 draft", "updated just now").doesNotContain("Christmas");
		browser.find("summary").click();
		browser.sees("Christmas");
		this.api
			.post("/api/v1/alerts",
					"{\"survey\": \"%s\", \"kind\": \"BELOW\", \"threshold\": 0, \"since\": \"%s\"}".formatted(fallen,
							LocalDate.now(ZoneOffset.UTC).minusDays(10)))
			.is(201);
		answers(few, 0, 1, 10);
		browser.sees("NPS · 13 answers · 1 today");
		browser.reads(".news li:first-child", "After delivery", "Alert", "The NPS is surely below 0", "now −100");
		assertThat(browser.text()).contains("Alerts and changes", "All alerts", "See where and why");
		browser.press("Clear…: After delivery");
		browser.press("Clear it");
		browser.until(() -> browser.all(".news li").size() == 1);
		assertThat(browser.find("details").getDomProperty("open")).isEqualTo("true");
		assertThat(browser.text()).doesNotContain("My cases");
		String me = this.api.get("/api/v1/cases/choices").json().at("/owners/0/id").stringValue();
		openCases(few, "\"" + me + "\"", 2);
		openCases(few, "null", 1);
		browser.sees("2 open");
		browser.sees("1 case has no owner.");
		assertThat(browser.all(".mine > li")).hasSize(2);
		browser.reads("#menu nav", "Cases 2");
		browser.run("document.elementFromPoint(...arguments).click()", middle(browser.all(".surveys > li").get(1)));
		browser.isTitled("Verona shop");
		browser.press("Surveys");
		browser.sees("Christmas");
		browser.reads(".records tr:nth-child(4)", "After delivery", "Live", "−100");
		browser.open(voce("/surveys/" + fallen + "/edit"));
		browser.press("Survey");
		browser.press("Delete");
		browser.reads("dialog", "70 responses");
		browser.reads("dialog", "It is live", "For 30 days it can be restored");
		browser.find("dialog .danger").click();
		browser.sees("Verona shop");
		browser.press("Surveys");
		browser.sees("Deleted surveys (1)");
		assertThat(browser.text()).doesNotContain("After delivery");
		browser.find("summary[data-key=deleted]").click();
		browser.press("Restore");
		browser.until(() -> browser.all(".records tr:nth-child(4)").size() == 1);
		assertThat(browser.text()).contains("After delivery").doesNotContain("Deleted surveys");
		assertThat(browser.console()).isEmpty();
	}

	private void enterNewWorkspace() {
		String key = new Sql(this.database).workspace();
		String email = UUID.randomUUID() + "@shop.example";
		new Sql(this.database).administrator(email, key);
		this.api = new Api(this.port, key);
		browser.open(voce("/"));
		browser.type("[name=email]", email);
		browser.type("[name=password]", Api.PASSWORD);
		browser.press("Log in");
	}

	private UUID named(String name) {
		return this.api.survey("{\"name\": \"" + name
				+ "\", \"questions\": [{\"key\": \"nps\", \"type\": \"NPS\", \"text\": {\"en\": \"?\"}}]}");
	}

	private void answers(UUID survey, int daysAgo, int n, int score) {
		Instant at = Instant.now().minus(Duration.ofDays(daysAgo));
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch",
					IntStream.range(0, n)
						.mapToObj((i) -> "{\"answers\": {\"nps\": " + score + "}, \"submittedAt\": \"" + at + "\"}")
						.collect(Collectors.joining(",", "[", "]")))
			.is(200);
	}

	private void openCases(UUID survey, String owner, int n) {
		this.api
			.put("/api/v1/surveys/" + survey + "/follow-up",
					"{\"rules\": [{\"question\": \"nps\", \"scores\": [10], \"owner\": " + owner
							+ ", \"due\": \"PT90H\"}]}",
					"If-Match", "*")
			.is(200);
		answers(survey, 0, n, 10);
	}

	private String card(int index) {
		return browser.all(".surveys > li").get(index).getText();
	}

	private static Object[] middle(WebElement element) {
		browser.run("arguments[0].scrollIntoView({ block: 'center' })", element);
		@SuppressWarnings("unchecked")
		java.util.List<Number> place = (java.util.List<Number>) browser.run("""
				const { left, right, bottom } = arguments[0].getBoundingClientRect();
				return [(left + right) / 2, bottom - 8];""", element);
		return place.toArray();
	}

}

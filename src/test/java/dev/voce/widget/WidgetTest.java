package dev.voce.widget;

import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
class WidgetTest extends BrowserTest {

	@Test
	void oneLineAsksOnAnyPageAndTheAnswerIsStored() {
		UUID survey = survey("");
		this.browser.open(page("/", line(survey, "data-channel=web", "data-touchpoint=checkout")));
		assertThat(this.browser.heading()).isEqualTo("How likely are you to recommend us?");
		this.browser.press("9");
		assertThat(response(survey, (stored) -> true).get("finished").booleanValue()).isFalse();
		this.browser.until(() -> this.browser.heading().equals("What did you like?") ? true : null);
		this.browser.find("textarea").sendKeys("Fast delivery 🚀");
		this.browser.press("Send");
		JsonNode stored = response(survey, (response) -> response.get("finished").booleanValue());
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":9,\"why\":\"Fast delivery 🚀\"}");
		assertThat(stored.get("revision").intValue()).isEqualTo(1);
		assertThat(stored.get("channel").stringValue()).isEqualTo("web");
		assertThat(stored.get("touchpoint").stringValue()).isEqualTo("checkout");
		assertThat(stored.get("locale").stringValue()).isEqualTo("en");
		assertThat(stored.get("version").intValue()).isEqualTo(1);
		this.browser.until(() -> this.browser.heading().equals("Thank you!") ? true : null);
		this.browser.press("Close");
		assertThat(this.browser.isShown()).isFalse();
		assertThat(this.browser.console()).isEmpty();
		assertThat(reach(survey).toString())
			.isEqualTo("{\"shown\":1,\"started\":1,\"finished\":1,\"responseRate\":100.0}");
	}

	@Test
	void detractorsAreAskedForReasonsAndMayGoBack() {
		UUID survey = survey("");
		this.browser.open(page("/", line(survey)));
		this.browser.press("3");
		this.browser.until(() -> this.browser.heading().equals("What went wrong?") ? true : null);
		this.browser.press("Delivery");
		this.browser.press("Price");
		this.browser.press("Next");
		response(survey, (stored) -> stored.get("answers").has("reason"));
		this.browser.press("Back");
		assertThat(this.browser.all("input:checked")).hasSize(2);
		this.browser.press("Back");
		assertThat(this.browser.find("[aria-checked=true]").getText()).isEqualTo("3");
		this.browser.press("10");
		JsonNode stored = response(survey, (response) -> response.at("/answers/nps").intValue() == 10);
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":10}");
		assertThat(this.browser.heading()).isEqualTo("What did you like?");
	}

	@Test
	void dismissingIsToldOnceAndRemembered() {
		UUID survey = survey("");
		this.browser.open(page("/", line(survey)));
		this.browser.press("Close");
		this.browser.until(() -> reach(survey).get("shown").intValue() == 1 ? true : null);
		this.browser.open(page("/", line(survey)));
		this.browser.run("voce('debug')");
		this.browser
			.until(() -> this.browser.console().stream().anyMatch((said) -> said.contains("dismissed")) ? true : null);
		assertThat(this.browser.isShown()).isFalse();
		assertThat(reach(survey).get("shown").intValue()).isEqualTo(1);
	}

}

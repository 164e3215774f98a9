package dev.voce.widget;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.web.util.HtmlUtils;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
class WidgetTest extends BrowserTest {

	@Test
	void oneLineAsksOnAnyPageAndTheAnswerIsStored() {
		UUID survey = survey("");
		browser.open(page("/", line(survey, "data-touchpoint=checkout")));
		assertThat(browser.heading()).isEqualTo("How likely are you to recommend us?");
		browser.press("9");
		assertThat(response(survey, (stored) -> true).get("finished").booleanValue()).isFalse();
		browser.until(() -> browser.heading().equals("What did you like?") ? true : null);
		browser.find("textarea").sendKeys("Fast delivery 🚀");
		browser.press("Send");
		JsonNode stored = response(survey, (response) -> response.get("finished").booleanValue());
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":9,\"why\":\"Fast delivery 🚀\"}");
		assertThat(stored.get("revision").intValue()).isEqualTo(1);
		assertThat(stored.get("channel").stringValue()).isEqualTo("web");
		assertThat(stored.get("touchpoint").stringValue()).isEqualTo("checkout");
		assertThat(stored.get("locale").stringValue()).isEqualTo("en");
		assertThat(stored.get("version").intValue()).isEqualTo(1);
		browser.until(() -> browser.heading().equals("Thank you!") ? true : null);
		browser.press("Close");
		assertThat(browser.isShown()).isFalse();
		assertThat(browser.console()).isEmpty();
		assertThat(reach(survey).toString()).isEqualTo(
				"{\"asked\":1,\"answered\":1,\"invited\":0,\"sent\":0,\"shown\":1,\"dismissed\":0,\"started\":1,\"finished\":1,\"responseRate\":100.0}");
	}

	@Test
	void detractorsAreAskedForReasonsAndMayGoBack() {
		UUID survey = survey("");
		browser.open(page("/", line(survey)));
		browser.press("3");
		browser.until(() -> browser.heading().equals("What went wrong?") ? true : null);
		browser.press("Delivery");
		browser.press("Price");
		browser.press("Next");
		response(survey, (stored) -> stored.get("answers").has("reason"));
		browser.press("Back");
		assertThat(browser.all("input:checked")).hasSize(2);
		browser.press("Back");
		assertThat(browser.find("[aria-checked=true]").getText()).isEqualTo("3");
		browser.press("10");
		JsonNode stored = response(survey, (response) -> response.at("/answers/nps").intValue() == 10);
		assertThat(stored.get("answers").toString()).isEqualTo("{\"nps\":10}");
		assertThat(browser.heading()).isEqualTo("What did you like?");
	}

	@Test
	void dismissingIsToldOnceAndRemembered() {
		UUID survey = survey("");
		browser.open(page("/", line(survey)));
		browser.press("Close");
		browser.until(() -> reach(survey).get("shown").intValue() == 1 ? true : null);
		browser.open(page("/", line(survey)));
		browser.run("voce('debug')");
		browser.until(() -> browser.console().stream().anyMatch((said) -> said.contains("waits for repeatDays")) ? true
				: null);
		assertThat(browser.isShown()).isFalse();
		assertThat(reach(survey).get("shown").intValue()).isEqualTo(1);
	}

	@Test
	void theLineForAPinnedBuildIsAcceptedByTheBrowser() {
		UUID survey = this.api.npsSurvey();
		Matcher line = Pattern.compile("&lt;script async crossorigin.*?&lt;/script&gt;")
			.matcher(this.api.get("/preview/" + survey).body());
		assertThat(line.find()).isTrue();
		browser.open(page("/", HtmlUtils.htmlUnescape(line.group())));
		browser.reads("How likely are you to recommend us?");
		String wrong = HtmlUtils.htmlUnescape(line.group()).replaceFirst("sha384-.{8}", "sha384-AAAAAAAA");
		browser.open(page("/wrong", wrong));
		browser.says("integrity");
		assertThat(browser.isShown()).isFalse();
	}

}

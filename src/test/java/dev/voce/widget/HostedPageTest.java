package dev.voce.widget;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import dev.voce.invitationmail.Accent;
import dev.voce.testing.Api;
import dev.voce.testing.Api.Reply;
import dev.voce.testing.Sql;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
class HostedPageTest extends BrowserTest {

	@Test
	void theHostedPageAsksAlsoWhereOnlyAShopMay() {
		UUID survey = survey("\"allowedOrigins\": [\"https://shop.example\"], \"segments\": [\"plan\"]");
		browser.open(voce() + "/s/" + survey + "?locale=it&channel=poster&touchpoint=till-3&plan=pro&unknown=x");
		browser.press("9");
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.get("channel").stringValue()).isEqualTo("poster");
		assertThat(stored.get("touchpoint").stringValue()).isEqualTo("till-3");
		assertThat(stored.get("locale").stringValue()).isEqualTo("it");
		assertThat(stored.get("attributes").toString()).isEqualTo("{\"plan\":\"pro\"}");
		assertThat(browser.console()).isEmpty();
	}

	/** An element of a page itself. */
	private static WebElement plain(String selector) {
		return browser.driver().findElement(By.cssSelector(selector));
	}

	@Test
	void whoFillsTheTrapIsThankedAndNotStored() {
		UUID survey = this.api.npsSurvey();
		String form = "form.id=" + UUID.randomUUID() + "&form.seen=nps,why&a.nps=9&form.website=https://spam.example";
		Reply answer = this.api.post("/s/" + survey, form, "Content-Type", "application/x-www-form-urlencoded");
		assertThat(answer.body()).contains("Thank you!");
		assertThat(responses(survey)).isEmpty();
		Reply honest = this.api.post("/s/" + survey, form.replace("https://spam.example", ""), "Content-Type",
				"application/x-www-form-urlencoded");
		assertThat(honest.body()).contains("Thank you!");
		assertThat(responses(survey)).hasSize(1);
	}

	@Test
	void aFormSaysWhenTheFirstQuestionWasShown() {
		UUID survey = survey("");
		java.util.regex.Matcher asked = java.util.regex.Pattern.compile("name=\"form.asked\" value=\"([^\"]+)\"")
			.matcher(this.api.get("/s/" + survey).body());
		assertThat(asked.find()).isTrue();
		String form = "form.id=" + UUID.randomUUID() + "&form.version=1&form.seen=nps,reason&a.nps=9&form.asked="
				+ asked.group(1);
		Reply next = this.api.post("/s/" + survey, form, "Content-Type", "application/x-www-form-urlencoded");
		assertThat(next.body()).contains(asked.group(1));
		assertThat(java.time.Instant.parse(response(survey, (response) -> true).get("askedAt").stringValue()))
			.isEqualTo(java.time.Instant.parse(asked.group(1)).truncatedTo(java.time.temporal.ChronoUnit.MICROS));
		JsonNode reach = this.api.get("/api/v1/surveys/" + survey + "/kpis").json().get("reach");
		assertThat(reach.get("asked").intValue()).isOne();
		assertThat(reach.get("answered").intValue()).isOne();
		assertThat(this.api.get("/s/" + survey + "?kiosk").body()).doesNotContain("form.asked");
		this.api
			.post("/s/" + survey, "form.version=1&form.seen=nps&a.nps=9&form.asked=long+ago", "Content-Type",
					"application/x-www-form-urlencoded")
			.is(200);
	}

	@Test
	void stepsThatFollowAtOnceAreBothStored() {
		UUID survey = survey("");
		String first = "form.id=" + UUID.randomUUID() + "&form.version=1&form.seen=nps,reason&a.nps=3";
		String then = first.replace("reason", "reason,why") + "&a.why=slow";
		for (String form : List.of(first, then)) {
			this.api.post("/s/" + survey, form, "Content-Type", "application/x-www-form-urlencoded").is(200);
		}
		assertThat(response(survey, (response) -> true).get("answers").toString())
			.isEqualTo("{\"nps\":3,\"why\":\"slow\"}");
	}

	@Test
	void aSegmentMayBeCalledWhatAFormHasToo() {
		UUID survey = survey("\"segments\": [\"website\", \"id\", \"seen\", \"version\"]");
		String page = "/s/" + survey + "?website=shop.example&id=1&seen=nps&version=7";
		assertThat(this.api.get(page).body()).contains("a.nps");
		String form = "form.id=" + UUID.randomUUID() + "&form.seen=nps,reason,why&form.version=1&form.website=&a.nps=9";
		this.api.post(page, form, "Content-Type", "application/x-www-form-urlencoded").is(200);
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.get("attributes").toString())
			.isEqualTo("{\"id\":\"1\",\"seen\":\"nps\",\"version\":\"7\",\"website\":\"shop.example\"}");
		assertThat(form).contains(stored.get("id").stringValue());
	}

	@Test
	void aBadlyEncodedLinkCostsWhatIsUnreadableAlone() {
		UUID survey = survey("\"segments\": [\"plan\", \"store\"]");
		String page = "/s/" + survey + "?plan=%E9&store=Forl%C3%AC&touchpoint=";
		this.api.get(page).is(200);
		String form = "form.id=" + UUID.randomUUID() + "&form.seen=nps,reason,why&form.version=1&a.nps=9&a.why=100%";
		this.api.post(page, form, "Content-Type", "application/x-www-form-urlencoded").is(200);
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.get("attributes").toString()).isEqualTo("{\"store\":\"Forlì\"}");
		assertThat(stored.at("/answers/why").stringValue()).isEqualTo("100%");
	}

	@Test
	void whoFollowsALinkToNothingOrSendsAnErasedFormReadsAPage() {
		for (String path : List.of("/s/" + UUID.randomUUID(), "/s/x")) {
			Reply answer = this.api.get(path, "Accept-Language", "it-IT").is(404);
			assertThat(answer.header("Content-Type")).startsWith("text/html");
			assertThat(answer.body()).contains("lang=\"it\"", "Questo sondaggio è chiuso.");
		}
		UUID survey = this.api.npsSurvey();
		UUID id = UUID.randomUUID();
		String form = "form.id=" + id + "&form.seen=nps&form.version=1&a.nps=9";
		this.api.post("/s/" + survey, form, "Content-Type", "application/x-www-form-urlencoded").is(200);
		this.api.delete("/api/v1/surveys/" + survey + "/responses/" + id).is(204);
		assertThat(
				this.api.post("/s/" + survey, form, "Content-Type", "application/x-www-form-urlencoded").is(410).body())
			.contains("This survey is closed.");
	}

	@Test
	void aFormIsValidatedAgainstTheVersionThatItAsked() {
		UUID survey = this.api.npsSurvey();
		String form = this.api.get("/s/" + survey).body();
		assertThat(form).contains("name=\"form.version\" value=\"1\"");
		String tag = this.api.get("/api/v1/surveys/" + survey).header("ETag");
		this.api.put("/api/v1/surveys/" + survey, """
				{"name": "Changed", "questions": [{"key": "nps", "type": "NPS", "scale": {"min": 1, "max": 10},
				  "text": {"en": "How likely?"}}]}""", "If-Match", tag).is(200);
		browser.pause(1200); // definitions are at most a second old
		String answer = "form.id=" + UUID.randomUUID() + "&form.version=1&form.seen=nps&a.nps=0";
		this.api.post("/s/" + survey, answer, "Content-Type", "application/x-www-form-urlencoded").is(200);
		assertThat(response(survey, (stored) -> true).get("version").intValue()).isOne();
	}

	@Test
	void aMailsLinkPreselectsAndOnlyAPersonStoresIt() throws Exception {
		UUID survey = this.api.npsSurvey();
		browser.open(voce() + "/s/" + survey + "?nps=9");
		Wait.until("the score is chosen", () -> browser.find("[aria-checked=true]").getText().equals("9"));
		browser.run("dispatchEvent(new Event('pointerdown')); document.body.click()");
		browser.pause(1000);
		assertThat(responses(survey)).isEmpty();
		browser.press("Next");
		assertThat(response(survey, (stored) -> true).at("/answers/nps").intValue()).isEqualTo(9);
	}

	/** As a mail scanner does, which runs scripts too. */
	@Test
	void aPageThatNobodyTouchesWasNotShown() {
		UUID survey = this.api.npsSurvey();
		for (int i = 0; i < 3; i++) {
			browser.open(voce() + "/s/" + survey + "?nps=9");
			browser.find("[aria-checked=true]");
			browser.run("dispatchEvent(new Event('pointermove')); scrollTo(0, 100)");
		}
		browser.pause(1000);
		assertThat(reach(survey).get("shown").intValue()).isZero();
		new Actions(browser.driver()).moveToElement(browser.find("h2")).perform();
		browser.until(() -> (reach(survey).get("shown").asInt(0) == 1) ? true : null);
		assertThat(responses(survey)).as("moving stores no score").isEmpty();
		new Actions(browser.driver()).moveToElement(browser.find("h2")).click().perform();
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.at("/answers/nps").intValue()).isEqualTo(9);
		assertThat(stored.get("channel").stringValue()).isEqualTo("link");
	}

	@ParameterizedTest
	@ValueSource(strings = { "?locale=en", "?kiosk" })
	void aSurveyThatStoppedSinceItsPageWasOpenedSaysSoInsteadOfThanks(String query) {
		UUID survey = this.api.npsSurvey();
		browser.open(voce() + "/s/" + survey + query);
		browser.find("button");
		this.api.post("/api/v1/surveys/" + survey + "/pause", "").is(200);
		browser.pause(1200); // definitions are at most a second old
		browser.find("button").click();
		browser.until(
				() -> plain("h1").getText().equals("This survey is not taking answers at the moment.") ? true : null);
		assertThat(responses(survey)).isEmpty();
		boolean reloads = !browser.driver().findElements(By.cssSelector("meta[http-equiv=refresh]")).isEmpty();
		assertThat(reloads).as("a tablet asks again by itself").isEqualTo(query.equals("?kiosk"));
	}

	@Test
	void aKioskStartsAnewInItsLanguageAndKeepsNothing() {
		UUID survey = survey("");
		browser.open(voce() + "/s/" + survey + "?kiosk&locale=it");
		browser.reads("Quanto è probabile che ci consigli?");
		plain("footer .language").click();
		browser.reads("How likely are you to recommend us?");
		browser.press("9");
		browser.find("textarea").sendKeys("Mine alone");
		browser.press("Send");
		browser.reads("Thank you!");
		response(survey, (stored) -> stored.get("finished").booleanValue());
		browser.reads("Quanto è probabile che ci consigli?");
		assertThat(browser.all("[aria-checked=true], textarea")).isEmpty();
		browser.press("8");
		browser.reads("Perché?");
		assertThat(browser.find("textarea").getDomProperty("value")).isEmpty();
		browser.until(() -> (responses(survey).size() == 2) ? true : null);
		assertThat(responses(survey)).extracting((stored) -> stored.get("channel").stringValue()).containsOnly("kiosk");
		browser.until(() -> (reach(survey).get("shown").asInt(0) > 1) ? true : null);
		String kept = "return JSON.stringify([localStorage, sessionStorage])";
		assertThat(browser.run(kept)).asString().doesNotContain("Mine alone", survey.toString());
	}

	@Test
	void aKioskSaysWhatBecomesOfAnAddressAndLinksNowhere() {
		UUID survey = survey("""
				"privacy": "https://shop.example/privacy",
				"thanks": {"DETRACTOR": {"text": {"en": "Sorry!"}, "contact": true}}""");
		assertThat(this.api.get("/s/" + survey + "?kiosk&locale=en").body())
			.contains("it is kept with your answers", "Privacy: https://shop.example/privacy")
			.doesNotContain("href=\"https://shop.example");
		assertThat(this.api.get("/s/" + survey("") + "?kiosk&locale=en").body()).contains("Anonymous: ");
	}

	@Test
	void aKioskGoesOnWithoutTheNetwork() {
		UUID survey = this.api.npsSurvey();
		browser.open(voce() + "/s/" + survey + "?kiosk");
		browser.reads("How likely are you to recommend us?");
		browser
			.run("const real = setTimeout; window.setTimeout = (act, time) => real(act, (time === 6000) ? 300 : time)");
		browser.offline(true);
		for (String score : List.of("9", "2")) {
			browser.press(score);
			browser.find("textarea").sendKeys("Said offline");
			browser.press("Send");
			browser.reads("Thank you!");
			browser.reads("How likely are you to recommend us?");
		}
		assertThat(responses(survey)).isEmpty();
		browser.offline(false);
		browser.run("dispatchEvent(new Event('online'))");
		browser.until(() -> (responses(survey).size() == 2) ? true : null);
		assertThat(responses(survey))
			.allSatisfy((stored) -> assertThat(stored.at("/answers/why").stringValue()).isEqualTo("Said offline"));
	}

	@Test
	void pagesAreUnderAPolicyWithoutInlineCode() {
		UUID survey = this.api.npsSurvey();
		for (String path : List.of("/s/", "/preview/")) {
			Reply page = this.api.get(path + survey);
			assertThat(page.status()).isEqualTo(200);
			assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'none'; script-src 'self'")
				.doesNotContain("unsafe");
			assertThat(page.body()).doesNotContain(" style=", " onclick=");
		}
		assertThat(this.api.get("/s/" + survey + "?locale=%22%3E%3Cscript%3E&channel=%22%3E%3Cb%3E").body())
			.doesNotContain("\"><script>", "\"><b>");
	}

	@Test
	void aSurveyThatTakesNoAnswersSaysWhetherItWillAgain() {
		UUID survey = this.api.npsSurvey();
		this.api.post("/api/v1/surveys/" + survey + "/pause", "");
		browser.pause(1200); // definitions are at most a second old
		assertThat(this.api.get("/s/" + survey).is(409).body())
			.contains("This survey is not taking answers at the moment.");
		assertThat(this.api
			.post("/s/" + survey, "form.version=1&form.seen=nps&a.nps=9", "Content-Type",
					"application/x-www-form-urlencoded")
			.is(409)
			.body()).contains("This survey is not taking answers at the moment.");
		this.api.post("/api/v1/surveys/" + survey + "/close", "");
		browser.pause(1200);
		assertThat(this.api.get("/s/" + survey).body()).contains("This survey is closed.");
		assertThat(this.api.get("/s/" + UUID.randomUUID()).status()).isEqualTo(404);
	}

	@Test
	void aFormThatBeganBeforeTheSurveyStoppedGoesOnUntilItEnds() {
		UUID survey = survey("");
		String first = "form.id=" + UUID.randomUUID() + "&form.version=1&form.seen=nps,reason&a.nps=3";
		String then = first.replace("reason", "reason,why") + "&a.why=slow";
		String form = "application/x-www-form-urlencoded";
		this.api.post("/s/" + survey, first, "Content-Type", form).is(200);
		this.api.post("/api/v1/surveys/" + survey + "/close", "").is(200);
		assertThat(this.api.post("/s/" + survey, then, "Content-Type", form).is(200).body()).contains("Thank you!");
		assertThat(response(survey, (stored) -> true).at("/answers/why").stringValue()).isEqualTo("slow");
		this.api.post("/api/v1/surveys/" + survey + "/close", "{\"now\": true}").is(200);
		Reply ended = this.api.post("/s/" + survey, then.replace("slow", "fast"), "Content-Type", form).is(409);
		assertThat(ended.header("Content-Type")).startsWith("text/html");
		assertThat(ended.body()).contains("This survey is closed.");
		assertThat(response(survey, (stored) -> true).at("/answers/why").stringValue()).isEqualTo("slow");
	}

	@Test
	void thePreviewShowsTheSurveyOnAPageOfAShop() throws IOException {
		UUID survey = survey("");
		browser.size(1000, 776);
		browser.open(voce() + "/preview/" + survey);
		assertThat(browser.heading()).isEqualTo("How likely are you to recommend us?");
		browser.settle();
		browser.screenshot("body", Path.of("target/screenshots/preview.png"));
		assertThat(browser.console()).isEmpty();
		browser.press("10");
		assertThat(response(survey, (stored) -> true).get("test").booleanValue()).isTrue();
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/reach/shown").asInt(-1)).isZero();
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce() + "/preview/" + survey);
		browser.until(() -> plain("html").getDomAttribute("lang").equals("it") ? true : null);
		browser.reads("Quanto è probabile che ci consigli?");
		browser.run("localStorage.clear()");
	}

	@Test
	void theOwnersNameLogoAndColourStandOnThePageAndOnTheKiosk(@Autowired DataSource database) {
		this.api = new Api(this.port, new Sql(database).workspace());
		String brand = "{\"name\": \"Aurora\", \"brand\": {\"name\": \"Bottega Aurora\", \"accent\": \"#ffe27a\"}}";
		this.api.send("PUT", "/api/v1/workspace", brand, "If-Match", "*").is(200);
		String logo = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\" viewBox=\"0 0 40 20\"><path d=\"M0 0h40v20z\"/></svg>";
		this.api.send("PUT", "/api/v1/workspace/logo", logo, "Content-Type", "image/svg+xml").is(200);
		UUID survey = survey("");
		browser.size(1280, 800);
		for (String query : List.of("?locale=en", "?kiosk&locale=en")) {
			browser.open(voce() + "/s/" + survey + query);
			boolean kiosk = query.contains("kiosk");
			browser
				.until(() -> (browser.find("[role=radio]").getSize().getHeight() >= (kiosk ? 150 : 56)) ? true : null);
			assertThat(browser.find("[role=radio]").getSize().getWidth()).isGreaterThanOrEqualTo(kiosk ? 100 : 48);
			assertThat(plain("header").getText()).startsWith("Bottega Aurora");
			assertThat(plain("header img").getDomProperty("naturalWidth")).isEqualTo("40");
			assertThat(browser.run("return getComputedStyle(document.documentElement).getPropertyValue('--accent')"))
				.isEqualTo(Accent.of("#ffe27a").light());
			harmless(query);
			assertThat(browser.console()).isEmpty();
		}
		String form = "form.version=1&form.seen=nps,reason,why&a.nps=9";
		String thanks = this.api
			.post("/s/" + survey + "?kiosk", form, "Content-Type", "application/x-www-form-urlencoded")
			.is(200)
			.body();
		assertThat(thanks).contains("Bottega Aurora", "content=\"6; url=?locale=en&amp;channel=kiosk&amp;kiosk=\"");
	}

	@Test
	void aDraftIsReadByThoseWhoMayAndNotByVisitors() {
		UUID draft = UUID.fromString(this.api.post("/api/v1/surveys", """
				{"name": "Draft", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "Hm?", "it": "Mah?"}}]}""")
			.is(201)
			.json()
			.get("id")
			.stringValue());
		JsonNode asked = this.api.get("/api/v1/surveys/" + draft + "/preview?locale=it").is(200).json();
		assertThat(asked.at("/questions/0/text").stringValue()).isEqualTo("Mah?");
		browser.open(voce() + "/preview/" + draft);
		browser.until(() -> plain("#closed").isDisplayed() ? true : null);
		assertThat(browser.driver().findElements(By.cssSelector("voce-survey"))).isEmpty();
	}

}

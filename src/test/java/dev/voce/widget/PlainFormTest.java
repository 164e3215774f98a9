package dev.voce.widget;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

import dev.voce.testing.Api.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The hosted page as visitors without JavaScript meet it. */
@NullUnmarked
class PlainFormTest extends BrowserTest {

	private static final String FORM = "application/x-www-form-urlencoded";

	/**
	 * What a person can fill in, and what a form sends untouched and with the first
	 * control used.
	 */
	private static final String CONTROLS = """
			const form = new DOMParser().parseFromString(arguments[0], 'text/html').forms[0];
			const sent = () => [...new FormData(form)].filter(([name, value]) => value && !name.startsWith('form.')).join(' ');
			const controls = [...form.elements].filter((one) => /^(INPUT|TEXTAREA)$/.test(one.tagName)
			    && one.type !== 'hidden' && !one.closest('[aria-hidden]'));
			const described = controls.map((one) => one.type + ' ' + one.name + ' ' + one.value.trim()).join(', ');
			const untouched = sent();
			controls[0].type === 'textarea' ? controls[0].value = 'x' : controls[0].click();
			return [described, untouched, sent()]""";

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"type": "NPS"                                         | radio | 0 1 2 3 4 5 6 7 8 9 10
			"type": "NPS", "scale": {"min": 1, "max": 10}         | radio | 1 2 3 4 5 6 7 8 9 10
			"type": "CSAT", "look": "STARS"                       | radio | 1 2 3 4 5
			"type": "CSAT", "scale": {"min": 0, "max": 1}         | radio | 0 1
			"type": "CES"                                         | radio | 1 2 3 4 5 6 7
			"type": "RATING", "scale": {"min": 1, "max": 3}       | radio | 1 2 3
			"type": "CHOICE", "options": OPTIONS                  | radio | a b
			"type": "CHOICE", "multiple": true, "options": OPTIONS | checkbox | a b
			"type": "TEXT"                                        | textarea | x""")
	void aFormHasTheControlsOfItsQuestionAndSendsWhatWasChosenAlone(String question, String kind, String values) {
		String options = "[{\"key\": \"a\", \"text\": {\"en\": \"A\"}}, {\"key\": \"b\", \"text\": {\"en\": \"B\"}}]";
		UUID survey = this.api
			.survey("{\"name\": \"One\", \"questions\": [{\"key\": \"q\", \"text\": {\"en\": \"Hm?\"}, "
					+ question.replace("OPTIONS", options) + "}]}");
		browser.open(page("/", ""));
		List<String> all = List.of(values.split(" "));
		String controls = kind.equals("textarea") ? "textarea a.q "
				: String.join(", ", all.stream().map((value) -> kind + " a.q " + value).toList());
		assertThat(browser.run(CONTROLS, this.api.get("/s/" + survey).body()))
			.isEqualTo(List.of(controls, "", "a.q," + all.get(0)));
		if (kind.equals("radio") && !all.contains("a")) {
			String chosen = "a.q," + all.get(1);
			assertThat(browser.run(CONTROLS, this.api.get("/s/" + survey + "?q=" + all.get(1)).body()))
				.as("chosen in a mail")
				.isEqualTo(List.of(controls, chosen, "a.q," + all.get(0)));
		}
	}

	@Test
	void stepByStepItAsksWhatFollows() {
		UUID survey = survey("");
		withoutJavaScript(() -> {
			browser.open(voce() + "/s/" + survey + "?channel=poster&nps=7");
			plain("input[value='2']").click();
			plain("button").click();
			browser.until(() -> plain("legend").getText().equals("What went wrong?") ? true : null);
			assertThat(response(survey, (stored) -> true).get("finished").booleanValue()).isFalse();
			browser.pause(1100); // revisions of forms rise by the second
			plain("input[value='price']").click();
			plain("textarea").sendKeys("<b>Too dear & slow</b>");
			plain("button").click();
			browser.until(() -> plain("h1").getText().equals("Thank you!") ? true : null);
		});
		JsonNode stored = response(survey, (response) -> response.get("finished").booleanValue());
		assertThat(stored.get("answers").toString())
			.isEqualTo("{\"nps\":2,\"reason\":[\"price\"],\"why\":\"<b>Too dear & slow</b>\"}");
		assertThat(stored.get("channel").stringValue()).isEqualTo("poster");
	}

	@Test
	void nothingChosenIsNoAnswer() {
		UUID survey = survey("");
		withoutJavaScript(() -> {
			browser.open(voce() + "/s/" + survey);
			plain("button").click();
			browser.until(() -> plain("h1").getText().equals("Thank you!") ? true : null);
		});
		assertThat(responses(survey)).isEmpty();
	}

	@Test
	void aSurveyOfAShopIsAnsweredOnItsOwnPage() {
		UUID survey = survey("\"allowedOrigins\": [\"https://shop.example\"]");
		withoutJavaScript(() -> {
			browser.open(voce() + "/s/" + survey);
			plain("input[value='9']").click();
			plain("button").click();
			browser.until(() -> plain("legend").getText().equals("What did you like?") ? true : null);
		});
		JsonNode stored = response(survey, (response) -> true);
		assertThat(stored.at("/answers/nps").intValue()).isEqualTo(9);
		assertThat(stored.get("channel").stringValue()).isEqualTo("link");
	}

	/** Of an older page, or of a browser that never says where a form was. */
	@Test
	void aFormWithoutAnOriginIsTakenWhereTheBrowserSaysThatItIsOurs() {
		UUID survey = survey("\"allowedOrigins\": [\"https://shop.example\"]");
		String form = "form.version=1&form.seen=nps,reason,why&a.nps=9";
		String[] ours = { "Content-Type", FORM, "Origin", "null", "Sec-Fetch-Site", "same-origin" };
		assertThat(this.api.post("/s/" + survey, form, ours).is(200).body()).contains("Thank you!");
		String[] elsewhere = { "Content-Type", FORM, "Origin", "null", "Sec-Fetch-Site", "cross-site" };
		this.api.post("/s/" + survey, form, elsewhere).is(403);
		assertThat(responses(survey)).hasSize(1);
	}

	@Test
	void whatIsRefusedIsKeptOnAPageInTheVisitorsLanguage() {
		UUID survey = survey("\"allowedOrigins\": [\"https://shop.example\"]");
		String form = "form.id=" + UUID.randomUUID()
				+ "&form.version=1&form.seen=nps,reason,why&a.nps=9&a.why=\"Mine\"";
		Reply refused = this.api.post("/s/" + survey + "?locale=it", form, "Content-Type", FORM, "Origin",
				"https://elsewhere.example");
		assertThat(refused.is(403).header("Content-Type")).startsWith("text/html");
		assertThat(refused.body()).contains("lang=\"it\"", "Le tue risposte non sono ancora salvate. Inviale di nuovo.",
				"name=\"a.nps\" value=\"9\"", "name=\"a.why\" value=\"&quot;Mine&quot;\"", "action=\"?locale=it\"",
				">Invia</button>");
		assertThat(responses(survey)).isEmpty();
		browser.open(page("/", ""));
		String sent = (String) browser.run("""
				const form = new DOMParser().parseFromString(arguments[0], 'text/html').forms[0];
				return new URLSearchParams(new FormData(form)).toString()""", refused.body());
		this.api.post("/s/" + survey + "?locale=it", sent, "Content-Type", FORM).is(200);
		assertThat(response(survey, (stored) -> true).at("/answers/why").stringValue()).isEqualTo("\"Mine\"");
	}

	@Test
	void aFormThatIsTooLongIsAnsweredWithAPage() {
		Reply refused = this.api.post("/s/" + this.api.npsSurvey(), "a.why=" + "x".repeat(200 * 1024), "Content-Type",
				FORM);
		assertThat(refused.is(413).header("Content-Type")).startsWith("text/html");
		assertThat(refused.body()).contains("Your answers didn&#39;t arrive.").doesNotContain("<form");
	}

	@Test
	void longCommentsInAnyAlphabetAreTaken() {
		UUID survey = this.api
			.survey("""
					{"name": "Long", "questions": [{"key": "a", "type": "TEXT", "text": {"en": "A?"}},
					  {"key": "b", "type": "TEXT", "text": {"en": "B?"}}, {"key": "c", "type": "TEXT", "text": {"en": "C?"}}]}""");
		String comment = URLEncoder.encode("я".repeat(5_000), StandardCharsets.UTF_8);
		String form = "form.seen=a,b,c&a.a=" + comment + "&a.b=" + comment + "&a.c=" + comment;
		this.api.post("/s/" + survey, form, "Content-Type", FORM).is(200);
		assertThat(response(survey, (stored) -> true).at("/answers/c").stringValue()).hasSize(5_000);
	}

	@Test
	void thanksHaveAVoucherAndALinkOnlyWhereThereIsOne() {
		UUID survey = this.api.survey("""
				{"name": "Thanks", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}],
				 "thanks": {"DETRACTOR": {"text": {"en": "We are sorry."}},
				            "PASSIVE": {"voucher": {"en": "FIVE"}},
				            "PROMOTER": {"link": "https://shop.example/review"}}}""");
		assertThat(thanks(survey, 2)).contains("We are sorry.").doesNotContain("voucher", "Continue", "href=\"\"");
		assertThat(thanks(survey, 7)).contains("Thank you!", "<p class=\"voucher\">FIVE</p>")
			.doesNotContain("Continue");
		assertThat(thanks(survey, 9)).contains("Thank you!", "href=\"https://shop.example/review\"", ">Continue</a>")
			.doesNotContain("voucher");
	}

	private String thanks(UUID survey, int score) {
		String page = this.api.post("/s/" + survey, "form.seen=nps&a.nps=" + score, "Content-Type", FORM)
			.is(200)
			.body();
		return page.substring(page.indexOf("<main"));
	}

	@Test
	void whatMustBeAnsweredIsAskedUntilItIs() {
		UUID survey = this.api.survey("""
				{"name": "Required", "questions": [
				  {"key": "what", "type": "CHOICE", "multiple": true, "required": true, "text": {"en": "What?"},
				   "options": [{"key": "a", "text": {"en": "A"}}, {"key": "b", "text": {"en": "B"}}]},
				  {"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		String page = this.api.post("/s/" + survey, "form.seen=what,why&a.why=Fast", "Content-Type", FORM).body();
		assertThat(page).contains("What?", "name=\"a.why\" value=\"Fast\"").doesNotContain("Why?", "Thank you!");
		assertThat(response(survey, (stored) -> true).get("finished").booleanValue()).isFalse();
		assertThat(this.api.post("/s/" + survey, "form.seen=what,why&a.what=b&a.why=Fast", "Content-Type", FORM).body())
			.contains("Thank you!");
	}

	@Test
	void aScaleIsOneRowAtEveryWidth() {
		UUID survey = survey("");
		withoutJavaScript(() -> {
			for (int width : new int[] { 1280, 390, 320 }) {
				browser.size(width, 640);
				browser.open(voce() + "/s/" + survey);
				List<WebElement> cells = browser.driver().findElements(By.cssSelector(".scale label"));
				assertThat(cells).hasSize(11).allSatisfy((cell) -> {
					assertThat(cell.getLocation().getY()).isEqualTo(cells.get(0).getLocation().getY());
					assertThat(cell.getSize().getWidth()).isGreaterThanOrEqualTo(24);
					assertThat(cell.getLocation().getX() + cell.getSize().getWidth()).isLessThan(width);
				});
			}
		});
	}

	private static void withoutJavaScript(Runnable visit) {
		browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
		try {
			visit.run();
		}
		finally {
			browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", false));
		}
	}

	/** An element of a page itself. */
	private static WebElement plain(String selector) {
		return browser.driver().findElement(By.cssSelector(selector));
	}

}

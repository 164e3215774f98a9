package dev.voce.dashboard;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Shop;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages in a real browser. */
@NullUnmarked
@VoceTest
class DashboardTest extends DeskTest {

	@Test
	void aWrongPasswordIsReportedAndTheRightOneLogsIn() {
		String email = enter("ADMIN");
		browser.press("Log out");
		browser.type("[name=email]", email);
		browser.type("[name=password]", "wrong horse");
		browser.press("Log in");
		browser.sees("E-mail or password is wrong");
		browser.type("[name=password]", PASSWORD);
		browser.press("Log in");
		browser.sees("Surveys");
		assertThat(browser.all("header nav a")).hasSize(5);
		assertThat(browser.console()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "VIEWER, 2", "EDITOR, 2", "ADMIN, 5" })
	void eachRoleSeesItsPages(String role, int pages) {
		UUID survey = survey();
		enter(role);
		assertThat(browser.all("header nav a")).hasSize(pages);
		browser.open(voce("/users"));
		browser.sees(role.equals("ADMIN") ? "Invite someone" : "You don't have access to this page.");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.sees(role.equals("VIEWER") ? "You don't have access to this page." : "Settings");
	}

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
	void whatIsNotSavedIsNotLeftWithoutAsking() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey));
		browser.press("Edit");
		browser.type("[name=name]", "Renamed");
		browser.press("Share");
		browser.refuse();
		assertThat(browser.find("[name=name]").getDomProperty("value")).isEqualTo("Renamed");
		browser.run("history.back()");
		browser.refuse();
		assertThat(browser.address()).endsWith("/edit");
		browser.press("Save");
		browser.sees("Saved");
		browser.press("Share");
		browser.sees("Preview");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=name]", "Lost");
		browser.press("Pause");
		browser.refuse();
		browser.run("document.querySelector('.skip').click()");
		assertThat(browser.address()).endsWith("/edit");
		assertThat(browser.run("return document.activeElement.id")).isEqualTo("content");
		assertThat(browser.find("[name=name]").getDomProperty("value")).isEqualTo("Lost");
		browser.press("Surveys");
		browser.agree();
		browser.sees("Renamed");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void whatCanNotBeSavedIsReportedWhereItStands() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=zone]", "Roma");
		browser.type("[name=origins]", "https://shop.example, localhost");
		browser.press("Save");
		browser.sees("must be an IANA time zone such as Europe/Rome");
		browser.sees("2.: must be an origin such as https://shop.example");
		assertThat(browser.text()).doesNotContain("/zone", "and 1 more");
	}

	@Test
	void aLinkThatLeadsNowhereSaysSoAndWhatElseThereIs() {
		browser.open(voce("/join#token=used"));
		browser.sees("This link is not, or no longer, valid");
		enter("VIEWER");
		browser.open(voce("/surveys/" + UUID.randomUUID()));
		browser.press("All surveys");
		browser.sees("Surveys");
		browser.open(voce("/setup#token=used"));
		browser.sees("Voce is already set up");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/join#token=", "/join%23token=", "/join%23token%3D" })
	void aLinkThatAMailFilterRewroteWorks(String link) {
		String invitation = Api.administrator(this.port, this.database)
			.post("/api/v1/users", """
					{"email": "%s@shop.example", "name": "Ada Rossi", "role": "VIEWER"}""".formatted(UUID.randomUUID()))
			.is(201)
			.json()
			.get("invitation")
			.stringValue();
		browser.open(voce(link + invitation));
		browser.sees("Ada Rossi, you'll log in as");
		assertThat(browser.address()).contains("/join#token");
		browser.type("[name=password]", PASSWORD);
		browser.press("Save");
		browser.sees("Surveys");
		assertThat(browser.address()).isEqualTo(voce("/"));
		assertThat(browser.console()).isEmpty();
	}

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
	void aSessionThatEndsAsksToLogInAndGoesOnAtTheSameAddress() {
		UUID survey = survey(9, 9, 9);
		String email = enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "?range=r30"));
		browser.sees("Only 3 answers");
		browser.expire();
		browser.sees("Your session has ended");
		browser.type("[name=email]", email);
		browser.type("[name=password]", PASSWORD);
		browser.press("Log in");
		browser.sees("Only 3 answers");
		assertThat(browser.address()).endsWith("/surveys/" + survey + "?range=r30");
	}

	@Test
	void whatIsNotSavedYetOutlivesTheSession() {
		UUID survey = survey();
		String email = enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("textarea[aria-label='Text (en)']", "Half written");
		browser.expire();
		browser.run("document.querySelector('[name=onCall]')?.click()");
		browser.sees("Your session has ended");
		browser.type("[name=email]", email);
		browser.type("[name=password]", PASSWORD);
		browser.press("Log in");
		browser.press("Save");
		browser.sees("Saved.");
		assertThat(this.api.get("/api/v1/surveys/" + survey).body()).contains("Half written");
	}

	@Test
	void aSurveyIsMadeFromNothingPublishedAnsweredAndSeenArriving() throws IOException {
		enter("EDITOR");
		browser.press("New survey");
		browser.press("Create: Blank survey");
		browser.sees("Questions");
		browser.type("[name=name]", "After the fair");
		browser.type("textarea[aria-label='Text (en)']", "Would you come again?");
		browser.press("Add question");
		browser.until(() -> browser.all(".question").size() == 2);
		browser.all("textarea[aria-label='Text (en)']").get(1).sendKeys("Why?");
		browser.press("Move up: question_2");
		assertThat(browser.find("[data-key=down-question_2]").isEnabled()).isTrue();
		browser.press("Move down: question_2");
		browser.press("Publish");
		browser.sees("On your page");
		String id = browser.address().replaceAll(".*/surveys/|/share", "");
		browser.sees("<script async src=\"" + voce("/widget.js") + "\" data-survey=\"" + id + "\"></script>");
		String stored = this.api.get("/api/v1/surveys/" + id).is(200).body();
		assertThat(stored).contains("After the fair", "Would you come again?", "LIVE");
		String line = browser.find("[aria-label='On your page'] code").getText();
		browser.press("Figures");
		browser.sees("No answers yet");
		try (Shop shop = new Shop()) {
			browser.openBeside(shop.page("/", "<!doctype html><html lang=en><title>Fair</title><h1>Fair</h1>" + line));
			browser.asked("[role=radio][aria-label='9']", WebElement::click);
			browser.asked("textarea", (area) -> area.sendKeys("Such friendly people"));
			browser.asked(".go", WebElement::click);
			browser.back();
		}
		browser.sees("Only 1 answer: too few for a score");
		browser.sees("Such friendly people");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aRestartUnderAnOpenPageIsReportedAndPassesByItselfAndLogsNobodyOut() {
		String database = TestDatabase.create();
		UUID survey;
		try (Node before = Node.start(database, TestDatabase.user(), TestDatabase.password(), "voce.sample=false")) {
			this.port = before.port();
			this.api = before.api();
			this.database = new DriverManagerDataSource(database, TestDatabase.user(), TestDatabase.password());
			enter("VIEWER");
			survey = survey(9, 9, 9);
			browser.open(voce("/surveys/" + survey));
			browser.sees("Only 3 answers");
		}
		browser.sees("Voce can't be reached. Showing the figures from");
		assertThat(browser.text()).contains("Only 3 answers");
		try (Node after = Node.start(database, TestDatabase.user(), TestDatabase.password(),
				"server.port=" + this.port)) {
			answer(survey, 10, "Back again");
			browser.sees("Only 4 answers");
			browser.sees("Back again");
			browser.until(() -> !browser.text().contains("can't be reached"));
			browser.press("Surveys");
			browser.sees("Checkout");
		}
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

	/** What the widget asks in the preview, and whatever else it says there. */
	private static String previewed() {
		return String
			.valueOf(browser.run("return document.querySelector('.preview voce-survey').shadowRoot.textContent"));
	}

	@Test
	void thePreviewAlsoStandsWhereItWillAndSaysWhenItStarts() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.until(() -> previewed().contains("How likely?"));
		browser.sees("It appears on a page right away. Whoever answers or closes it isn't asked again for 90 days.");
		browser.type("[name=delay]", "5");
		browser.sees("It appears on a page after 5 seconds.");
		browser.press("Try it in position");
		browser.find(":root > voce-survey.over:not(.left)");
		browser.find("[name=position] [value=BOTTOM_LEFT]").click();
		browser.find(":root > voce-survey.over.left");
		browser.find("[name=presentation] [value=MODAL]").click();
		browser.asked("dialog", (dialog) -> assertThat(dialog.isDisplayed()).isTrue());
		browser.asked(".x", WebElement::click);
		browser.until(() -> browser.all(":root > voce-survey").isEmpty());
		assertThat(previewed()).contains("How likely?");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void whatCantBeSavedIsReportedInItalianToo() {
		UUID survey = survey();
		enter("EDITOR");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=forgetAfterDays]", "0");
		browser.sees("Correggi 1 problema per salvare.");
		assertThat(browser.find("[data-at='/retention/forgetAfterDays'] .flaw").getText())
			.isEqualTo("deve essere un numero di giorni da 1 a 3650");
		browser.press("Salva");
		browser.sees("Correggi 1 problema per salvare.");
		assertThat(browser.all(".problem")).isEmpty();
	}

	@Test
	void thePreviewFollowsWhatIsWrittenAndStaysWhereThatCantBeAsked() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.until(() -> previewed().contains("How likely?"));
		browser.type("textarea[aria-label='Text (en)']", "Would you come again?");
		browser.until(() -> previewed().contains("Would you come again?"));
		browser.find("textarea[aria-label='Text (en)']").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
		browser.sees("Fix 1 problem to save.");
		assertThat(browser.find("[data-at='/questions/0/text'] .flaw").getText()).contains("en");
		assertThat(previewed()).contains("Would you come again?");
		assertThat(this.api.get("/api/v1/surveys/" + survey).body()).contains("How likely?");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/responses").json().get("items")).isEmpty();
	}

	@Test
	void triggersLooksAndThanksAreSavedAndComeBack() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=delay]", "5");
		browser.type("[name=include]", "/shop/*, /cart");
		browser.type("[name=repeatDays]", "30");
		browser.find("[name=onCall]").click();
		browser.find("[name=theme] [value=DARK]").click();
		browser.type("[name=channel]", "shop");
		browser.find("[name=stage] [value=SUPPORT]").click();
		browser.type("[name=forgetAfterDays]", "365");
		browser.type("[name=purgeAfterDays]", "730");
		browser.find("[name=anonymous]").click();
		browser.find("[data-key=words]").click();
		assertThat(browser.all("[data-at='/words'] fieldset")).as("every word of the widget")
			.hasSameSizeAs(this.api.get("/api/v1/public/surveys/" + survey).json().get("words").propertyNames());
		for (String locale : List.of("en", "it")) {
			this.api.get("/api/v1/widget-words?locale=" + locale)
				.json()
				.get("words")
				.forEachEntry(
						(name, text) -> assertThat(browser.find("[data-at='/words/" + name + "'] [lang=" + locale + "]")
							.getDomAttribute("placeholder")).isEqualTo(text.stringValue()));
		}
		browser.type("textarea[aria-label='Button to send (en)']", "Off it goes");
		browser.type("[name=privacy]", "https://shop.example/privacy");
		browser.find("[data-key=thanks-PROMOTER]").click();
		browser.type("[aria-label='Link of a button: Promoters']", "https://shop.example/review");
		browser.type("textarea[aria-label='Voucher: Promoters (en)']", "LOVE10");
		browser.find("[aria-label='Ask for permission to get in touch: Promoters']").click();
		browser.sees("New responses get this channel and touchpoint; existing ones keep theirs.");
		browser.sees("From now on, responses that name a person are refused.");
		browser.sees("Responses older than 365 days, existing ones included, lose for good the respondent");
		browser.sees("Responses older than 730 days, existing ones included, are deleted for good.");
		browser.press("Save");
		browser.sees("must not be asked for: the survey is anonymous");
		browser.find("[name=anonymous]").click();
		browser.press("Save");
		browser.sees("Saved.");
		JsonNode stored = this.api.get("/api/v1/surveys/" + survey).json();
		assertThat(stored.get("display").toString())
			.isEqualTo("{\"delay\":5,\"include\":[\"/shop/*\",\"/cart\"],\"onCall\":true,\"repeatDays\":30}");
		assertThat(stored.get("appearance").toString()).isEqualTo("{\"theme\":\"DARK\"}");
		assertThat(stored.get("retention").toString()).isEqualTo("{\"forgetAfterDays\":365,\"purgeAfterDays\":730}");
		assertThat(stored.get("words").toString()).isEqualTo("{\"send\":{\"en\":\"Off it goes\"}}");
		assertThat(stored.get("channel").stringValue()).isEqualTo("shop");
		assertThat(stored.get("stage").stringValue()).isEqualTo("SUPPORT");
		assertThat(stored.get("privacy").stringValue()).isEqualTo("https://shop.example/privacy");
		assertThat(stored.at("/thanks/PROMOTER").toString())
			.isEqualTo("{\"link\":\"https://shop.example/review\",\"voucher\":{\"en\":\"LOVE10\"},\"contact\":true}");
		browser.open(browser.address());
		assertThat(browser.find("[name=include]").getDomProperty("value")).isEqualTo("/shop/*, /cart");
		assertThat(browser.find("[name=theme]").getDomProperty("value")).isEqualTo("DARK");
		assertThat(browser.find("[aria-label='Link of a button: Promoters']").getDomProperty("value"))
			.isEqualTo("https://shop.example/review");
	}

	@Test
	void whatAnEditDoesToAnswersIsReportedBeforeItIsSaved() {
		UUID survey = survey(9, 9, 3);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.press("Add option: reason");
		browser.sees("New options of reason (option_2): only new responses can choose them.");
		browser.press("Remove: option_2");
		browser.until(() -> browser.all(".effect li").isEmpty());
		browser.find("[data-key=scale-nps] [value='1-10']").click();
		browser.sees("New version: the figures of nps start over.");
		browser.press("Save");
		browser.sees("Saved as a new version");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("version").intValue()).isEqualTo(2);
		assertThat(browser.all(".effect li")).isEmpty();
	}

	@Test
	void twoWhoEditAtOnceGetAMessageAndNeitherLosesWhatTheyTyped() {
		UUID survey = survey();
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=name]", "Mine");
		String path = "/api/v1/surveys/" + survey;
		String theirs = this.api.get(path).body().replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"Theirs\"");
		this.api.put(path, theirs, "If-Match", "*").is(200);
		browser.press("Save");
		browser.refuse();
		browser.sees("Not saved: someone else changed this survey in the meantime.");
		assertThat(browser.find("[name=name]").getDomProperty("value")).isEqualTo("Mine");
		assertThat(this.api.get(path).json().get("name").stringValue()).isEqualTo("Theirs");
		browser.press("Save");
		browser.agree();
		browser.sees("Saved");
		assertThat(this.api.get(path).json().get("name").stringValue()).isEqualTo("Mine");
	}

	@Test
	void anAdministratorReadsWhoChangedWhat() {
		UUID survey = survey(9, 3);
		UUID gone = survey();
		this.api.delete("/api/v1/surveys/" + gone).is(204);
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/mark",
					"{\"set\": \"SPAM\", \"where\": {\"mark\": \"NONE\", \"test\": false}}")
			.is(200);
		enter("VIEWER");
		Api administrator = Api.administrator(this.port, this.database);
		String user = administrator.get("/api/v1/users")
			.json()
			.get("items")
			.valueStream()
			.filter((person) -> person.get("role").stringValue().equals("VIEWER"))
			.findFirst()
			.orElseThrow()
			.get("id")
			.stringValue();
		administrator.put("/api/v1/users/" + user, "{\"name\": \"Ada\", \"role\": \"EDITOR\"}").is(200);
		for (int i = 0; i < 50; i++) {
			this.api.post("/api/v1/surveys/" + survey + ((i % 2 == 0) ? "/pause" : "/publish"), "").is(200);
		}
		enter("EDITOR");
		browser.open(voce("/activity"));
		browser.sees("You don't have access to this page.");
		enter("ADMIN");
		browser.open(voce("/activity"));
		browser.sees("Paused");
		assertThat(browser.all("tbody tr")).hasSize(50);
		browser.press("Older");
		browser.sees("Marked as spam");
		assertThat(browser.text()).contains("2 answers · ", "a deleted survey", "Role: Editor");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/activity"));
		browser.sees("Messa in pausa");
	}

	@Test
	void theSharePageHasEveryLinkAndShowsWhereTheWidgetWasSeen() {
		UUID survey = survey(9);
		enter("VIEWER");
		browser.open(voce("/surveys/" + survey + "/share"));
		browser.sees("Not seen on any page yet");
		browser.sees("Set VOCE_PUBLIC_URL");
		browser.sees("<script async src=\"" + voce("/widget.js?survey=" + survey) + "\"></script>");
		browser.sees(voce("/s/" + survey + "?kiosk"));
		browser.sees("channel=email&amp;nps=10\"");
		assertThat(browser.find("a[download]").getDomAttribute("href")).endsWith("/s/" + survey + "/qr.svg");
		browser.until(() -> (Boolean) browser.run("return document.querySelector('.code img').naturalWidth > 0"));
		assertThat(browser.find("a[href='/preview/" + survey + "']").isDisplayed()).isTrue();
		this.api
			.post("/api/v1/public/surveys/" + survey + "/shown",
					"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}", "Origin", "https://shop.example")
			.is(202);
		browser.sees("shop.example · ");
		browser.open(voce("/"));
		browser.sees("Widget last seen on shop.example");
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void aDraftsSharePageOffersThePreviewAlone() {
		String draft = this.api.post("/api/v1/surveys", this.api.get("/api/v1/templates/nps").body())
			.is(201)
			.json()
			.get("id")
			.stringValue();
		enter("EDITOR");
		browser.open(voce("/surveys/" + draft + "/share"));
		browser.sees("Nobody can answer yet");
		browser.sees("Open the preview");
		assertThat(browser.all(".code img")).isEmpty();
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
	void theValuesOfASegmentThatAreCountedAreListed() {
		UUID survey = survey(9);
		enter("EDITOR");
		browser.open(voce("/surveys/" + survey + "/edit"));
		browser.type("[name=segments]", "plan, a/b" + Keys.TAB);
		browser.find("[data-key=segment-values]").click();
		browser.type("[name='values.a/b']", "one\ntwo\n(other)");
		browser.type("[name='values.plan']", "free\n\npro \n");
		browser.press("Save");
		browser.sees("3.: must be a value of 1 to 200 characters other than (none) and (other)");
		browser.type("[name='values.a/b']", "one\ntwo");
		browser.press("Save");
		browser.sees("Saved.");
		JsonNode saved = this.api.get("/api/v1/surveys/" + survey).json().get("segmentValues");
		assertThat(saved.get("a/b").toString()).isEqualTo("[\"one\",\"two\"]");
		assertThat(saved.get("plan").toString()).isEqualTo("[\"free\",\"pro\"]");
		browser.type("[name='values.plan']", "free");
		browser.sees("Other values of plan: existing responses will be counted by them again in the background.");
		browser.type("[name=segments]", "plan" + Keys.TAB);
		browser.press("Save");
		browser.sees("Saved.");
		assertThat(this.api.get("/api/v1/surveys/" + survey).json().get("segmentValues").toString())
			.isEqualTo("{\"plan\":[\"free\"]}");
		assertThat(browser.console()).isEmpty();
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

	@Test
	void aKeyIsMadeShownOnceAndRevoked() {
		enter("ADMIN");
		browser.open(voce("/keys"));
		browser.sees("Create key");
		browser.type("[name=name]", "till");
		browser.press("Create key");
		browser.sees("It won't be shown again");
		String secret = browser.find(".copyable code").getText();
		new Api(this.port, secret).get("/api/v1/surveys").is(200);
		browser.open(voce("/keys"));
		browser.sees("till");
		assertThat(browser.text()).doesNotContain(secret);
	}

	@Test
	void thePagesAreInItalianToo() {
		UUID survey = survey(IntStream.range(0, 1204).map((i) -> (i % 3 == 0) ? 0 : 10).toArray());
		enter("ADMIN");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/surveys/" + survey));
		browser.sees("+33, tra +28 e +38, su 1.204 risposte · 95%");
		assertThat(browser.find("html").getDomAttribute("lang")).isEqualTo("it");
		Map<String, String> italian = browser.words("it");
		Set<String> english = new HashSet<>(browser.words("en").values());
		english.removeAll(italian.values());
		// Names that other tests gave their surveys.
		this.api.get("/api/v1/surveys?limit=200")
			.json()
			.get("items")
			.forEach((item) -> english.remove(item.get("name").stringValue()));
		Map<String, String> pages = Map.of("/", "surveys", "/surveys/new", "newSurvey", "/surveys/" + survey, "edit",
				"/surveys/" + survey + "/edit", "save", "/surveys/" + survey + "/share", "share", "/people",
				"privacyRequests", "/users", "users", "/keys", "apiKeys", "/activity", "activityLog", "/account",
				"changePassword");
		pages.forEach((path, word) -> {
			browser.open(voce(path));
			browser.sees(italian.get(word));
			assertThat(browser.find("body").getText().lines()).as(path).isNotEmpty().noneMatch(english::contains);
		});
	}

}

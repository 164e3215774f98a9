package dev.voce.dashboard;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Logging in, what stands around all pages, and the pages of administrators. */
@NullUnmarked
@VoceTest
class FrameTest extends DeskTest {

	@Test
	void aWrongPasswordIsReportedAndTheRightOneLogsIn() {
		String email = enter("ADMIN");
		browser.open(voce("/"));
		browser.chooseInAccountMenu("Log out");
		browser.type("[name=email]", email);
		browser.type("[name=password]", "wrong horse");
		browser.press("Log in");
		browser.sees("E-mail or password is wrong");
		browser.type("[name=password]", PASSWORD);
		browser.press("Log in");
		browser.isTitled("Home");
		assertThat(browser.find("header nav [aria-current]").getText()).isEqualTo("Home");
		WebElement account = browser.find("#menu > .button");
		account.sendKeys(Keys.ARROW_DOWN);
		browser.focused().sendKeys(Keys.ARROW_UP);
		assertThat(browser.focused().getText()).isEqualTo("Log out");
		browser.focused().sendKeys(Keys.ESCAPE);
		assertThat(browser.focused()).isEqualTo(account);
		assertThat(browser.console()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "VIEWER, 3", "EDITOR, 3", "ADMIN, 7" })
	void eachRoleSeesItsPages(String role, int pages) {
		UUID survey = survey();
		enter(role);
		browser.open(voce("/users"));
		browser.sees(role.equals("ADMIN") ? "Invite someone" : "You don't have access to this page.");
		assertThat(browser.all("header .pop a")).hasSize(pages);
		browser.go("/surveys/" + survey + "/edit");
		browser.sees(role.equals("VIEWER") ? "You don't have access to this page." : "When and where it asks");
	}

	@Test
	void aLinkThatLeadsNowhereSaysSoAndWhatElseThereIs() {
		browser.open(voce("/join#token=used"));
		browser.sees("This link is not, or no longer, valid");
		enter("VIEWER");
		browser.open(voce("/surveys/" + UUID.randomUUID()));
		browser.press("All surveys");
		browser.isTitled("Surveys");
		browser.open(voce("/setup#token=used"));
		browser.sees("Voce is already set up");
	}

	@Test
	void aMistypedAddressIsAPageForPeopleAndAProblemForPrograms() {
		for (String address : List.of("/nothing", "/preview/x")) {
			Api.Reply page = this.api.get(address, "Accept", "text/html,*/*;q=0.8").is(404);
			assertThat(page.header("Content-Type")).startsWith("text/html");
			assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
			assertThat(this.api.get(address).is(404).header("Content-Type")).isEqualTo("application/problem+json");
		}
		assertThat(this.api.get("/api/v1/nothing", "Accept", "text/html").is(404).header("Content-Type"))
			.isEqualTo("application/problem+json");
		assertThat(this.api.get("/api//v1", "Accept", "text/html").is(400).header("Content-Type"))
			.isEqualTo("application/problem+json");
		assertThat(this.api.get("/100%25%2Fx", "Accept", "text/html").is(400).body()).contains("it may be mistyped",
				"<a href=\"/\">");
		browser.open(voce("/surveys//x"));
		browser.sees("Page not found");
		assertThat(browser.objections()).isEmpty();
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
		browser.isTitled("Home");
		assertThat(browser.address()).isEqualTo(voce("/"));
		assertThat(browser.console()).isEmpty();
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
	void aRestartUnderAnOpenPageIsReportedAndPassesByItselfAndLogsNobodyOut() {
		String database = TestDatabase.create();
		UUID survey;
		try (Node before = Node.start(database, TestDatabase.user(), TestDatabase.password(), "voce.sample=false")) {
			this.port = before.port();
			this.api = before.api();
			this.database = new DriverManagerDataSource(database, TestDatabase.user(), TestDatabase.password());
			browser.begin(voce("/setup#token=x"));
			browser.sees("You're the first one here");
			assertThat(EveryPageTest.look("/setup", "en")).isEmpty();
			browser.size(1280, 900);
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
	void aKeyIsMadeShownOnceAndRevoked() {
		enter("ADMIN");
		browser.open(voce("/keys"));
		browser.sees("Create key");
		browser.type("[name=name]", "till");
		browser.press("Create key");
		browser.sees("It won't be shown again");
		String secret = browser.find(".copying code").getText();
		new Api(this.port, secret).get("/api/v1/surveys").is(200);
		browser.open(voce("/keys"));
		browser.sees("till");
		assertThat(browser.text()).doesNotContain(secret);
		browser.press("Revoke: till");
		browser.reads("dialog", "It was last used just now");
		assertThat(browser.objections()).isEmpty();
		browser.press("Cancel");
		assertThat(browser.text()).contains("till");
		browser.press("Revoke: till");
		browser.press("Revoke");
		browser.until(() -> !browser.text().contains("till"));
		new Api(this.port, secret).get("/api/v1/surveys").is(401);
		assertThat(browser.console()).isEmpty();
	}

	@Test
	void thePagesAreInItalianToo() {
		UUID survey = survey(IntStream.range(0, 1204).map((i) -> (i % 3 == 0) ? 0 : 10).toArray());
		enter("ADMIN");
		browser.run("localStorage.setItem('voce.language', 'it')");
		browser.open(voce("/surveys/" + survey));
		browser.sees("tra +28 e +38, su 1.204 risposte · 95%");
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
				"/surveys/" + survey + "/edit", "saveAndShow", "/surveys/" + survey + "/share", "share", "/privacy",
				"privacyRequests", "/users", "users", "/keys", "apiKeys", "/activity", "activityLog", "/account",
				"changePassword");
		pages.forEach((path, word) -> {
			browser.go(path);
			browser.sees(italian.get(word));
			assertThat(browser.find("body").getText().lines()).as(path).isNotEmpty().noneMatch(english::contains);
		});
	}

}

package dev.voce.dashboard;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Cookie;
import org.openqa.selenium.WebElement;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.ReverseProxy;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** All pages, where Voce stands under a path, and behind proxies as they are. */
@NullUnmarked
class SubPathTest {

	private static final String EMAIL = "administrator@voce.example";

	private static Desk browser;

	private static String database;

	private static Node atRoot;

	private static Node underPath;

	@BeforeAll
	static void start() {
		browser = Desk.shared();
		database = TestDatabase.create();
		atRoot = Node.start(database, TestDatabase.user(), TestDatabase.password(),
				"server.forward-headers-strategy=framework");
		underPath = Node.start(database, TestDatabase.user(), TestDatabase.password(),
				"server.servlet.context-path=/voce", "server.forward-headers-strategy=framework");
		new Sql(new DriverManagerDataSource(database, TestDatabase.user(), TestDatabase.password()))
			.administrator(EMAIL, VoceTest.KEY);
	}

	@AfterAll
	static void stop() {
		browser.open("about:blank");
		underPath.close();
		atRoot.close();
	}

	/** How visitors reach it. */
	enum Way {

		CONTEXT_PATH, KEEPS_PREFIX, STRIPS_PREFIX

	}

	@ParameterizedTest
	@EnumSource
	void everyPageAndLinkWorksUnderAPath(Way way) {
		switch (way) {
			case CONTEXT_PATH -> walk("http://localhost:" + underPath.port() + "/voce");
			case KEEPS_PREFIX -> walk(underPath, ReverseProxy.Habit.KEEPS_PREFIX);
			case STRIPS_PREFIX -> walk(atRoot, ReverseProxy.Habit.STRIPS_PREFIX);
		}
	}

	private static void walk(Node node, ReverseProxy.Habit habit) {
		try (ReverseProxy proxy = new ReverseProxy(node.port(), "/voce", habit)) {
			walk("http://localhost:" + proxy.port() + "/voce");
		}
	}

	private static void walk(String voce) {
		UUID survey = atRoot.api().npsSurvey();
		logIn(voce);
		assertThat(browser.address()).isEqualTo(voce + "/");
		assertThat(browser.driver().manage().getCookies()).extracting(Cookie::getPath).containsOnly("/voce");
		for (String page : List.of("Settings", "Users", "API keys", "Activity log", "Privacy requests")) {
			browser.chooseInAccountMenu(page);
			browser.isTitled(page);
			assertThat(browser.address()).startsWith(voce + "/");
			assertThat(browser.find("header a[aria-current]").getDomProperty("textContent")).isEqualTo(page);
		}
		browser.open(voce + "/surveys/" + survey);
		browser.press("Edit");
		browser.click("[data-key=rest]");
		browser.type("[name=name]", "Renamed");
		browser.press("Save and show to visitors");
		browser.sees("Saved");
		browser.press("Share");
		browser.sees(voce + "/widget.js");
		browser.find("summary[data-key=share-curl]").click();
		browser.sees(voce + "/api/v1/public/surveys/" + survey + "/responses");
		browser.find("[data-key=way-link]").click();
		browser.sees(voce + "/s/" + survey);
		browser.find("[data-key=way-qr]").click();
		WebElement code = browser.find("img.qr");
		browser.until(() -> (Boolean) browser.run("return arguments[0].naturalWidth > 0", code));
		assertThat(browser.all("main a").stream().map((link) -> link.getDomProperty("href"))).isNotEmpty()
			.allMatch((address) -> address.startsWith(voce + "/"));
		browser.press("Figures");
		assertThat(browser.address()).isEqualTo(voce + "/surveys/" + survey);
		browser.chooseInAccountMenu("Log out");
		browser.sees("Log in");
		assertThat(browser.console()).isEmpty();
		answer(voce, survey);
	}

	private static void logIn(String voce) {
		browser.begin(voce + "/actuator/health/liveness");
		browser.open(voce + "/");
		browser.type("[name=email]", EMAIL);
		browser.type("[name=password]", Api.PASSWORD);
		browser.press("Log in");
		browser.isTitled("Home");
	}

	private static void answer(String voce, UUID survey) {
		browser.open(voce + "/s/" + survey);
		browser.asked("[role=radio][aria-label='9']", WebElement::click);
		String path = "/api/v1/surveys/" + survey + "/responses";
		browser.until(() -> !atRoot.api().get(path).json().get("items").isEmpty());
		browser.open(voce + "/preview/" + survey);
		assertThat(browser.text()).contains(voce + "/widget.js");
		browser.asked("[role=radio][aria-label='9']", (score) -> {
		});
		assertThat(browser.console()).isEmpty();
		browser.open(voce + "/s/" + survey + "/email.html");
		assertThat(browser.driver().getPageSource()).contains(voce + "/s/" + survey);
	}

	@ParameterizedTest
	@EnumSource(names = { "COMPRESSES_WITH_WEAK_TAGS", "COMPRESSES_WITH_MARKED_TAGS", "DROPS_TAGS" })
	void aSurveyIsEditedThroughAProxyThatChangesTags(ReverseProxy.Habit habit) {
		try (ReverseProxy proxy = new ReverseProxy(atRoot.port(), "", habit)) {
			String voce = "http://localhost:" + proxy.port();
			UUID survey = atRoot.api().npsSurvey();
			logIn(voce);
			browser.open(voce + "/surveys/" + survey + "/edit");
			browser.click("[data-key=rest]");
			for (String name : List.of("First", "Second")) {
				browser.type("[name=name]", name);
				browser.press("Save and show to visitors");
				browser.until(() -> atRoot.api()
					.get("/api/v1/surveys/" + survey)
					.json()
					.get("name")
					.stringValue()
					.equals(name));
				browser.sees("Saved");
			}
			Api client = new Api(proxy.port());
			Api.Reply read = client.get("/api/v1/surveys/" + survey);
			if (habit != ReverseProxy.Habit.DROPS_TAGS) {
				assertThat(read.header("ETag")).matches("W/\"\\d+\"|\"\\d+-gzip\"");
				assertThat(atRoot.api()
					.put("/api/v1/surveys/" + survey, atRoot.api().get("/api/v1/surveys/" + survey).body(), "If-Match",
							read.header("ETag"))
					.is(200)
					.status()).isEqualTo(200);
			}
			else {
				assertThat(read.header("ETag")).isEmpty();
			}
			// Somebody else saves meanwhile: what is based on the old is refused, too.
			String stored = atRoot.api().get("/api/v1/surveys/" + survey).body();
			atRoot.api().put("/api/v1/surveys/" + survey, stored.replace("Second", "Third"), "If-Match", "*").is(200);
			browser.type("[name=name]", "Fourth");
			browser.press("Save and show to visitors");
			browser.sees("saved this survey at");
			assertThat(atRoot.api().get("/api/v1/surveys/" + survey).json().get("name").stringValue())
				.isEqualTo("Third");
		}
	}

}

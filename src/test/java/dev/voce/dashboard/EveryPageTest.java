package dev.voce.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page, in every language, on a desk and on a phone. */
@NullUnmarked
@VoceTest
class EveryPageTest extends DeskTest {

	@Test
	void thePageThatSetsVoceUpToo() {
		try (Node node = Node.start(TestDatabase.create(), TestDatabase.user(), TestDatabase.password())) {
			browser.open("http://localhost:" + node.port() + "/setup#token=x");
			browser.sees("You're the first one here");
			assertThat(look("/setup", "en")).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "en", "it" })
	void axeFindsNothingAndNothingStandsOver(String language) {
		browser.run("localStorage.setItem('voce.language', '" + language + "')");
		Map<String, String> words = browser.words(language);
		UUID survey = survey(IntStream.range(0, 60).map((i) -> i % 11).toArray());
		answer(survey, 4, "So so");
		UUID none = survey();
		UUID one = survey(9);
		answer(one, 4, "So so");
		String oneCase = this.api
			.post("/api/v1/cases", "{\"survey\": \"%s\", \"response\": \"%s\"}".formatted(one,
					this.api.get("/api/v1/surveys/" + one + "/responses").json().at("/items/0/id").stringValue()))
			.json()
			.get("id")
			.stringValue();
		String caseTitle = words.get("caseNumber")
			.replace("{n}", this.api.get("/api/v1/cases/" + oneCase).json().get("number").asString()) + " · "
				+ words.get("nobodyNamed");
		UUID purged = purgedSurvey();
		UUID nine = survey(9, 3, 10, 10, 9, 8, 7, 0, 1);
		UUID pyramid = UUID
			.fromString(this.api.post("/api/v1/surveys", this.api.get("/api/v1/templates/cx-pyramid").body())
				.is(201)
				.json()
				.get("id")
				.stringValue());
		List<String> found = new ArrayList<>();
		// Without one, the first page would be that of the set-up.
		Api.administrator(this.port, this.database);
		visit(List.of(Map.entry("/setup#token=x", words.get("logIn")),
				Map.entry("/join#token=x", words.get("joinTitle")), Map.entry("/", words.get("logIn"))), language,
				found);
		browser.run("localStorage.clear()");
		enter("ADMIN");
		browser.run("localStorage.setItem('voce.language', '" + language + "')");
		String pyramidName = this.api.get("/api/v1/surveys/" + pyramid).json().get("name").stringValue();
		visit(List.of(Map.entry("/", words.get("home")), Map.entry("/surveys", words.get("surveys")),
				Map.entry("/users", words.get("users")), Map.entry("/keys", words.get("apiKeys")),
				Map.entry("/activity", words.get("activityLog")), Map.entry("/account", words.get("account")),
				Map.entry("/settings", words.get("settings")), Map.entry("/surveys/new", words.get("newSurvey")),
				Map.entry("/surveys/" + survey, "Checkout"),
				Map.entry("/surveys/" + survey + "?class=PASSIVE&segment=channel&value=web", "Checkout"),
				Map.entry("/surveys/" + survey + "?range=custom&from=2026-03-02&to=2026-03-01", "Checkout"),
				Map.entry("/surveys/" + none, "Checkout"), Map.entry("/surveys/" + one, "Checkout"),
				Map.entry("/surveys/" + nine, "Checkout"),
				Map.entry("/surveys/" + purged + "?range=r12&segment=plan", "Checkout"),
				Map.entry("/surveys/" + purged + "?range=r12&segment=plan&value=free", "Checkout"),
				Map.entry("/surveys/" + survey + "/edit", words.get("edit") + ": Checkout"),
				Map.entry("/surveys/" + survey + "/share", words.get("share") + ": Checkout"),
				Map.entry("/surveys/" + survey + "/responses", words.get("responses") + ": Checkout"),
				Map.entry("/surveys/" + none + "/responses", words.get("responses") + ": Checkout"),
				Map.entry("/surveys/" + pyramid, pyramidName),
				Map.entry("/surveys/" + survey + "/share#qr", words.get("share") + ": Checkout"),
				Map.entry("/surveys/" + nine + "/share#mail", words.get("share") + ": Checkout"),
				Map.entry("/people", words.get("privacyRequests")), Map.entry("/cases?view=all", words.get("cases")),
				Map.entry("/cases/" + oneCase, caseTitle), Map.entry("/cases/learning", words.get("learning")),
				Map.entry("/surveys/" + pyramid + "/edit", words.get("edit") + ": " + pyramidName),
				Map.entry("/surveys/x", words.get("pageNotFound"))), language, found);
		assertThat(found).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	/**
	 * Opens pages, each of which must get its title and show no error, and looks at them.
	 */
	private void visit(List<Map.Entry<String, String>> titles, String language, List<String> found) {
		titles.forEach((page) -> {
			browser.open(voce(page.getKey()));
			browser.find("main > .wrap > *:not(.skeleton)");
			browser.isTitled(page.getValue());
			assertThat(browser.all("main > .wrap > [role=alert]")).as(page.getKey()).isEmpty();
			found.addAll(look(page.getKey(), language));
		});
	}

	/** Looks at a page on a light desk, in English alone, and on a dark phone. */
	private static List<String> look(String where, String language) {
		List<String> found = new ArrayList<>();
		for (String scheme : language.equals("en") ? List.of("light", "dark") : List.of("dark")) {
			browser.media("prefers-color-scheme", scheme);
			browser.size(scheme.equals("light") ? 1280 : 320, 900);
			browser.run("document.getAnimations().forEach((each) => each.finish())");
			// The widget in the editor's preview looks twice a second how light the page
			// is.
			browser.run("return new Promise((done) => setTimeout(done, where ? 700 : 0))".replace("where",
					String.valueOf(where.endsWith("/edit"))));
			if (language.equals("en")) { // its rules know no language
				browser.objections().forEach((each) -> found.add(where + " " + scheme + " " + each));
			}
			long over = (Long) browser.run("return document.documentElement.scrollWidth - innerWidth");
			if (over > 0) {
				found.add(where + " is " + over + " pixels too wide");
			}
		}
		return found;
	}

}

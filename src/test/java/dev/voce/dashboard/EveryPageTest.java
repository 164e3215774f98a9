package dev.voce.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Every page, in every language, on a desk and on a phone. */
@NullUnmarked
@VoceTest
class EveryPageTest extends DeskTest {

	/** What colours and widths can break. */
	private static final String[] OF_DARK_PHONES = { "color-contrast", "target-size", "scrollable-region-focusable" };

	/** The widget in the editor's preview looks twice a second how light the page is. */
	private static final String SETTLED = """
			document.getAnimations().forEach((each) => each.finish());
			return new Promise((done) => setTimeout(done, arguments[0] ? 700 : 0));""";

	@Test
	void axeFindsNothingAndNothingStandsOver() {
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
		String caseNumber = this.api.get("/api/v1/cases/" + oneCase).json().get("number").asString();
		UUID purged = purgedSurvey();
		UUID nine = survey(9, 3, 10, 10, 9, 8, 7, 0, 1);
		UUID pyramid = UUID
			.fromString(this.api.post("/api/v1/surveys", this.api.get("/api/v1/templates/cx-pyramid").body())
				.is(201)
				.json()
				.get("id")
				.stringValue());
		String person = this.api
			.put("/api/v1/people",
					"{\"name\": \"Marta Bellini\", \"email\": \"marta@posta.example\", \"locale\": \"it\"}")
			.json()
			.get("id")
			.stringValue();
		// Without one, the first page would be that of the set-up.
		Api.administrator(this.port, this.database);
		browser.open(voce("/"));
		Map<String, Map<String, String>> words = Map.of("en", browser.words("en"), "it", browser.words("it"));
		for (String language : List.of("en", "it")) {
			browser.run("localStorage.setItem('voce.language', arguments[0])", language);
			browser.open(voce("/"));
			visit(List.of(Map.entry("/setup#token=x", "logIn"), Map.entry("/join#token=x", "joinTitle"),
					Map.entry("/", "logIn")), words.get(language), language);
		}
		enter("ADMIN");
		String pyramidName = this.api.get("/api/v1/surveys/" + pyramid).json().get("name").stringValue();
		for (String language : List.of("en", "it")) {
			Map<String, String> said = new HashMap<>(words.get(language));
			said.put("case", said.get("caseNumber").replace("{n}", caseNumber) + " · " + said.get("nobodyNamed"));
			said.put("Checkout", "Checkout");
			said.put("Marta Bellini", "Marta Bellini");
			said.put("pyramid", pyramidName);
			for (String page : List.of("edit", "share", "responses", "inviteByMail", "textsAndRules", "invitations")) {
				said.put(page + "Checkout", said.get(page) + ": Checkout");
			}
			said.put("editPyramid", said.get("edit") + ": " + pyramidName);
			browser.run("localStorage.setItem('voce.language', arguments[0])", language);
			browser.open(voce("/"));
			visit(List.of(Map.entry("/", "home"), Map.entry("/surveys", "surveys"), Map.entry("/users", "users"),
					Map.entry("/keys", "apiKeys"), Map.entry("/activity", "activityLog"),
					Map.entry("/account", "account"), Map.entry("/settings", "settings"),
					Map.entry("/notifications", "notifications"), Map.entry("/surveys/new", "newSurvey"),
					Map.entry("/surveys/" + survey, "Checkout"),
					Map.entry("/surveys/" + survey + "?class=PASSIVE&segment=channel&value=web", "Checkout"),
					Map.entry("/surveys/" + survey + "?range=custom&from=2026-03-02&to=2026-03-01", "Checkout"),
					Map.entry("/surveys/" + none, "Checkout"), Map.entry("/surveys/" + one, "Checkout"),
					Map.entry("/surveys/" + nine, "Checkout"),
					Map.entry("/surveys/" + purged + "?range=r12&segment=plan", "Checkout"),
					Map.entry("/surveys/" + purged + "?range=r12&segment=plan&value=free", "Checkout"),
					Map.entry("/surveys/" + survey + "/edit", "editCheckout"),
					Map.entry("/surveys/" + survey + "/share", "shareCheckout"),
					Map.entry("/surveys/" + survey + "/responses", "responsesCheckout"),
					Map.entry("/surveys/" + none + "/responses", "responsesCheckout"),
					Map.entry("/surveys/" + pyramid, "pyramid"),
					Map.entry("/surveys/" + survey + "/share#qr", "shareCheckout"),
					Map.entry("/surveys/" + nine + "/share#mail", "shareCheckout"),
					Map.entry("/surveys/" + survey + "/invite", "inviteByMailCheckout"),
					Map.entry("/surveys/" + survey + "/invitation", "textsAndRulesCheckout"),
					Map.entry("/surveys/" + survey + "/invitations", "invitationsCheckout"),
					Map.entry("/people", "people"), Map.entry("/people/" + person, "Marta Bellini"),
					Map.entry("/privacy", "privacyRequests"), Map.entry("/cases?view=all", "cases"),
					Map.entry("/cases/" + oneCase, "case"), Map.entry("/cases/learning", "learning"),
					Map.entry("/surveys/" + pyramid + "/edit", "editPyramid"), Map.entry("/surveys/x", "pageNotFound")),
					said, language);
		}
		assertThat(browser.console()).isEmpty();
	}

	/**
	 * Goes to pages, each of which must get its title and show no error, and looks at
	 * them.
	 */
	private static void visit(List<Map.Entry<String, String>> titles, Map<String, String> words, String language) {
		List<String> found = new ArrayList<>();
		titles.forEach((page) -> {
			browser.go(page.getKey());
			browser.isTitled(words.get(page.getValue()));
			assertThat(browser.all("main > .wrap > [role=alert]")).as(page.getKey()).isEmpty();
			found.addAll(look(page.getKey(), language));
		});
		assertThat(found).isEmpty();
	}

	/** Looks at a page on a light desk, in English alone, and on a dark phone. */
	static List<String> look(String where, String language) {
		List<String> found = new ArrayList<>();
		boolean all = language.equals("en"); // the rules know no language
		if (all) {
			browser.size(1280, 900);
			browser.media("prefers-color-scheme", "light");
			browser.run(SETTLED, where.endsWith("/edit"));
			browser.objections().forEach((each) -> found.add(where + " light " + each));
			found.addAll(over(where));
		}
		browser.size(320, 900);
		browser.media("prefers-color-scheme", "dark");
		browser.run(SETTLED, all && where.endsWith("/edit"));
		if (all) {
			browser.objections(OF_DARK_PHONES).forEach((each) -> found.add(where + " dark " + each));
		}
		found.addAll(over(where));
		return found;
	}

	private static List<String> over(String where) {
		long over = (Long) browser.run("return document.documentElement.scrollWidth - innerWidth");
		return (over > 0) ? List.of(where + " is " + over + " pixels too wide") : List.of();
	}

}

package dev.voce.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
		UUID survey = survey(IntStream.range(0, 60).map((i) -> i % 11).toArray());
		answer(survey, 4, "So so");
		UUID none = survey();
		UUID one = survey(9);
		answer(one, 4, "So so");
		UUID nine = survey(9, 3, 10, 10, 9, 8, 7, 0, 1);
		UUID pyramid = UUID
			.fromString(this.api.post("/api/v1/surveys", this.api.get("/api/v1/templates/cx-pyramid").body())
				.is(201)
				.json()
				.get("id")
				.stringValue());
		browser.run("localStorage.setItem('voce.language', '" + language + "')");
		List<String> found = new ArrayList<>();
		for (String path : List.of("/setup#token=x", "/join#token=x", "/")) {
			browser.open(voce(path));
			browser.find("main h1");
			found.addAll(look(path, language));
		}
		browser.run("localStorage.clear()");
		enter("ADMIN");
		browser.run("localStorage.setItem('voce.language', '" + language + "')");
		for (String path : List.of("/", "/users", "/keys", "/activity", "/account", "/surveys/new",
				"/surveys/" + survey, "/surveys/" + survey + "?class=PASSIVE&segment=channel&value=web",
				"/surveys/" + none, "/surveys/" + one, "/surveys/" + nine, "/surveys/" + survey + "/edit",
				"/surveys/" + survey + "/share", "/surveys/" + pyramid, "/people", "/surveys/" + pyramid + "/edit",
				"/surveys/x")) {
			browser.open(voce(path));
			browser.find("main > *:not(.skeleton)");
			found.addAll(look(path, language));
		}
		assertThat(found).isEmpty();
		assertThat(browser.console()).isEmpty();
	}

	/** Looks at a page on a light desk, in English alone, and on a dark phone. */
	private static List<String> look(String where, String language) {
		List<String> found = new ArrayList<>();
		for (String scheme : language.equals("en") ? List.of("light", "dark") : List.of("dark")) {
			browser.media("prefers-color-scheme", scheme);
			browser.size(scheme.equals("light") ? 1280 : 320, 900);
			browser.run("document.getAnimations().forEach((each) => each.finish())");
			browser.objections().forEach((each) -> found.add(where + " " + scheme + " " + each));
			long over = (Long) browser.run("return document.documentElement.scrollWidth - innerWidth");
			if (over > 0) {
				found.add(where + " is " + over + " pixels too wide");
			}
		}
		return found;
	}

}

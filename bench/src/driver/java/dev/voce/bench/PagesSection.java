package dev.voce.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a survey's figures take to stand in a browser, and how much of it is transferred. */
final class PagesSection {

	private static final int ANSWERS = Integer.getInteger("bench.answers", 1_000_000);

	private static final int VIEWS = 15;

	/** Notes when the score first stands on the page. */
	private static final String NOTE = "new MutationObserver(() => { "
			+ "if (!window.shown && document.querySelector('.figures .large')) window.shown = performance.now(); })"
			+ ".observe(document, { childList: true, subtree: true });";

	/** Again where the page itself asked for a token meanwhile. */
	private static final String SET_UP = """
			let status;
			for (let i = 0; i < 20 && status !== 200; i += 1) {
			  await fetch("/session");
			  const token = document.cookie.match(/XSRF-TOKEN=([^;]+)/)[1];
			  ({ status } = await fetch("/session/setup", {
			    method: "POST",
			    headers: { "Content-Type": "application/json", "X-XSRF-TOKEN": token },
			    body: JSON.stringify({
			      token: "%s", email: "bench@voce.example", name: "Bench", password: "a password of this bench" }),
			  }));
			}
			return status;""";

	private static final String UNTIL_SHOWN = """
			while (!window.shown) await new Promise((done) => setTimeout(done, 10));
			return window.shown;""";

	private static final String TRANSFERRED = """
			await new Promise((done) => setTimeout(done, 500));
			return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
			  .reduce((sum, each) => sum + each.encodedBodySize, 0);""";

	/** Leaves the figures for another page of the survey, and times the way back. */
	private static final String FURTHER = """
			const until = async (there) => {
			  while (!there()) await new Promise((done) => setTimeout(done, 1));
			};
			const tab = (n) => document.querySelector(`.head .tabs a:nth-child(${n})`);
			tab(document.querySelectorAll(".head .tabs a").length).click();
			await until(() => !document.querySelector(".figures") && tab(1));
			await new Promise((done) => setTimeout(done, 300));
			const begun = performance.now();
			tab(1).click();
			await until(() => document.querySelector(".figures .large"));
			return performance.now() - begun;""";

	private final Service service;

	private final Path log;

	private final Results results;

	PagesSection(Service service, Path log, Results results) {
		this.service = service;
		this.log = log;
		this.results = results;
	}

	void run() throws Exception {
		String survey = this.service.survey(Bodies.survey());
		LocalDate tomorrow = LocalDate.now(ZoneId.of(Upload.ZONE)).plusDays(1);
		Upload.of(ANSWERS, tomorrow.minusYears(1), tomorrow.minusDays(1), true, new Bodies(1)::commented)
			.to(this.service, survey);
		this.service.awaitTallied(survey);
		String size = String.format(Locale.ROOT, "%,d", ANSWERS);
		List<Double> first = new ArrayList<>();
		List<Double> further = new ArrayList<>();
		double transferred = 0;
		try (Browser browser = new Browser()) {
			String root = "http://localhost:" + this.service.port();
			browser.open(root + "/");
			if (browser.number(SET_UP.formatted(token())) != 200) {
				throw new IllegalStateException("Voce could not be set up");
			}
			browser.tell("Page.addScriptToEvaluateOnNewDocument", "{\"source\": " + Browser.quoted(NOTE) + "}");
			for (int i = 0; i < VIEWS; i++) {
				browser.tell("Network.clearBrowserCache", "{}");
				browser.open(root + "/surveys/" + survey);
				first.add(browser.number(UNTIL_SHOWN));
				transferred = Math.max(transferred, browser.number(TRANSFERRED));
			}
			for (int i = 0; i < VIEWS; i++) {
				further.add(browser.number(FURTHER));
			}
		}
		catch (IOException ex) {
			this.results.remark("no pages without chromedriver: " + ex.getMessage());
			return;
		}
		this.results.text("first view of a survey with " + size + " responses, ms to its figures",
				Results.spread(first), "≤ 400");
		this.results.row("transferred for it, compressed, KB", transferred / 1000, "%.1f", "≤ 60");
		this.results.text("each further view, ms", Results.spread(further), "≤ 100");
	}

	private String token() throws IOException {
		Matcher link = Pattern.compile("/setup#token=(\\S+)").matcher(Files.readString(this.log));
		if (!link.find()) {
			throw new IllegalStateException("no link to set Voce up in " + this.log);
		}
		return link.group(1);
	}

}

package dev.voce.bench;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How long lists and figures of many open cases take, and what rules cost the intake. */
final class CasesSection {

	private static final int OPEN = 10_000;

	private static final int REQUESTS = 100;

	private static final int ROUNDS = 9;

	private static final double WINDOW = 4;

	private static final long WARM_UP = Long.getLong("bench.warmup", 150) * 1_000_000_000L;

	private static final String EVERY = """
			{ "rules": [ { "question": "nps", "scores": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "due": "PT24H" } ] }""";

	private static final String NONE = """
			{ "rules": [ { "question": "nps", "classes": ["DETRACTOR"], "where": { "channel": ["nowhere"] },
			    "due": "PT24H" } ] }""";

	private final Service service;

	private final Results results;

	private final Bodies bodies = new Bodies(1);

	CasesSection(Service service, Results results) {
		this.service = service;
		this.results = results;
	}

	void run() throws Exception {
		reading();
		storing();
	}

	private void reading() throws Exception {
		LocalDate today = LocalDate.now(ZoneId.of(Upload.ZONE));
		String survey = survey(EVERY);
		Upload.of(OPEN, today.minusDays(5), today, true, this.bodies::commented).to(this.service, survey);
		Map<String, String> paths = new LinkedHashMap<>();
		paths.put("cases, the first due first", "/api/v1/cases?status=ACTIVE&order=DUE");
		paths.put("cases of nobody, as Home shows one's own", "/api/v1/cases?status=ACTIVE&owner=none&order=DUE&limit=50");
		paths.put("cases, the newest first", "/api/v1/cases?limit=50");
		paths.put("metrics", "/api/v1/cases/metrics?by=owner");
		paths.put("surveys with their figures", "/api/v1/surveys?limit=200");
		ask(paths);
		for (String path : paths.values()) {
			this.service.times(path);
		}
		ask(paths);
		for (Map.Entry<String, String> path : paths.entrySet()) {
			this.results.text(String.format(Locale.ROOT, "with %,d open cases: %s, ms", OPEN, path.getKey()),
					Results.spread(this.service.times(path.getValue())), "≤ 50");
		}
	}

	private void ask(Map<String, String> paths) throws Exception {
		for (int i = 0; i < REQUESTS; i++) {
			for (String path : paths.values()) {
				this.service.get(path);
			}
		}
	}

	private void storing() throws Exception {
		Map<String, Load> loads = new LinkedHashMap<>();
		loads.put("without rules", load(this.service.survey(Bodies.survey())));
		loads.put("no match", load(survey(NONE)));
		loads.put("every", load(survey(EVERY)));
		long end = System.nanoTime() + WARM_UP;
		while (System.nanoTime() < end) {
			run("warm-up", loads, new Results.Rounds());
		}
		Results.Rounds rates = new Results.Rounds();
		for (int round = 1; round <= ROUNDS; round++) {
			run("round " + round, loads, rates);
		}
		this.results.row("durable single POST to a survey without rules, responses/s", rates.median("without rules"),
				"%,.0f", "");
		this.results.row("÷ that: with a rule that no response matches", rates.ratio("no match", "without rules"),
				"%.2f", "≥ 0.97");
		this.results.row("÷ that: with a rule that every response matches", rates.ratio("every", "without rules"),
				"%.2f", "≥ 0.85");
	}

	private String survey(String rules) throws Exception {
		String survey = this.service.survey(Bodies.survey());
		this.service.put("/api/v1/surveys/" + survey + "/follow-up", rules);
		return survey;
	}

	private Load load(String survey) {
		Posts posts = new Posts(this.service.port(), "/api/v1/public/surveys/" + survey + "/responses",
				this.bodies::response);
		return new Load(this.service.port(), posts);
	}

	private void run(String phase, Map<String, Load> loads, Results.Rounds rates) throws IOException {
		for (Map.Entry<String, Load> load : loads.entrySet()) {
			Load.Window window = load.getValue().run(WINDOW);
			rates.add(load.getKey(), window.rate());
			System.out.printf(Locale.ROOT, "%-8s %-13s %,9.0f/s  median %6.2f ms  99 %% %6.2f ms%n", phase,
					load.getKey(), window.rate(), window.median(), window.p99());
			if (!window.failures().isEmpty()) {
				this.results.remark(load.getKey() + " was refused: " + window.failures());
			}
		}
	}

}

package dev.voce.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** What storing single responses costs, against baselines in alternating windows. */
final class IntakeSection {

	private static final double WARM_UP_WINDOW = 5;

	private static final double WINDOW = 4;

	private static final double AGREEMENT = 0.03;

	private static final long LONGEST_WARM_UP = Long.getLong("bench.warmup", 420) * 1_000_000_000L;

	private static final int ROUNDS = 7;

	private static final int SLOW_SURVEYS = 100;

	private final Service service;

	private final Postgres postgres;

	private final Results results;

	/** Rates, times and the processor time of PostgreSQL per request. */
	private final Results.Rounds rates = new Results.Rounds();

	private final Results.Rounds medians = new Results.Rounds();

	private final Results.Rounds p99s = new Results.Rounds();

	private final Results.Rounds writer = new Results.Rounds();

	private final Results.Rounds database = new Results.Rounds();

	IntakeSection(Service service, Postgres postgres, Results results) {
		this.service = service;
		this.postgres = postgres;
		this.results = results;
	}

	void run() throws Exception {
		Bodies bodies = new Bodies(1);
		String survey = this.service.survey(Bodies.survey());
		String plain = this.service.survey(Bodies.plainSurvey());
		String expensive = this.service.survey(Bodies.expensiveSurvey());
		Map<String, Load> loads = new LinkedHashMap<>();
		loads.put("durable", load(posts(survey, "responses", bodies::response)));
		loads.put("nothing", load(posts(survey, "nothing", bodies::response)));
		loads.put("save", load(posts(survey, "save", bodies::response)));
		warmUp(loads);
		loads.put("plain", load(posts(plain, "responses", bodies::plain)));
		loads.put("expensive", load(posts(expensive, "responses", bodies::expensive)));
		loads.put("hundred", load(Posts.inTurn(slowSurveys(bodies))));
		for (int round = 1; round <= ROUNDS; round++) {
			for (Map.Entry<String, Load> load : loads.entrySet()) {
				window("round " + round, load.getKey(), load.getValue(), WINDOW, Double.POSITIVE_INFINITY);
			}
			amend(survey, bodies, round);
		}
		double half = this.rates.median("durable") / 2;
		Load.Window atHalf = window("half", "half", loads.get("durable"), 20, half);
		report(half, atHalf);
		visitors(survey, bodies);
		this.service.audit(survey, this.results);
		this.service.audit(expensive, this.results);
	}

	private Load load(Supplier<byte[]> requests) {
		return new Load(this.service.port(), requests);
	}

	// Over public paths, where every filter, limits too, takes part.
	private Posts posts(String survey, String what, Supplier<byte[]> bodies) {
		return new Posts(this.service.port(), "/api/v1/public/surveys/" + survey + "/" + what, bodies);
	}

	private List<Posts> slowSurveys(Bodies bodies) throws Exception {
		List<Posts> surveys = new ArrayList<>();
		for (int i = 0; i < SLOW_SURVEYS; i++) {
			surveys.add(posts(this.service.survey(Bodies.expensiveSurvey()), "responses", bodies::expensive));
		}
		return surveys;
	}

	/** Until the last three windows of each agree. */
	private void warmUp(Map<String, Load> loads) throws IOException {
		Map<String, List<Double>> seen = new LinkedHashMap<>();
		long end = System.nanoTime() + LONGEST_WARM_UP;
		while (System.nanoTime() < end) {
			boolean settled = true;
			for (Map.Entry<String, Load> load : loads.entrySet()) {
				List<Double> ofLoad = seen.computeIfAbsent(load.getKey(), (name) -> new ArrayList<>());
				Load.Window window = load.getValue().run(WARM_UP_WINDOW);
				print("warm-up", load.getKey(), window);
				ofLoad.add(window.rate());
				List<Double> last = ofLoad.subList(Math.max(0, ofLoad.size() - 3), ofLoad.size());
				settled &= last.size() == 3 && Collections.max(last) <= Collections.min(last) * (1 + AGREEMENT);
			}
			if (settled) {
				return;
			}
		}
		this.results.remark("three windows of each never agreed within 3 % in " + LONGEST_WARM_UP / 1_000_000_000L
				+ " s of warm-up: the machine was not quiet");
	}

	private Load.Window window(String phase, String name, Load load, double seconds, double perSecond)
			throws IOException {
		Postgres.Usage before = this.postgres.usage();
		Load.Window window = load.run(seconds, perSecond);
		Postgres.Usage after = this.postgres.usage();
		double requests = window.rate() * seconds;
		this.rates.add(name, window.rate());
		this.medians.add(name, window.median());
		this.p99s.add(name, window.p99());
		this.writer.add(name, after.busiestSince(before) / requests);
		this.database.add(name, after.microsSince(before) / requests);
		print(phase, name, window);
		System.out.printf(Locale.ROOT, "         PostgreSQL: %.1f µs per request, of which the busiest process %.1f%n",
				after.microsSince(before) / requests, after.busiestSince(before) / requests);
		if (!window.failures().isEmpty()) {
			this.results.remark(name + " was refused: " + window.failures());
		}
		return window;
	}

	private static void print(String phase, String name, Load.Window window) {
		System.out.printf(Locale.ROOT, "%-8s %-9s %,9.0f/s  median %6.2f ms  99 %% %6.2f ms %s%n", phase, name,
				window.rate(), window.median(), window.p99(), window.failures().isEmpty() ? "" : window.failures());
	}

	// As many are amended as were stored just before, tallied or not.
	private void amend(String survey, Bodies bodies, int round) throws IOException {
		Posts.Remembered stored = new Posts.Remembered(posts(survey, "responses", bodies::unfinished));
		window("round " + round, "score", load(stored), WINDOW / 2, Double.POSITIVE_INFINITY);
		double perSecond = this.rates.of("score").get(round - 1);
		Supplier<byte[]> amendments = stored.amendedBy(posts(survey, "responses", bodies::finished));
		window("round " + round, "amendment", load(amendments), 0.9 * stored.size() / perSecond, perSecond);
	}

	private void report(double half, Load.Window atHalf) {
		rate("durable", "durable single POST, responses/s");
		rate("nothing", "the same filters and body, nothing stored, requests/s");
		rate("save", "`repository.save` per request, requests/s");
		ratio("durable POST ÷ nothing stored", this.rates, "durable", "nothing", "≥ 0.7");
		ratio("durable POST ÷ `repository.save`", this.rates, "durable", "save", "≥ 4");
		this.results.row(String.format(Locale.ROOT, "durable POST at half of the highest rate, %,.0f/s: 99 %% within, ms",
				half), atHalf.p99(), "%.1f", "< 10");
		row("PostgreSQL per response with its tallies, µs", this.database, "durable");
		row("that of the survey with one question, µs", this.database, "plain");
		row("that of the survey with 10 scored questions and 8 segments, µs", this.database, "expensive");
		ratio("their ratio", this.database, "expensive", "plain", "");
		ratio("the same of the writer's connection alone, without tallies", this.writer, "expensive", "plain", "≤ 1.5");
		ratio("rate of that survey ÷ that of the survey with one question", this.rates, "expensive", "plain", "≥ 0.7");
		row("PostgreSQL to amend a response, µs", this.writer, "amendment");
		ratio("amending ÷ storing", this.writer, "amendment", "score", "≤ 2");
		rate("hundred", "a hundred such surveys at once, responses/s");
		ratio("÷ the rate of one", this.rates, "hundred", "expensive", "");
	}

	private void rate(String name, String what) {
		this.results.row(String.format(Locale.ROOT, "%s (median %.1f ms, 99 %% within %.1f ms)", what,
				this.medians.median(name), this.p99s.median(name)), this.rates.median(name), "%,.0f", "");
	}

	private void row(String what, Results.Rounds rounds, String name) {
		this.results.row(what, rounds.median(name), "%.1f", "");
	}

	private void ratio(String what, Results.Rounds rounds, String one, String other, String wanted) {
		this.results.row(what, rounds.ratio(one, other), "%.2f", wanted);
	}

	// The first comments come after half a minute.
	private void visitors(String survey, Bodies bodies) throws IOException {
		Load visitors = load(new Posts.Visitors(posts(survey, "shown", bodies::shown),
				posts(survey, "responses", bodies::unfinished), posts(survey, "responses", bodies::finished)));
		double perSecond = this.rates.median("durable") / 2;
		window("widgets", "first", visitors, 32, perSecond);
		window("widgets", "widgets", visitors, 10, Double.POSITIVE_INFINITY);
		rate("widgets", "what widgets send (ten *shown*, a score, a comment half a minute later), requests/s");
		row("PostgreSQL per such request with its tallies, µs", this.database, "widgets");
	}

}

package dev.voce.bench;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** How long figures take in the service, from its first byte read to its last written. */
final class FiguresSection {

	private static final int FEW = 10_000;

	private static final int MANY = Integer.getInteger("bench.answers", 1_000_000);

	private static final int REQUESTS = 400;

	private static final int ROUNDS = 3;

	private static final int VIEWERS = 100;

	private static final int UNTALLIED = 2_000;

	private static final String COMMENT = "Assistenza gentile e competente. ".repeat(160).substring(0, 5_000);

	private final Service service;

	private final Results results;

	private final Bodies bodies = new Bodies(System.nanoTime());

	private final LocalDate from = Upload.firstMonth();

	private final LocalDate to = this.from.plusYears(1);

	/** The times of each figure, in milliseconds. */
	private final Results.Rounds times = new Results.Rounds();

	FiguresSection(Service service, Results results) {
		this.service = service;
		this.results = results;
	}

	void run() throws Exception {
		String few = survey(FEW, true);
		String sorted = survey(MANY, true);
		String random = survey(MANY, false);
		String values = this.service.survey(Bodies.plainSurvey());
		Upload.of(100_000, this.from, this.to, true, (at) -> this.bodies.dated(at, 990, null)).to(this.service, values);
		for (String survey : List.of(few, sorted, random, values)) {
			this.service.awaitTallied(survey);
		}
		System.out.println("making the recount's index");
		this.service.post("/api/v1/public/bench/index", "application/json", BodyPublishers.noBody());
		Map<String, String> figures = new LinkedHashMap<>();
		figures.put("few", path(few, "&segment=channel"));
		figures.put("sorted", path(sorted, "&segment=channel"));
		figures.put("random", path(random, "&segment=channel"));
		figures.put("days", path(sorted, "&segment=channel&period=day"));
		figures.put("fewDays", path(few, "&segment=channel&period=day"));
		figures.put("whole", path(sorted, ""));
		figures.put("values", path(values, "&segment=channel"));
		measure(figures, REQUESTS);
		String size = String.format(Locale.ROOT, "%,d", MANY);
		row("12 months × 10 values of " + size + " responses in order, ms", "sorted", "≤ 3");
		row("the same at random times, ms", "random", "≤ 3");
		row("the same of 10,000 responses, ms", "few", "");
		ratio(size + " ÷ 10,000 responses, in order", "sorted", "few", "≤ 1.1");
		ratio("the same, at random times", "random", "few", "≤ 1.1");
		row("365 days × 10 values of " + size + " responses, ms", "days", "");
		ratio("the same ÷ that of 10,000 responses", "days", "fewDays", "≤ 1.1");
		row("12 months, not by a segment, ms", "whole", "≤ 1");
		row("12 months × 990 values, ms", "values", "≤ 60");
		untallied();
		recount(sorted, size);
		viewers(sorted);
		this.service.audit(sorted, this.results);
		this.service.audit(few, this.results);
	}

	private String survey(int answers, boolean sorted) throws Exception {
		String survey = this.service.survey(Bodies.plainSurvey());
		Upload.of(answers, this.from, this.to, sorted, this.bodies::dated).to(this.service, survey);
		return survey;
	}

	private String path(String survey, String query) {
		return "/api/v1/surveys/" + survey + "/kpis?from=" + this.from + "&to=" + this.to + query;
	}

	/** Asks for figures in turn. */
	private void measure(Map<String, String> figures, int requests) throws Exception {
		ask(figures, requests / 2);
		for (String path : figures.values()) {
			this.service.times(path);
		}
		ask(figures, requests);
		for (Map.Entry<String, String> figure : figures.entrySet()) {
			this.service.times(figure.getValue()).forEach((time) -> this.times.add(figure.getKey(), time));
		}
	}

	private void ask(Map<String, String> figures, int requests) throws Exception {
		for (int i = 0; i < requests; i++) {
			for (String path : figures.values()) {
				this.service.get(path);
			}
		}
	}

	private void row(String what, String figure, String wanted) {
		this.results.text(what, Results.spread(this.times.of(figure)), wanted);
	}

	private void ratio(String what, String one, String other, String wanted) {
		this.results.row(what, this.times.median(one) / this.times.median(other), "%.2f", wanted);
	}

	// Twice as many rows of tallies as were written last time must wait before they are
	// tallied: after responses at random times over a year that is more than these.
	private void untallied() throws Exception {
		String survey = this.service.survey(Bodies.plainSurvey());
		Upload.of(FEW * 2, this.from, this.to, false, this.bodies::dated).to(this.service, survey);
		this.service.awaitTallied(survey);
		Map<String, String> figure = Map.of("tallied", path(survey, "&segment=channel"));
		measure(figure, REQUESTS);
		Upload.of(UNTALLIED, this.from, this.to, false, (at) -> this.bodies.dated(at, 10, COMMENT))
			.to(this.service, survey);
		measure(Map.of("untallied", path(survey, "&segment=channel")), REQUESTS / 2);
		long waiting = this.service.bench("untallied/" + survey).number("untallied");
		this.results.row(
				String.format(Locale.ROOT, "12 months × 10 values with %,d untallied responses, 5,000 characters each, ms more",
						waiting),
				this.times.median("untallied") - this.times.median("tallied"), "%.2f", "≤ 5");
	}

	private void recount(String survey, String size) throws Exception {
		List<Double> times = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			Service.Answer recount = this.service
				.bench("recount/" + survey + "/" + this.from + "/" + Upload.ZONE.replace('/', '-'));
			Service.Answer figures = this.service.get(path(survey, "&segment=channel"));
			same(recount.body(), figures.body());
			if (i >= 2) {
				times.add(recount.millis());
			}
		}
		this.results.row("the same recounted from " + size + " raw rows, ms", Results.median(times), "%,.0f", "");
		this.results.row("recount ÷ tallies", Results.median(times) / this.times.median("sorted"), "%,.0f",
				"≥ 1,000 of 10,000,000");
	}

	/** Every channel's monthly counts must be the same both ways. */
	private static void same(String recount, String figures) {
		for (int channel = 0; channel < 10; channel++) {
			int at = recount.indexOf("\"channel-" + channel + "\":[[");
			String months = recount.substring(recount.indexOf("[[", at) + 1, recount.indexOf("]]", at) + 1);
			String series = figures.substring(figures.indexOf("\"value\":\"channel-" + channel + "\""));
			for (String month : months.split("(?<=\\]),")) {
				String distribution = "\"distribution\":" + month;
				int found = series.indexOf(distribution);
				if (found < 0) {
					throw new IllegalStateException("recounted " + month + ", which the figures lack");
				}
				series = series.substring(found);
			}
		}
	}

	private void viewers(String survey) throws Exception {
		Posts posts = new Posts(this.service.port(), "/api/v1/public/surveys/" + survey + "/responses",
				this.bodies::plain);
		Load load = new Load(this.service.port(), posts);
		load.run(5);
		Results.Rounds rates = new Results.Rounds();
		for (int round = 0; round < ROUNDS; round++) {
			rates.add("alone", load.run(4).rate());
			try (Viewers watching = new Viewers(path(survey, "&segment=channel"))) {
				rates.add("watched", load.run(4).rate());
			}
		}
		this.results.row("rate of the intake with a hundred viewers that poll every 3 s ÷ without",
				rates.ratio("watched", "alone"), "%.2f", "≥ 0.8");
		String figure = path(survey, "&segment=channel");
		this.service.times(figure);
		try (Viewers watching = new Viewers(figure)) {
			load.run(10, 1_000);
		}
		this.results.text("12 months × 10 values while they do so and 1,000 responses a second come in, ms",
				Results.spread(this.service.times(figure)), "");
	}

	/** Asks for a figure so often as they would all together. */
	private final class Viewers implements AutoCloseable {

		private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);

		Viewers(String path) {
			this.timer.scheduleAtFixedRate(() -> this.timer.execute(() -> poll(path)), 0, 3_000_000 / VIEWERS,
					TimeUnit.MICROSECONDS);
		}

		private void poll(String path) {
			try {
				FiguresSection.this.service.get(path);
			}
			catch (Exception ex) {
				System.out.println("a viewer's figure failed: " + ex);
			}
		}

		@Override
		public void close() throws InterruptedException {
			this.timer.shutdown();
			this.timer.awaitTermination(20, TimeUnit.SECONDS);
		}

	}

}

package dev.voce.bench;

import java.time.LocalDate;
import java.util.Locale;

/** How fast files come in, and what their tallies take. */
final class BatchSection {

	private static final int ROUNDS = 3;

	private static final int LINES = 200_000;

	/** Days of a history at 50 answers a day: as many lines. */
	private static final int DAYS = LINES / 50;

	private final Service service;

	private final Results results;

	private final Bodies bodies = new Bodies(System.nanoTime());

	BatchSection(Service service, Results results) {
		this.service = service;
		this.results = results;
	}

	void run() throws Exception {
		LocalDate end = Upload.firstMonth().plusYears(1);
		tallies("50", Upload.of(LINES, end.minusDays(DAYS), end, true, this.bodies::segmented), "≤ 0.20");
		tallies("5", Upload.of(LINES / 10, end.minusDays(DAYS), end, true, this.bodies::segmented), "≤ 0.75");
		Results.Rounds rates = new Results.Rounds();
		for (int round = 0; round < ROUNDS; round++) {
			rates.add("plain", upload(Bodies.plainSurvey(),
					Upload.of(LINES, end.minusMonths(1), end, true, this.bodies::dated)));
			rates.add("dense", upload(Bodies.segmentedSurvey(),
					Upload.of(LINES, end.minusDays(10), end, true, this.bodies::segmented)));
			rates.add("sorted", upload(Bodies.segmentedSurvey(),
					Upload.of(LINES, end.minusDays(DAYS), end, true, this.bodies::segmented)));
			rates.add("random", upload(Bodies.segmentedSurvey(),
					Upload.of(LINES, end.minusYears(3), end, false, this.bodies::segmented)));
		}
		this.results.row("batch upload, NDJSON, one segment, dense, responses/s", rates.median("plain"), "%,.0f",
				"≥ 60,000");
		this.results.row("batch upload, six segments, dense (20,000 a day), responses/s", rates.median("dense"),
				"%,.0f", "");
		this.results.row("the same with 50 a day in order ÷ dense", rates.ratio("sorted", "dense"), "%.2f", "≥ 0.9");
		this.results.row("the same at random times over three years ÷ dense", rates.ratio("random", "dense"), "%.2f",
				"≥ 0.6");
	}

	private double upload(String body, Upload file) throws Exception {
		String survey = this.service.survey(body);
		double rate = file.to(this.service, survey);
		this.service.awaitTallied(survey);
		return rate;
	}

	private void tallies(String perDay, Upload file, String wanted) throws Exception {
		Service.Answer before = this.service.bench("sizes");
		String survey = this.service.survey(Bodies.segmentedSurvey());
		file.to(this.service, survey);
		this.service.awaitTallied(survey);
		Service.Answer after = this.service.bench("sizes");
		double responses = after.number("responses") - before.number("responses");
		double tallies = after.number("tallies") - before.number("tallies");
		System.out.printf(Locale.ROOT, "%s a day: %,.0f bytes of responses, %,.0f of tallies%n", perDay, responses,
				tallies);
		this.results.row("bytes of tallies ÷ bytes of responses, six segments, " + perDay + " responses a day",
				tallies / responses, "%.2f", wanted);
		this.service.audit(survey, this.results);
	}

}

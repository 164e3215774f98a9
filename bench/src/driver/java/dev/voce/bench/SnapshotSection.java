package dev.voce.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What storing costs while somebody holds a snapshot, as exports and audits do. */
final class SnapshotSection {

	private static final int HELD_SECONDS = Integer.getInteger("bench.snapshot", 60);

	private static final int WINDOW = 5;

	private static final int WINDOWS = 3;

	private final Service service;

	private final Postgres postgres;

	private final Results results;

	SnapshotSection(Service service, Postgres postgres, Results results) {
		this.service = service;
		this.postgres = postgres;
		this.results = results;
	}

	void run() throws Exception {
		String survey = this.service.survey(Bodies.survey());
		Bodies bodies = new Bodies(1);
		String path = "/api/v1/public/surveys/" + survey;
		Supplier<byte[]> visitors = new Posts.Visitors(new Posts(this.service.port(), path + "/shown", bodies::shown),
				new Posts(this.service.port(), path + "/responses", bodies::unfinished),
				new Posts(this.service.port(), path + "/responses", bodies::finished));
		Load load = new Load(this.service.port(), visitors);
		load.run(10);
		double perSecond = load.run(32).rate() / 2; // from here on there are comments too
		Results.Rounds times = new Results.Rounds();
		measure("before", load, perSecond, times);
		CompletableFuture<Void> held = CompletableFuture.runAsync(() -> {
			try {
				this.service.post("/api/v1/public/bench/snapshot/" + HELD_SECONDS, "application/json",
						BodyPublishers.noBody());
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		load.run(Math.max(1, HELD_SECONDS - (WINDOWS + 0.5) * WINDOW), perSecond);
		measure("held", load, perSecond, times);
		held.join();
		this.results.row(
				String.format(Locale.ROOT, "PostgreSQL per request after a snapshot was held for %d s ÷ before, at %,.0f/s",
						HELD_SECONDS, perSecond),
				times.median("held") / times.median("before"), "%.2f", "≤ 1.2");
	}

	private void measure(String phase, Load load, double perSecond, Results.Rounds times) throws IOException {
		for (int i = 0; i < WINDOWS; i++) {
			Postgres.Usage before = this.postgres.usage();
			Load.Window window = load.run(WINDOW, perSecond);
			times.add(phase, this.postgres.usage().microsSince(before) / (window.rate() * WINDOW));
			System.out.printf(Locale.ROOT, "%-8s %,9.0f/s  PostgreSQL %.1f µs per request %s%n", phase, window.rate(),
					times.of(phase).get(i), window.failures());
		}
	}

}

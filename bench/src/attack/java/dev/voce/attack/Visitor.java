package dev.voce.attack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Somebody else, who comes from another address: 20 requests a second, each over a
 * connection of its own, whatever becomes of those before.
 */
final class Visitor {

	private static final int EVERY_MILLIS = 50;

	private static final String ADDRESS = "127.0.0.1";

	private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());

	private final Map<String, Integer> refused = Collections.synchronizedMap(new TreeMap<>());

	private final ExecutorService visits = Executors.newCachedThreadPool();

	private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

	private final Target target;

	private final List<List<String>> requests;

	private int next;

	/** Begins to answer a survey, and to ask for it and its page. */
	Visitor(Target target, String survey) {
		this.target = target;
		String answer = Target.post("/api/v1/public/surveys/" + survey + "/responses", "", "{\"answers\": {\"nps\": 9}}");
		int body = answer.indexOf("{");
		this.requests = List.of(List.of(answer), List.of(answer.substring(0, body), answer.substring(body)),
				List.of(Target.get("/s/" + survey, "")), List.of(Target.get("/api/v1/public/surveys/" + survey, "")));
		this.clock.scheduleAtFixedRate(() -> this.visits.execute(this::visit), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
	}

	private void visit() {
		List<String> request;
		synchronized (this) {
			request = this.requests.get(this.next++ % this.requests.size());
		}
		long start = System.nanoTime();
		String status;
		try {
			String reply = this.target.send(ADDRESS, request.toArray(String[]::new));
			status = (reply.length() < 12) ? "closed" : reply.substring(9, 12);
		}
		catch (IOException ex) {
			status = ex.getClass().getSimpleName();
		}
		this.millis.add((System.nanoTime() - start) / 1e6);
		if (!status.startsWith("20")) {
			this.refused.merge(status, 1, Integer::sum);
		}
	}

	/** What it met: median, 99th percentile, and how many were refused of how many. */
	String report() {
		List<Double> sorted;
		synchronized (this.millis) {
			sorted = this.millis.stream().sorted().toList();
		}
		int refusals = this.refused.values().stream().mapToInt(Integer::intValue).sum();
		return String.format(Locale.ROOT, "%.0f ms | %.0f ms | %d of %d%s", at(sorted, 0.5), at(sorted, 0.99), refusals,
				sorted.size(), this.refused.isEmpty() ? "" : " " + this.refused);
	}

	private static double at(List<Double> sorted, double share) {
		return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
	}

	/** Sends no more, and waits for what is under way. */
	void end() throws InterruptedException {
		this.clock.shutdown();
		this.clock.awaitTermination(5, TimeUnit.SECONDS);
		this.visits.shutdown();
		this.visits.awaitTermination(60, TimeUnit.SECONDS);
	}

}

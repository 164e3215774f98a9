package dev.voce.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Measures a running service and prints a table. The baselines are called over the
 * same paths as what is compared with them, in turn with it.
 */
public final class Bench {

	private static final double WINDOW_SECONDS = 5;

	private static final double AGREEMENT = 0.03;

	private static final Duration LONGEST_WARM_UP = Duration
		.ofSeconds(Long.parseLong(System.getProperty("bench.warmup", "420")));

	private static final int ROUNDS = 7;

	private static final int BATCH_LINES = 1_000_000;

	private static final int FEW = 10_000;

	private static final int MANY = Integer.parseInt(System.getProperty("bench.answers", "10000000"));

	private static final String ZONE = "Europe/Rome";

	private final Service service;

	private final List<String> table = new ArrayList<>();

	private Bench(Service service) {
		this.service = service;
	}

	/**
	 * Measures.
	 * @param arguments the service's port, its key, and the sections wanted: intake, batch,
	 * figures
	 */
	public static void main(String[] arguments) throws Exception {
		Bench bench = new Bench(new Service(Integer.parseInt(arguments[0]), arguments[1]));
		Set<String> sections = Set.of(Arrays.copyOfRange(arguments, 2, arguments.length));
		if (sections.contains("intake")) {
			bench.intake();
		}
		if (sections.contains("batch")) {
			bench.batch();
		}
		if (sections.contains("figures")) {
			bench.figures();
		}
		System.out.println();
		System.out.println("| what | measured | wanted |");
		System.out.println("|---|---|---|");
		bench.table.forEach(System.out::println);
	}

	private void intake() throws Exception {
		String survey = this.service.survey(Bodies.survey());
		Map<String, Load> loads = new LinkedHashMap<>();
		String path = "/api/v1/public/surveys/" + survey; // where every filter, limits too, takes part
		loads.put("durable", new Load(this.service.port(), path + "/responses"));
		loads.put("nothing", new Load(this.service.port(), path + "/nothing"));
		loads.put("save", new Load(this.service.port(), path + "/save"));
		warmUp(loads);
		Map<String, List<Double>> rates = new LinkedHashMap<>();
		Map<String, List<Double>> medians = new LinkedHashMap<>();
		Map<String, List<Double>> p99s = new LinkedHashMap<>();
		for (int round = 1; round <= ROUNDS; round++) {
			for (Map.Entry<String, Load> load : loads.entrySet()) {
				Load.Window window = window("round " + round, load);
				rates.computeIfAbsent(load.getKey(), (name) -> new ArrayList<>()).add(window.rate());
				medians.computeIfAbsent(load.getKey(), (name) -> new ArrayList<>()).add(window.median());
				p99s.computeIfAbsent(load.getKey(), (name) -> new ArrayList<>()).add(window.p99());
			}
		}
		row("durable single POST, responses/s (" + latency(medians, p99s, "durable") + ")",
				median(rates.get("durable")), "%,.0f", "");
		row("the same filters and body, nothing stored, requests/s (" + latency(medians, p99s, "nothing") + ")",
				median(rates.get("nothing")), "%,.0f", "");
		row("repository.save per request, requests/s (" + latency(medians, p99s, "save") + ")",
				median(rates.get("save")), "%,.0f", "");
		row("durable POST ÷ nothing stored", ratio(rates, "durable", "nothing"), "%.2f", "≥ 0.6");
		row("durable POST ÷ repository.save", ratio(rates, "durable", "save"), "%.1f", "≥ 8");
		auditOf(survey);
	}

	/** Until the last three windows of each agree. */
	private void warmUp(Map<String, Load> loads) throws IOException {
		Map<String, List<Double>> rates = new LinkedHashMap<>();
		long end = System.nanoTime() + LONGEST_WARM_UP.toNanos();
		while (System.nanoTime() < end) {
			boolean settled = true;
			for (Map.Entry<String, Load> load : loads.entrySet()) {
				List<Double> seen = rates.computeIfAbsent(load.getKey(), (name) -> new ArrayList<>());
				seen.add(window("warm-up", load).rate());
				List<Double> last = seen.subList(Math.max(0, seen.size() - 3), seen.size());
				settled &= last.size() == 3 && Collections.max(last) <= Collections.min(last) * (1 + AGREEMENT);
			}
			if (settled) {
				return;
			}
		}
		this.table.add("| *three windows of each never agreed within 3 % in " + LONGEST_WARM_UP.toSeconds()
				+ " s of warm-up: the machine was not quiet* | | |");
	}

	private Load.Window window(String phase, Map.Entry<String, Load> load) throws IOException {
		Load.Window window = load.getValue().run(WINDOW_SECONDS);
		System.out.printf(Locale.ROOT, "%-8s %-8s %,9.0f/s  median %6.2f ms  99 %% %6.2f ms %s%n", phase, load.getKey(),
				window.rate(), window.median(), window.p99(), window.failures().isEmpty() ? "" : window.failures());
		if (!window.failures().isEmpty()) {
			this.table.add("| *" + load.getKey() + " was refused: " + window.failures() + "* | | |");
		}
		return window;
	}

	private void batch() throws Exception {
		List<Double> rates = new ArrayList<>();
		String survey = this.service.survey(Bodies.plainSurvey());
		for (int month = 0; month < 3; month++) {
			rates.add(upload(survey, BATCH_LINES, firstMonth().plusMonths(month), 1));
		}
		row("batch upload, NDJSON, responses/s (files of a million lines, a month each)", median(rates), "%,.0f",
				"≥ 50,000");
		auditOf(survey);
	}

	private void figures() throws Exception {
		String many = this.service.survey(Bodies.plainSurvey());
		String few = this.service.survey(Bodies.plainSurvey());
		upload(few, FEW, firstMonth(), 12);
		upload(many, MANY, firstMonth(), 12);
		System.out.println("making the recount's index");
		this.service.post("/api/v1/public/bench/index", "application/json", BodyPublishers.noBody());
		LocalDate from = firstMonth();
		String query = "/kpis?segment=channel&zone=" + ZONE + "&from=" + from + "&to=" + from.plusYears(1);
		List<Double> timeOfMany = new ArrayList<>();
		List<Double> timeOfFew = new ArrayList<>();
		for (int i = 0; i < 1_500; i++) {
			Service.Answer ofMany = this.service.get("/api/v1/surveys/" + many + query);
			Service.Answer ofFew = this.service.get("/api/v1/surveys/" + few + query);
			if (ofMany.number("responses") != MANY || ofFew.number("responses") != FEW) {
				throw new IllegalStateException("figures without all answers: " + ofMany.body());
			}
			if (i >= 500) {
				timeOfMany.add(ofMany.millis());
				timeOfFew.add(ofFew.millis());
			}
		}
		List<Double> timeOfRecount = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			Service.Answer recount = this.service
				.get("/api/v1/public/bench/recount/" + many + "/" + from + "/" + ZONE.replace('/', '-'));
			Service.Answer ofMany = this.service.get("/api/v1/surveys/" + many + query);
			System.out.printf(Locale.ROOT, "recount %,.0f ms, tallies %.2f ms%n", recount.millis(), ofMany.millis());
			same(recount.body(), ofMany.body());
			if (i >= 2) {
				timeOfRecount.add(recount.millis());
			}
		}
		String size = String.format(Locale.ROOT, "%,d", MANY);
		row("12 months by month and 10 channels, " + size + " responses, ms", median(timeOfMany), "%.2f", "");
		row("the same of " + String.format(Locale.ROOT, "%,d", FEW) + " responses, ms", median(timeOfFew), "%.2f", "");
		row("their ratio", median(timeOfMany) / median(timeOfFew), "%.2f", "≤ 1.5");
		row("the same recounted from " + size + " raw rows, ms", median(timeOfRecount), "%,.0f", "");
		row("recount ÷ tallies", median(timeOfRecount) / median(timeOfMany), "%,.0f", "≥ 300");
		auditOf(many);
		auditOf(few);
	}

	/**
	 * Sends answers of some months, oldest first, as one file, and returns how many were
	 * stored per second.
	 */
	private double upload(String survey, int lines, LocalDate from, int months) throws Exception {
		Instant start = from.atStartOfDay(ZoneId.of(ZONE)).toInstant();
		Instant end = from.plusMonths(months).atStartOfDay(ZoneId.of(ZONE)).toInstant();
		Bodies bodies = new Bodies(System.nanoTime());
		double step = (double) Duration.between(start, end).toMillis() / lines;
		Enumeration<InputStream> chunks = new Enumeration<>() {

			private int line;

			@Override
			public boolean hasMoreElements() {
				return this.line < lines;
			}

			@Override
			public InputStream nextElement() {
				byte[] chunk = new byte[64 * 1024];
				int length = 0;
				while (this.line < lines && length < chunk.length - 256) {
					byte[] bytes = bodies.dated(start.plusMillis((long) (step * this.line++)));
					System.arraycopy(bytes, 0, chunk, length, bytes.length);
					length += bytes.length;
				}
				return new ByteArrayInputStream(chunk, 0, length);
			}

		};
		Service.Answer answer = this.service.post("/api/v1/surveys/" + survey + "/responses/batch",
				"application/x-ndjson", BodyPublishers.ofInputStream(() -> new SequenceInputStream(chunks)));
		if (answer.number("accepted") != lines) {
			throw new IllegalStateException(answer.body());
		}
		double rate = lines / (answer.millis() / 1e3);
		System.out.printf(Locale.ROOT, "batch of %,d lines: %,.0f answers/s%n", lines, rate);
		return rate;
	}

	// A year of whole months that ended before today.
	private static LocalDate firstMonth() {
		return LocalDate.now(ZoneId.of(ZONE)).withDayOfMonth(1).minusYears(1);
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

	private void auditOf(String survey) throws Exception {
		Service.Answer audit = this.service.get("/api/v1/surveys/" + survey + "/kpis/audit");
		boolean none = audit.body().contains("\"differences\":[]");
		System.out.printf(Locale.ROOT, "audit of %,d answers: %s, in %,.1f s%n", audit.number("responses"),
				none ? "no difference" : audit.body(), audit.millis() / 1e3);
		this.table.add(String.format(Locale.ROOT, "| audit of the %,d answers stored meanwhile | %s | no difference |",
				audit.number("responses"), none ? "no difference" : "**differences**"));
	}

	private void row(String what, double value, String format, String wanted) {
		this.table.add("| " + what + " | " + String.format(Locale.ROOT, format, value) + " | " + wanted + " |");
	}

	private static String latency(Map<String, List<Double>> medians, Map<String, List<Double>> p99s, String name) {
		return String.format(Locale.ROOT, "median %.1f ms, 99 %% within %.1f ms", median(medians.get(name)),
				median(p99s.get(name)));
	}

	/** The median over the rounds, so that what disturbs one round disturbs both sides. */
	private static double ratio(Map<String, List<Double>> rates, String one, String other) {
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			ratios.add(rates.get(one).get(round) / rates.get(other).get(round));
		}
		return median(ratios);
	}

	private static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int half = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
	}

}

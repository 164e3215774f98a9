package dev.voce.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a start takes of the processor, and how fast the service is then, for several ways
 * to start it, in turn, on the same data. In the last round the load goes on until the
 * service is warm. A way named {@value #BEFORE} is an older build: it has data of its own
 * and is started only.
 */
public final class Start {

	private static final String BEFORE = "before";

	private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);

	/** For how long there is load before the rate counts as that of a warm service. */
	private static final double WARM = Double.parseDouble(System.getProperty("bench.warm", "150"));

	/** For how long a service that was under load tallies what it got, at least. */
	private static final Duration TALLYING = Duration.ofSeconds(2);

	private static final Pattern LISTENS = Pattern.compile("Voce listens on http://localhost:(\\d+)");

	private final String key;

	private final Bodies bodies = new Bodies(1);

	private final Results results = new Results();

	private final Results.Rounds rounds = new Results.Rounds();

	private Start(String key) {
		this.key = key;
	}

	/**
	 * Measures.
	 * @param arguments the service's key; then each way: its name and its command, whose
	 * words are divided by spaces
	 */
	public static void main(String[] arguments) throws Exception {
		Map<String, List<String>> ways = new LinkedHashMap<>();
		for (int i = 1; i < arguments.length; i += 2) {
			ways.put(arguments[i], Arrays.asList(arguments[i + 1].split(" +")));
		}
		new Start(arguments[0]).run(ways);
	}

	private void run(Map<String, List<String>> ways) throws Exception {
		List<String> present = ways.keySet().stream().filter((way) -> !way.equals(BEFORE)).toList();
		String survey = prepare(ways.get(present.get(0)));
		if (ways.containsKey(BEFORE)) {
			new Started(ways.get(BEFORE)).close(); // which creates its data
		}
		for (int round = 1; round <= ROUNDS; round++) {
			for (Map.Entry<String, List<String>> way : ways.entrySet()) {
				measure(round, way.getKey(), way.getValue(), survey);
			}
		}
		String first = ways.keySet().iterator().next();
		for (String way : ways.keySet()) {
			row(way, "processor until ready, s", "%.1f", "");
			if (!way.equals(first)) {
				this.results.row(way + ": ÷ that of " + first,
						this.rounds.ratio(way + "processor until ready, s", first + "processor until ready, s"), "%.2f",
						"");
			}
			row(way, "time until ready, s", "%.1f", "");
		}
		for (String way : present) {
			row(way, "first figure, ms", "%.0f", "< 100");
			row(way, "first 5 s, responses/s", "%,.0f", "");
			row(way, "first 30 s, responses/s", "%,.0f", "");
			row(way, "warm, responses/s", "%,.0f", "");
			this.results.row(way + ": first 5 s ÷ warm",
					this.rounds.median(way + "first 5 s, responses/s") / this.rounds.median(way + "warm, responses/s"),
					"%.2f", "");
			row(way, "resident memory at the end, MB", "%.0f", "");
		}
		this.results.print();
	}

	/** Makes a survey with a year of responses. */
	private String prepare(List<String> command) throws Exception {
		try (Started started = new Started(command)) {
			Service service = new Service(started.port, this.key);
			String survey = service.survey(Bodies.survey());
			LocalDate today = LocalDate.now(ZoneId.of(Upload.ZONE));
			Upload.of(50_000, today.minusYears(1), today, true, this.bodies::commented).to(service, survey);
			Thread.sleep(TALLYING.toMillis());
			return survey;
		}
	}

	private void measure(int round, String way, List<String> command, String survey) throws Exception {
		try (Started started = new Started(command)) {
			add(round, way, "processor until ready, s", started.processor.toMillis() / 1e3);
			add(round, way, "time until ready, s", started.time.toMillis() / 1e3);
			if (way.equals(BEFORE)) {
				return;
			}
			Service service = new Service(started.port, this.key);
			add(round, way, "first figure, ms",
					service.get("/api/v1/surveys/" + survey + "/kpis?segment=channel").millis());
			Load load = new Load(started.port, new Posts(started.port, "/api/v1/public/surveys/" + survey + "/responses",
					this.bodies::response));
			double first = load.run(5).rate();
			add(round, way, "first 5 s, responses/s", first);
			if (round == ROUNDS) {
				add(round, way, "first 30 s, responses/s", (5 * first + 25 * load.run(25).rate()) / 30);
				load.run(WARM - 30);
				add(round, way, "warm, responses/s", load.run(5).rate());
				add(round, way, "resident memory at the end, MB", started.megabytes());
			}
			Thread.sleep(TALLYING.toMillis());
		}
	}

	private void add(int round, String way, String what, double value) {
		System.out.printf(Locale.ROOT, "round %d, %s: %s %,.2f%n", round, way, what, value);
		this.rounds.add(way + what, value);
	}

	/** The median of the rounds, and the least and the most where there are several. */
	private void row(String way, String what, String format, String wanted) {
		List<Double> values = this.rounds.of(way + what);
		String spread = (values.size() < 2) ? "" : " (" + format + " to " + format + ")";
		this.results.text(way + ": " + what, String.format(Locale.ROOT, format + spread, Results.median(values),
				Collections.min(values), Collections.max(values)), wanted);
	}

	/** A process that is ready, until it is closed. */
	private static final class Started implements AutoCloseable {

		private final Process process;

		private final int port;

		private final Duration time;

		private final Duration processor;

		Started(List<String> command) throws IOException {
			long start = System.nanoTime();
			this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
			BufferedReader output = this.process.inputReader();
			List<String> lines = new ArrayList<>();
			Matcher listens = LISTENS.matcher("");
			while (!listens.find()) {
				String line = output.readLine();
				if (line == null) {
					throw new IOException("the service did not start: " + lines);
				}
				lines.add(line);
				listens.reset(line);
			}
			this.time = Duration.ofNanos(System.nanoTime() - start);
			this.processor = this.process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
			this.port = Integer.parseInt(listens.group(1));
			Thread reader = new Thread(() -> output.lines().forEach((line) -> {
				// or the process would wait for who reads them
			}), "output");
			reader.setDaemon(true);
			reader.start();
		}

		double megabytes() throws IOException {
			Path status = Path.of("/proc/" + this.process.pid() + "/status");
			Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB")
				.matcher(Files.exists(status) ? Files.readString(status) : "");
			return resident.find() ? Double.parseDouble(resident.group(1)) / 1024 : Double.NaN;
		}

		@Override
		public void close() throws InterruptedException {
			this.process.toHandle().destroy(); // and leaves its output to who reads it
			this.process.waitFor();
		}

	}

}

package dev.voce.attack;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Attacks a Voce in several ways, one after the other, and prints a table. */
public final class Main {

	private static final int SECONDS = Integer.getInteger("attack.seconds", 20);

	private final Random random = new Random(20261126);

	private final Target target;

	private final String survey;

	private Main(Target target) throws IOException {
		this.target = target;
		this.survey = target.survey();
	}

	/** Does something until a time, and returns what it did. */
	private interface Attack {

		String run(long end) throws Exception;

	}

	/**
	 * Attacks.
	 * @param arguments the address of a Voce on this machine, a key with all scopes, and
	 * the names of attacks; all of them without
	 */
	public static void main(String[] arguments) throws Exception {
		Main main = new Main(new Target(URI.create(arguments[0]), arguments[1]));
		Map<String, Attack> attacks = new LinkedHashMap<>();
		attacks.put("languages", main::languages);
		attacks.put("buckets", main::buckets);
		attacks.put("expensive", main::expensive);
		attacks.put("heads", main::heads);
		attacks.put("bodies", main::bodies);
		attacks.put("uploads", main::uploads);
		attacks.put("paths", main::paths);
		List<String> names = Arrays.asList(arguments).subList(2, arguments.length);
		if (!attacks.keySet().containsAll(names)) {
			throw new IllegalArgumentException("attacks are " + attacks.keySet());
		}
		main.meet("nothing", (end) -> pause(end - System.nanoTime())); // warms up
		System.out.println("| attack | what it did | visitor: median | 99 % within | refused | heap | log |");
		System.out.println("|---|---|---|---|---|---|---|");
		main.row("nothing", (end) -> pause(end - System.nanoTime()));
		for (Map.Entry<String, Attack> attack : attacks.entrySet()) {
			if (names.isEmpty() || names.contains(attack.getKey())) {
				main.row(attack.getKey(), attack.getValue());
			}
		}
		System.exit(0); // whatever still waits for an answer
	}

	private void row(String name, Attack attack) throws Exception {
		System.out.println(meet(name, attack));
	}

	private String meet(String name, Attack attack) throws Exception {
		long logged = this.target.logged();
		Visitor visitor = new Visitor(this.target, this.survey);
		String did = attack.run(System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS));
		visitor.end();
		return "| " + name + " | " + did + " | " + visitor.report() + " | " + this.target.heap() + " | "
				+ (this.target.logged() - logged) / 1024 + " KB |";
	}

	private static String pause(long nanos) throws InterruptedException {
		TimeUnit.NANOSECONDS.sleep(nanos);
		return "";
	}

	/** Language tags of 7 KB, each another one. */
	private String languages(long end) throws Exception {
		return requests(end, 4, (number) -> {
			String tag = "en" + variants();
			return (number % 2 == 0) ? Target.get("/s/x?locale=" + tag, "")
					: Target.get("/api/v1/public/surveys/" + UUID.randomUUID(), "Accept-Language: " + tag + "\r\n");
		});
	}

	private String variants() {
		StringBuilder variants = new StringBuilder();
		while (variants.length() < 7_000) {
			variants.append('-').append(letters(5));
		}
		return variants.toString();
	}

	private String letters(int length) {
		StringBuilder letters = new StringBuilder();
		for (int i = 0; i < length; i++) {
			letters.append((char) ('a' + this.random.nextInt(26)));
		}
		return letters.toString();
	}

	/** Paths of 7.7 KB where a survey's id is expected, each another one. */
	private String buckets(long end) throws Exception {
		return requests(end, 8,
				(number) -> Target.post("/api/v1/public/surveys/" + letters(7_700) + "/responses", "", "{}"));
	}

	/** Answers to a survey that costs as much as one can. */
	private String expensive(long end) throws Exception {
		StringBuilder questions = new StringBuilder();
		StringBuilder answers = new StringBuilder();
		StringBuilder segments = new StringBuilder();
		for (int i = 0; i < 10; i++) {
			questions.append(i > 0 ? "," : "").append("{\"key\":\"q").append(i);
			questions.append("\",\"type\":\"NPS\",\"text\":{\"en\":\"How likely?\"}}");
			answers.append(i > 0 ? "," : "").append("\"q").append(i).append("\":").append(i);
		}
		for (int i = 0; i < 8; i++) {
			segments.append(i > 0 ? "," : "").append("\"s").append(i).append('"');
		}
		String costly = this.target.survey("{\"name\":\"Expensive\",\"segments\":[" + segments + "],\"questions\":["
				+ questions + "]}");
		AtomicInteger sent = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		while (System.nanoTime() < end) {
			StringBuilder attributes = new StringBuilder();
			for (int i = 0; i < 8; i++) {
				attributes.append(i > 0 ? "," : "").append("\"s").append(i).append("\":\"").append(letters(3));
				attributes.append('"');
			}
			String request = Target.post("/api/v1/public/surveys/" + costly + "/responses", "",
					"{\"answers\":{" + answers + "},\"attributes\":{" + attributes + "}}");
			threads.add(start(() -> {
				this.target.send("127.0.0.2", request);
				sent.incrementAndGet();
			}));
			TimeUnit.MILLISECONDS.sleep(33);
		}
		return threads.size() + " answers, " + sent + " answered in time";
	}

	/** Heads that come a byte at a time over as many connections as one can open. */
	private String heads(long end) throws Exception {
		return trickle(end, 5_000,
				SlowConnections.of(this.target, 1, 8_300, List.of("GET /" + "a".repeat(20) + " HTTP/1.1\r\nX: ")));
	}

	/** Bodies that come a byte at a time, to all that takes one, from 20 addresses. */
	private String bodies(long end) throws Exception {
		String length = "Host: x\r\nContent-Length: 60000\r\n";
		String json = length + "Content-Type: application/json\r\n\r\n{";
		String responses = "POST /api/v1/public/surveys/" + this.survey + "/responses HTTP/1.1\r\n" + json;
		String form = "POST /s/" + this.survey + " HTTP/1.1\r\n" + length
				+ "Content-Type: application/x-www-form-urlencoded\r\n\r\na";
		return trickle(end, 500, SlowConnections.of(this.target, 20, 100, List.of(responses, form,
				"POST /session HTTP/1.1\r\n" + json, "POST /nothing HTTP/1.1\r\n" + json,
				"POST /api/v1/surveys HTTP/1.1\r\n" + json)));
	}

	private static String trickle(long end, int everyMillis, List<SlowConnections> all) throws Exception {
		while (System.nanoTime() < end) {
			all.forEach((one) -> one.trickle(end));
			TimeUnit.MILLISECONDS.sleep(Math.min(everyMillis, Math.max(1, (end - System.nanoTime()) / 1_000_000)));
		}
		int opened = all.stream().mapToInt(SlowConnections::opened).sum();
		all.forEach(SlowConnections::close);
		return opened + " connections from " + all.size() + ((all.size() > 1) ? " addresses" : " address");
	}

	/** Two uploads that trickle, while somebody else wants to upload something, too. */
	private String uploads(long end) throws Exception {
		String batch = "/api/v1/surveys/" + this.survey + "/responses/batch";
		String head = "POST " + batch + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n"
				+ this.target.authorization() + "Content-Length: 1000000\r\n\r\n";
		List<SlowConnections> slow = List.of(new SlowConnections(this.target, "127.0.0.2", 1, head),
				new SlowConnections(this.target, "127.0.0.3", 1, head));
		String upload = Target.post(batch, this.target.authorization(), "{\"answers\": {\"nps\": 9}}\n")
			.replace("application/json", "application/x-ndjson");
		int refused = 0;
		long start = System.nanoTime();
		String taken = "none of another's was taken";
		slow.forEach((one) -> one.trickle(end));
		TimeUnit.MILLISECONDS.sleep(500);
		while (System.nanoTime() < end) {
			slow.forEach((one) -> {
				if (one.opened() == 1) {
					one.trickle(end);
				}
			});
			if (this.target.send("127.0.0.1", upload).startsWith("HTTP/1.1 200")) {
				taken = "one of another's was taken after "
						+ TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + " s";
				break;
			}
			refused++;
			TimeUnit.MILLISECONDS.sleep(500);
		}
		slow.forEach(SlowConnections::close);
		return "2 uploads; " + taken + ", " + refused + " refused before";
	}

	/** Addresses and heads that are malformed. */
	private String paths(long end) throws Exception {
		List<String> requests = List.of(Target.get("/a;%zz", ""), Target.get("/;%", ""), Target.get("/s/x;%", ""),
				Target.get("/docs", "X-Forwarded-Port: x\r\n"), Target.get("/", "Accept: " + "a/b,".repeat(1_500) + "\r\n"),
				"TRACE /;% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", Target.get("/%", ""), Target.get("/<>", ""),
				"PUT /s/x HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
						+ "Connection: close\r\nContent-Length: 3\r\n\r\n%zz");
		return requests(end, 4, (number) -> requests.get(number % requests.size()));
	}

	/** A request by its number. */
	private interface Requests {

		String get(int number);

	}

	/** Sends requests from several addresses, one after the other from each. */
	private String requests(long end, int addresses, Requests requests) throws InterruptedException {
		AtomicInteger sent = new AtomicInteger();
		AtomicInteger failed = new AtomicInteger();
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < addresses; i++) {
			String from = "127.0.0." + (i + 2);
			threads.add(start(() -> {
				while (System.nanoTime() < end) {
					if (isFailure(from, requests.get(sent.incrementAndGet()))) {
						failed.incrementAndGet();
					}
				}
			}));
		}
		for (Thread thread : threads) {
			thread.join(TimeUnit.SECONDS.toMillis(2L * SECONDS));
		}
		return sent + " requests, " + failed + " answered 500";
	}

	private boolean isFailure(String from, String request) {
		try {
			return this.target.send(from, request).startsWith("HTTP/1.1 500");
		}
		catch (IOException ex) {
			return false; // refused
		}
	}

	/** Something that an attacker does, who doesn't care whether it succeeds. */
	private interface Work {

		void run() throws IOException;

	}

	private static Thread start(Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (IOException ex) {
				// It was refused.
			}
		});
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

}

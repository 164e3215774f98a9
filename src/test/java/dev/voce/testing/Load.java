package dev.voce.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that never give up: each sends answers under ids of its own and repeats a
 * request until it is acknowledged. Every third answer is amended, every tenth erased.
 */
public final class Load implements AutoCloseable {

	private final List<Thread> threads = new ArrayList<>();

	private volatile boolean going = true;

	/** The score last acknowledged; -1 for an erased answer. */
	public final Map<UUID, Integer> acknowledged = new ConcurrentHashMap<>();

	/**
	 * Requests whose connection broke, and 503s with Retry-After: both may be repeated.
	 */
	public final AtomicInteger repeated = new AtomicInteger();

	/** Answers that no client should ever get. */
	public final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

	/** How long the slowest answer took, in milliseconds. */
	public final AtomicInteger slowest = new AtomicInteger();

	private final boolean insist;

	/** Whether responses are also marked, which waits for the intake's lock. */
	private final boolean marks;

	private volatile long end = Long.MAX_VALUE;

	private Load(boolean insist, boolean marks) {
		this.insist = insist;
		this.marks = marks;
	}

	/**
	 * Starts clients.
	 * @param insist whether requests under way at the end are repeated until acknowledged
	 */
	public static Load start(Api api, UUID survey, int clients, boolean insist) {
		return start(List.of(api), survey, clients, insist, false);
	}

	/** Starts clients of several nodes, which also mark responses. */
	public static Load start(List<Api> nodes, UUID survey, int clients, boolean insist) {
		return start(nodes, survey, clients, insist, true);
	}

	private static Load start(List<Api> nodes, UUID survey, int clients, boolean insist, boolean marks) {
		Load load = new Load(insist, marks);
		for (int i = 0; i < clients; i++) {
			int number = i;
			Thread thread = new Thread(() -> load.run(nodes.get(number / 2 % nodes.size()), survey, number),
					"client-" + i);
			load.threads.add(thread);
			thread.start();
		}
		return load;
	}

	private void run(Api api, UUID survey, int client) {
		String responses = (client % 2 == 0) ? "/api/v1/public/surveys/" + survey + "/responses"
				: "/api/v1/surveys/" + survey + "/responses";
		for (int i = 0; this.going; i++) {
			UUID id = UUID.randomUUID();
			int score = (client + i) % 11;
			boolean amend = i % 3 == 1;
			boolean erase = i % 10 == 9;
			if (send(api, "POST", responses, body(id, 0, score), 200, 201)) {
				this.acknowledged.put(id, score);
				if (amend && send(api, "POST", responses, body(id, 1, 10 - score), 200, 200)) {
					this.acknowledged.put(id, 10 - score);
				}
				if (this.marks && i % 8 == 5) {
					send(api, "POST", "/api/v1/surveys/" + survey + "/responses/mark", mark("SPAM", id), 200, 200);
					send(api, "POST", "/api/v1/surveys/" + survey + "/responses/mark", mark("NONE", id), 200, 200);
				}
				if (erase && send(api, "DELETE", "/api/v1/surveys/" + survey + "/responses/" + id, null, 204, 204)) {
					this.acknowledged.put(id, -1);
				}
			}
		}
	}

	private static String mark(String set, UUID id) {
		return "{\"set\":\"" + set + "\",\"ids\":[\"" + id + "\"]}";
	}

	private static String body(UUID id, int revision, int score) {
		return "{\"id\":\"" + id + "\",\"revision\":" + revision + ",\"answers\":{\"nps\":" + score
				+ "},\"channel\":\"c" + score + "\"}";
	}

	private boolean send(Api api, String method, String path, String body, int done, int doneToo) {
		while (this.going || this.insist) {
			if (!this.going && System.nanoTime() > this.end) {
				this.wrong.add("gave up on " + method + " " + path);
				return false;
			}
			long start = System.nanoTime();
			try {
				Api.Reply answer = api.send(method, path, body);
				if (answer.status() == done || answer.status() == doneToo) {
					return true;
				}
				if (answer.status() != 503 || answer.header("Retry-After").isEmpty()) {
					this.wrong.add(method + " " + answer.status() + " " + answer.body());
				}
			}
			catch (IllegalStateException ex) {
				// The service is stopping, or gone.
			}
			int millis = (int) TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
			this.slowest.accumulateAndGet(millis, Math::max);
			this.repeated.incrementAndGet();
			pause();
		}
		return false;
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(50);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Waits until this many more answers are acknowledged. */
	public void more(int answers) throws Exception {
		int before = this.acknowledged.size();
		Wait.until(answers + " more answers are acknowledged", () -> this.acknowledged.size() >= before + answers);
	}

	/** Ends the clients, those who insist when all they sent is acknowledged. */
	@Override
	public void close() throws InterruptedException {
		this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		this.going = false;
		for (Thread thread : this.threads) {
			thread.join();
		}
	}

	/**
	 * Holds what is stored against what was acknowledged.
	 * @param api of a node that runs
	 * @param survey whose answers
	 */
	public void isStored(Api api, UUID survey) {
		Map<UUID, Integer> stored = new ConcurrentHashMap<>();
		Api.Reply listing = api.get("/api/v1/surveys/" + survey + "/responses", "Accept", "application/x-ndjson");
		while (listing.status() == 503) { // a connection that broke meanwhile
			pause();
			listing = api.get("/api/v1/surveys/" + survey + "/responses", "Accept", "application/x-ndjson");
		}
		listing.is(200)
			.body()
			.lines()
			.map(Api::read)
			.forEach((line) -> stored.put(UUID.fromString(line.get("id").stringValue()),
					line.at("/answers/nps").intValue()));
		this.acknowledged.forEach((id, score) -> {
			if (score < 0) {
				assertThat(stored).doesNotContainKey(id);
			}
			else if (this.insist) {
				assertThat(stored).containsEntry(id, score);
			}
			else {
				assertThat(stored).containsKey(id); // perhaps as amended without
													// acknowledgement
			}
		});
		if (this.insist) {
			assertThat(stored).hasSize((int) this.acknowledged.values().stream().filter((score) -> score >= 0).count());
		}
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis/audit").json().get("differences")).isEmpty();
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").json().at("/overall/responses").intValue())
			.isEqualTo(stored.size());
	}

}

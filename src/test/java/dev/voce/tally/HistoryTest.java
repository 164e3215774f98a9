package dev.voce.tally;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.response.Responses;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes store, amend, mark, erase, tally, build, rebuild and purge at the same time,
 * while each figure is held against a recount in the same snapshot.
 */
class HistoryTest {

	/** {@code -Dvoce.seed=…} makes up the same requests again. */
	private static final long SEED = Long.getLong("voce.seed", System.nanoTime());

	private static final long SECONDS = Long.getLong("voce.history", 8);

	private static final ZoneId ZONE = ZoneId.of("Europe/Rome");

	private static final LocalDate FIRST = LocalDate.now(ZoneOffset.UTC).minusDays(12);

	private static final LocalDate LAST = FIRST.plusDays(14);

	private static final String KEPT = "create table kept (key text primary key, n bigint not null)";

	private final ConcurrentLinkedQueue<UUID> ids = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

	private final Map<String, Integer> done = new HashMap<>();

	private final List<Node> nodes = new ArrayList<>();

	private final JdbcTemplate jdbc = new JdbcTemplate();

	private UUID survey = new UUID(0, 0);

	private long end;

	/** One service's parts and a transaction of its own. */
	private record Part(Node node, Tallying tallying, CountsReader reader, Surveys surveys, SurveyStates states,
			Responses responses, JdbcTemplate jdbc, PlatformTransactionManager transactions) {

		static Part of(Node node) {
			return new Part(node, node.bean(Tallying.class), node.bean(CountsReader.class), node.bean(Surveys.class),
					node.bean(SurveyStates.class), node.bean(Responses.class), node.bean(JdbcTemplate.class),
					node.bean(PlatformTransactionManager.class));
		}

		TransactionTemplate transaction(int isolation) {
			TransactionTemplate transaction = new TransactionTemplate(this.transactions);
			transaction.setIsolationLevel(isolation);
			return transaction;
		}

	}

	@Test
	void figuresAreThoseOfARecountAtEveryMomentWhateverGoesOn() throws Exception {
		String url = TestDatabase.create();
		this.jdbc.setDataSource(new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
		try {
			this.nodes.add(Node.start(url, TestDatabase.user(), TestDatabase.password()));
			this.nodes.add(Node.start(url, TestDatabase.user(), TestDatabase.password()));
			this.jdbc.execute(KEPT);
			run(this.nodes.stream().map(Part::of).toList());
		}
		catch (Throwable ex) {
			throw new AssertionError("with -Dvoce.seed=" + SEED, ex);
		}
		finally {
			this.nodes.forEach(Node::close);
		}
	}

	private void run(List<Part> parts) throws Exception {
		Api api = parts.get(0).node().api();
		this.survey = api.survey(TallyTest.body(ZONE.getId(), "\"plan\""));
		this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
		List<Thread> threads = new ArrayList<>();
		Random seeds = new Random(SEED);
		for (int i = 0; i < 6; i++) {
			Random random = new Random(seeds.nextLong());
			Api one = parts.get(i % 2).node().api();
			threads.add(thread("client", () -> client(one, random)));
		}
		for (Part part : parts) {
			threads.add(thread("tallying", () -> part.tallying().tally(this.survey).rows()));
			threads.add(thread("reader", () -> {
				check(part);
				return 1;
			}));
		}
		Random edits = new Random(seeds.nextLong());
		threads.add(thread("editor", () -> edit(api, edits)));
		threads.add(thread("purge", () -> purge(parts.get(1), edits.nextInt(3))));
		for (Thread thread : threads) {
			thread.join();
		}
		System.out.println("history: " + this.done);
		if (!this.failures.isEmpty()) {
			throw new AssertionError(this.failures.size() + " failures", this.failures.peek());
		}
		assertThat(this.done).containsKeys("client", "tallying", "reader", "editor", "purge");
		api.post("/api/v1/surveys/" + this.survey + "/kpis/rebuild", "{\"names\": true}").is(202);
		Wait.until("all is built", () -> count("""
				select (select count(*) from rebuild where status = 'RUNNING')
					+ (select count(*) from tally_series t join survey_state s on s.survey_id = t.survey_id
						where not t.serving or t.covers_from > coalesce(s.purged_before, date '0001-01-01'))""") == 0);
		assertThat(count("select coalesce(sum(corrected), 0) from rebuild")).isZero();
		check(parts.get(0));
		parts.get(1).tallying().tally(this.survey);
		check(parts.get(1));
		assertThat(api.get("/api/v1/surveys/" + this.survey + "/kpis/audit").is(200).json().get("differences"))
			.isEmpty();
	}

	private long count(String query) {
		return Objects.requireNonNull(this.jdbc.queryForObject(query, Long.class));
	}

	private Thread thread(String name, Callable<Integer> work) {
		Thread thread = new Thread(() -> {
			int times = 0;
			while (System.nanoTime() < this.end && this.failures.isEmpty()) {
				try {
					times += work.call();
				}
				catch (ConcurrencyFailureException met) {
					// Somebody else was faster.
				}
				catch (Throwable ex) {
					this.failures.add(ex);
				}
			}
			synchronized (this.done) {
				this.done.merge(name, times, Integer::sum);
			}
		}, name);
		thread.start();
		return thread;
	}

	private int client(Api api, Random random) {
		UUID id = this.ids.poll();
		if (id == null || random.nextInt(3) == 0) {
			if (id != null) {
				this.ids.add(id);
			}
			id = UUID.randomUUID();
		}
		String responses = "/api/v1/surveys/" + this.survey + "/responses";
		switch (random.nextInt(8)) {
			case 0 -> accept(api.post("/api/v1/public/surveys/" + this.survey + "/shown",
					"{\"id\": \"" + id + "\", \"stage\": \"" + (random.nextBoolean() ? "SHOWN" : "DISMISSED") + "\"}"));
			case 1 -> accept(api.post(responses + "/mark", "{\"set\": \"%s\", \"ids\": [\"%s\"]}"
				.formatted(List.of("SPAM", "TEST", "NONE").get(random.nextInt(3)), id)));
			case 2 -> accept(api.delete(responses + "/" + id));
			case 3 -> accept(api.post("/api/v1/surveys/" + this.survey + "/responses/batch",
					"{%s}\n{%s}\n{%s}".formatted(answer(random), answer(random), answer(random)), "Content-Type",
					"application/x-ndjson"));
			default -> accept(api.put(responses + "/" + id, "{" + answer(random) + "}"));
		}
		this.ids.add(id);
		return 1;
	}

	private static void accept(Api.Reply answer) {
		assertThat(answer.status()).as(answer.body()).isIn(200, 201, 202, 204, 404, 410, 422, 503);
		if (answer.status() == 422) {
			assertThat(answer.body()).contains("/submittedAt");
		}
	}

	private static String answer(Random random) {
		Instant at = FIRST.atStartOfDay(ZONE).toInstant().plusSeconds(random.nextInt(12 * 86_400));
		return """
				"answers": {"nps": %d, "reason": ["price"]}, "attributes": {"plan": "p%d"}, "channel": "c%d",
				"submittedAt": "%s", "askedAt": "%s", "test": %s"""
			.formatted(random.nextInt(11), random.nextInt(4), random.nextInt(3), at,
					at.minusSeconds(random.nextInt(3 * 86_400)), random.nextInt(10) == 0)
			.replace("\n", " ");
	}

	private int edit(Api api, Random random) throws Exception {
		String path = "/api/v1/surveys/" + this.survey;
		switch (random.nextInt(3)) {
			case 0 -> api.post(path + "/kpis/rebuild", random.nextBoolean() ? "{\"names\": true}" : "").is(202);
			default -> {
				JsonNode now = api.get(path).json();
				boolean declared = !now.get("segments").isEmpty();
				int status = api
					.put(path, TallyTest.body(ZONE.getId(), declared ? "" : "\"plan\""), "If-Match",
							api.get(path).header("ETag"))
					.status();
				assertThat(status).isIn(200, 503);
			}
		}
		Thread.sleep(random.nextInt(400));
		return 1;
	}

	/** Stops keeping one more day, and remembers what was counted of it. */
	private int purge(Part part, int wait) throws Exception {
		Thread.sleep(700 + wait * 300L);
		int purged = Objects
			.requireNonNull(part.transaction(TransactionDefinition.ISOLATION_READ_COMMITTED).execute((status) -> {
				LocalDate before = firstKept(part);
				LocalDate kept = before.plusDays(1);
				if (kept.isAfter(FIRST.plusDays(5))) {
					return 0;
				}
				part.responses().purge(this.survey, kept);
				if (firstKept(part).equals(before)) {
					return 0;
				}
				// Of days before the first nothing was stored but who was asked.
				LocalDate from = before.equals(FIRST) ? FIRST.minusDays(4) : before;
				new PlainCount(ZONE, from, kept).count(part.jdbc(), this.survey, segments(part))
					.counts()
					.forEach((key, n) -> part.jdbc().update("insert into kept (key, n) values (?, ?)", key, n));
				return 1;
			}));
		part.transaction(TransactionDefinition.ISOLATION_READ_COMMITTED).executeWithoutResult((status) -> {
			part.states().lock(Set.of(this.survey));
			if (!firstKept(part).equals(FIRST)) {
				part.responses().purgeSome(this.survey, firstKept(part).atStartOfDay(ZONE).toInstant(), 20);
			}
		});
		return purged;
	}

	private LocalDate firstKept(Part part) {
		LocalDate kept = part.states().read(this.survey).firstKept();
		return kept.isBefore(FIRST) ? FIRST : kept;
	}

	private List<String> segments(Part part) {
		List<String> segments = new ArrayList<>(List.of("", "channel", "reason"));
		segments.addAll(part.surveys().currentDefinition(this.survey).segments());
		return segments;
	}

	private void check(Part part) {
		part.transaction(TransactionDefinition.ISOLATION_REPEATABLE_READ).executeWithoutResult((status) -> {
			List<String> segments = segments(part);
			SurveyDefinition definition = part.surveys().currentDefinition(this.survey);
			LocalDate from = FIRST.minusDays(4);
			PlainCount read = new PlainCount(ZONE, from, LAST);
			CountsReader.Reading reading = part.reader().read(read.request(definition, segments));
			// What is being built or was declared late has no figures of all days.
			reading.bySegment().forEach((segment, counts) -> {
				if (!counts.isComplete() || counts.isPurged(from, LAST)) {
					assertThat(segment).as("is complete").isEqualTo("plan");
					segments.remove(segment);
				}
			});
			Map<String, Long> counted = new PlainCount(ZONE, firstKept(part).equals(FIRST) ? from : firstKept(part),
					LAST)
				.count(part.jdbc(), this.survey, segments)
				.counts();
			part.jdbc().query("select key, n from kept", (row) -> {
				if (row.getString(1).startsWith("reach ") || segments.contains(row.getString(1).split(" ", 3)[1])) {
					counted.put(row.getString(1), row.getLong(2));
				}
			});
			Map<String, Long> taken = read.take(reading).counts();
			taken.keySet().removeIf((key) -> key.startsWith("nps plan ") && !segments.contains("plan"));
			assertThat(taken).isEqualTo(counted);
		});
	}

}

package dev.voce;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Load;
import dev.voce.testing.OwnServer;
import dev.voce.testing.Receiver;
import dev.voce.testing.ServiceProcess;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills services, their database, the receiver of a webhook and connections at random
 * while clients answer, amend, mark and erase, and compares each figure with what is
 * stored, and what a webhook received with what was acknowledged. {@code bench/chaos}
 * runs more rounds of it.
 */
class ChaosTest {

	/**
	 * Scores whose count in the figures isn't what is stored: the tallies, and what has a
	 * later sequence number, less what was superseded since.
	 */
	private static final String MISCOUNTED = """
			with t as (
				select tallied_to, question.id as question from tally_state, question
				where tally_state.survey_id = ? and question.survey_id = tally_state.survey_id and key = 'nps'
			), stored as (
				select answers ->> 'nps' as score, sequence from response
				where survey_id = ? and not test and mark is null and answers ? 'nps'
			), figure as (
				select c.score::text, c.count from t join tally_series s on s.question_id = t.question and s.segment = ''
				join tally y on y.survey_id = s.survey_id and y.series = s.id cross join lateral cells(y.cells) c
				union all
				select score, 1 from stored, t where sequence > tallied_to
				union all
				select answers ->> 'nps', -1 from superseded, t
				where survey_id = ? and counts and stage is null and was <= tallied_to and tallied_to < became
			)
			select count(*) from (
				select score from (select * from figure union all select score, -1 from stored) each
				group by score having sum(count) <> 0) wrong"""
		.replace(" ? 'nps'", " ?? 'nps'");

	private final long seed = Long.getLong("chaos.seed", System.nanoTime());

	private final Random random = new Random(this.seed);

	@Test
	void everythingAcknowledgedIsThereOnceWhateverIsKilled(@TempDir Path directory) throws Exception {
		int rounds = Integer.getInteger("chaos.rounds", 3);
		int nodes = Integer.getInteger("chaos.nodes", 2);
		System.out.println("chaos: -Dchaos.seed=" + this.seed + " kills the same again");
		try (OwnServer server = new OwnServer(directory)) {
			List<Integer> ports = new ArrayList<>();
			List<ServiceProcess> services = new ArrayList<>();
			try {
				for (int i = 0; i < nodes; i++) {
					ports.add(freePort());
					services.add(start(server, ports.get(i)));
					services.get(i).port();
				}
				List<Api> apis = ports.stream().map(Api::new).toList();
				UUID survey = apis.get(0).npsSurvey();
				Receiver receiver = receiver(apis.get(0), survey);
				Load load = Load.start(apis, survey, 16, true);
				AtomicBoolean over = new AtomicBoolean();
				CompletableFuture<Integer> figures = CompletableFuture.supplyAsync(() -> compare(server, survey, over));
				try (load) {
					for (int round = 1; round <= rounds; round++) {
						load.more(50);
						edit(apis.get(this.random.nextInt(nodes)), survey, round);
						Thread.sleep(this.random.nextInt(1_000));
						String killed = kill(server, services, ports, receiver);
						System.out.printf("chaos round %d of %d: %s, %d answers acknowledged%n", round, rounds, killed,
								load.acknowledged.size());
					}
					load.more(50);
				}
				over.set(true);
				assertThat(figures.get()).as("figures that were compared").isPositive();
				assertThat(load.wrong).isEmpty();
				apis.forEach((api) -> load.isStored(api, survey));
				isDelivered(server, receiver, load);
				System.out.printf("chaos: %d rounds, %d nodes, %d answers acknowledged, %d requests repeated%n", rounds,
						nodes, load.acknowledged.size(), load.repeated.get());
			}
			finally {
				for (ServiceProcess service : services) {
					service.close();
				}
			}
		}
	}

	/**
	 * Has each answer delivered to a receiver that now and then breaks the connection.
	 */
	private Receiver receiver(Api api, UUID survey) {
		Receiver receiver = new Receiver();
		api.post("/api/v1/webhooks", "{\"url\": \"%s/\", \"events\": [\"response.created\"], \"surveys\": [\"%s\"]}"
			.formatted(receiver.url(), survey)).is(201);
		return receiver.behave((message, out) -> {
			if (this.random.nextInt(200) > 0) {
				Receiver.status(204).reply(message, out);
			}
		});
	}

	/** What is acknowledged and still there was delivered, and nothing else was. */
	private static void isDelivered(OwnServer server, Receiver receiver, Load load) throws Exception {
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(server.url(), "postgres", ""));
		for (long left = waiting(jdbc); left > 0; left = waiting(jdbc)) {
			long before = left;
			Wait.until("more answers are delivered", () -> {
				jdbc.update("update webhook set paused_until = null where paused_until is not null");
				jdbc.update("update webhook_delivery set due_at = now() where status = 'WAITING' and due_at > now()");
				return waiting(jdbc) < before;
			});
		}
		receiver.close();
		Set<UUID> delivered = receiver.messages()
			.stream()
			.map((message) -> UUID.fromString(Api.read(message.body()).at("/data/id").stringValue()))
			.collect(Collectors.toSet());
		assertThat(load.acknowledged.keySet()).as("answers that were delivered").containsAll(delivered);
		assertThat(delivered).containsAll(load.acknowledged.entrySet()
			.stream()
			.filter((each) -> each.getValue() >= 0)
			.map(Map.Entry::getKey)
			.toList());
		System.out.printf("chaos: %d events delivered by %d messages%n", delivered.size(), receiver.messages().size());
	}

	private static long waiting(JdbcTemplate jdbc) {
		return jdbc.queryForList("""
				select (select count(*) from webhook_delivery where status = 'WAITING')
					+ (select count(*) from webhook_pending)""", Long.class).get(0);
	}

	/** Has tallies built and rebuilt, if anybody answers. */
	private static void edit(Api api, UUID survey, int round) {
		String path = "/api/v1/surveys/" + survey;
		try {
			api.post(path + "/kpis/rebuild", "{\"names\": true}");
			api.put(path, """
					{"name": "NPS", "segments": [%s], "questions": [
						{"key": "nps", "type": "NPS", "text": {"en": "How likely are you to recommend us?"}},
						{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}"""
				.formatted((round % 2 == 0) ? "" : "\"plan\""), "If-Match", api.get(path).header("ETag"));
		}
		catch (IllegalStateException ex) {
			// It was killed a moment ago.
		}
	}

	/** Compares figures with what is stored, each in one snapshot. */
	private static int compare(OwnServer server, UUID survey, AtomicBoolean over) {
		JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(server.url(), "postgres", ""));
		int compared = 0;
		while (!over.get()) {
			try {
				assertThat(jdbc.queryForList(MISCOUNTED, Long.class, survey, survey, survey)).as("scores miscounted")
					.containsExactly(0L);
				compared++;
				Thread.sleep(20);
			}
			catch (DataAccessException ex) {
				// The database was killed a moment ago.
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		return compared;
	}

	private String kill(OwnServer server, List<ServiceProcess> services, List<Integer> ports, Receiver receiver)
			throws Exception {
		int node = this.random.nextInt(services.size());
		int kind = this.random.nextInt(5);
		if (kind == 4) {
			receiver.close();
			Thread.sleep(this.random.nextInt(1_000));
			receiver.open();
			return "receiver";
		}
		if (kind == 0) {
			for (int i = 0; i < 5; i++) {
				server.terminateConnections();
				Thread.sleep(this.random.nextInt(200));
			}
			return "connections";
		}
		boolean database = kind != 1;
		boolean service = kind != 2;
		if (service) {
			services.get(node).kill();
		}
		if (database) {
			server.crash();
			Thread.sleep(this.random.nextInt(1_000));
			server.restart();
		}
		if (service) {
			services.set(node, start(server, ports.get(node)));
			services.get(node).port();
		}
		return (service ? "node " + node + " " : "") + (database ? "database" : "");
	}

	private static ServiceProcess start(OwnServer server, int port) {
		return ServiceProcess.start(Map.of("SPRING_DATASOURCE_URL", server.url(), "SPRING_DATASOURCE_USERNAME",
				"postgres", "SPRING_DATASOURCE_PASSWORD", "", "VOCE_BOOTSTRAP_KEY", VoceTest.KEY, "SERVER_PORT",
				Integer.toString(port), "VOCE_OUTBOUND_ALLOW", "127.0.0.1", "VOCE_WEBHOOK_EVERY", "100ms",
				"VOCE_JOBS_POLLINGINTERVAL", "100ms"));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

}

package dev.voce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.voce.testing.Api;
import dev.voce.testing.Load;
import dev.voce.testing.Node;
import dev.voce.testing.OwnServer;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** The replies while something that Voce needs fails. */
class FaultsTest extends OwnServerTest {

	FaultsTest() {
		super("spring.datasource.hikari.maximum-pool-size=2");
	}

	@Test
	void aReadOnlyDatabaseShowsFiguresAndTakesNoAnswers() throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		Load load = Load.start(api, survey, 8, true);
		try (load; Connection connection = connection(); Statement statement = connection.createStatement()) {
			load.more(50);
			statement.execute("alter system set default_transaction_read_only = on");
			statement.execute("select pg_reload_conf()");
			Wait.until("answers are refused", () -> load.repeated.get() > 8);
			assertThat(
					api.get("/api/v1/surveys/" + survey + "/kpis").is(200).json().at("/overall/responses").intValue())
				.isPositive();
			Api.Reply refused = api.delete("/api/v1/surveys/" + survey).refused(503);
			assertThat(refused.header("Retry-After")).isNotEmpty();
			statement.execute("set default_transaction_read_only = off");
			statement.execute("alter system reset default_transaction_read_only");
			statement.execute("select pg_reload_conf()");
			load.more(50);
		}
		assertThat(load.wrong).isEmpty();
		load.isStored(api, survey);
	}

	@Test
	void readersThatHoldEveryConnectionKeepNoAnswerFromBeingStored() throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		String answers = "/api/v1/public/surveys/" + survey + "/responses";
		api.post(answers, "{\"answers\": {\"nps\": 9}}").is(201);
		List<CompletableFuture<Api.Reply>> stuck = new ArrayList<>();
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("lock table note in access exclusive mode");
			for (int i = 0; i < 4; i++) {
				stuck.add(CompletableFuture.supplyAsync(() -> api.get("/api/v1/surveys/" + survey + "/notes")));
			}
			Wait.until("all connections are taken", () -> waiting() == 2);
			Api.Reply refused = api.get("/api/v1/surveys/" + survey + "/kpis").refused(503);
			assertThat(refused.header("Retry-After")).isNotEmpty();
			Thread.sleep(1_100); // what is known of surveys and keys must be looked up
									// again
			api.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 10}}").is(201);
			api.post(answers, "{\"answers\": {\"nps\": 10}}").is(201);
			connection.rollback();
		}
		for (CompletableFuture<Api.Reply> answer : stuck) {
			assertThat(answer.get(30, TimeUnit.SECONDS).status()).isIn(200, 503);
		}
		assertThat(api.get("/api/v1/surveys/" + survey + "/kpis").is(200).json().at("/overall/responses").intValue())
			.isEqualTo(3);
	}

	@Test
	void aRequestThatTookTheDatabaseTooLongGetsNoRetryAfter() throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			connection.setAutoCommit(false);
			statement.execute("lock table note in access exclusive mode");
			CompletableFuture<Api.Reply> stuck = CompletableFuture
				.supplyAsync(() -> api.get("/api/v1/surveys/" + survey + "/notes"));
			Wait.until("it waits", () -> waiting() == 1);
			statement.execute("select pg_cancel_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'");
			assertThat(stuck.get(30, TimeUnit.SECONDS).refused(422).body()).contains("a shorter range");
		}
	}

	@Test
	void aCommitThatBreaksWhileMarkingIsReportedAsUnavailableAndMayBeRepeated() throws Exception {
		Api api = this.node.api();
		UUID survey = api.npsSurvey();
		String path = "/api/v1/surveys/" + survey + "/responses";
		api.post(path, "{\"answers\": {\"nps\": 9}}").is(201);
		String all = "{\"set\": \"SPAM\", \"where\": {\"channel\": \"(none)\"}}";
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			statement.execute("""
					create function break_off() returns trigger language plpgsql as
					$$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$""");
			statement.execute("""
					create constraint trigger break_off after update on response deferrable initially deferred
					for each row execute function break_off()""");
			assertThat(api.post(path + "/mark", all).refused(503).header("Retry-After")).isNotEmpty();
			statement.execute("drop trigger break_off on response");
			statement.execute("drop function break_off()");
		}
		assertThat(api.post(path + "/mark", all).is(200).json().get("changed").intValue()).isEqualTo(1);
	}

	@Test
	void aFullDiskTakesNoAnswersUntilThereIsSpace(@TempDir Path directory) throws Exception {
		Path disk = Files.createDirectory(directory.resolve("disk"));
		assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", disk.toString()) == 0,
				"no small disk can be made here, so a full one is not tried");
		try (OwnServer small = new OwnServer(disk); Node there = Node.start(small.url(), "postgres", "")) {
			Api api = there.api();
			UUID survey = api.npsSurvey();
			Load load = Load.start(api, survey, 8, true);
			Path filler = disk.resolve("filler");
			try (load) {
				load.more(50);
				fill(filler);
				Wait.until("answers are refused", () -> load.repeated.get() > 8);
				assertThat(api.get("/actuator/health/liveness", "Authorization", "none").status()).isEqualTo(200);
				Files.delete(filler);
				if (!small.isRunning()) {
					small.restart();
				}
				load.more(50);
			}
			assertThat(load.wrong).isEmpty();
			load.isStored(api, survey);
		}
		finally {
			run("umount", "--lazy", disk.toString());
		}
	}

	@Test
	void aClockThatJumpsStopsNothingAndCountsEachAnswerOnce() throws Exception {
		Duration[] ahead = { Duration.ZERO };
		InstantSource jumping = () -> Instant.now().plus(ahead[0]);
		try (Node there = Node.start(this.server.url(), jumping.withZone(ZoneOffset.UTC))) {
			Api api = there.api();
			UUID survey = api.npsSurvey();
			String answers = "/api/v1/public/surveys/" + survey + "/responses";
			for (Duration jump : List.of(Duration.ofHours(2), Duration.ofHours(-3), Duration.ofDays(40),
					Duration.ofDays(-40), Duration.ZERO)) {
				ahead[0] = jump;
				for (int score = 0; score <= 10; score++) {
					api.post(answers, "{\"answers\": {\"nps\": " + score + "}}").is(201);
				}
			}
			ahead[0] = Duration.ofHours(-3);
			Api.Reply refused = api.post(answers,
					"{\"answers\": {\"nps\": 7}, \"submittedAt\": \"" + Instant.now() + "\"}");
			refused.flawed("/submittedAt");
			ahead[0] = Duration.ZERO;
			assertThat(api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences"))
				.isEmpty();
			int counted = api
				.get("/api/v1/surveys/" + survey + "/kpis?from=" + LocalDate.now().minusDays(50) + "&to="
						+ LocalDate.now().plusDays(50))
				.is(200)
				.json()
				.at("/overall/responses")
				.intValue();
			assertThat(counted).isEqualTo(55);
		}
	}

	/** How many statements of the server wait for a lock. */
	private long waiting() throws Exception {
		try (Connection connection = connection();
				Statement statement = connection.createStatement();
				var rows = statement
					.executeQuery("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")) {
			rows.next();
			return rows.getLong(1);
		}
	}

	private Connection connection() throws Exception {
		return DriverManager.getConnection(this.server.url(), "postgres", "");
	}

	private static void fill(Path file) throws IOException {
		byte[] much = new byte[1 << 16];
		try (var out = Files.newOutputStream(file)) {
			while (true) {
				out.write(much);
			}
		}
		catch (IOException full) {
			// That is what it is for.
		}
	}

	private static int run(String... command) throws Exception {
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
	}

}

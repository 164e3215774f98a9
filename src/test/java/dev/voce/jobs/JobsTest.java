package dev.voce.jobs;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.testing.OwnServer;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs on nodes that share a database. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class JobsTest {

	private static final Duration HEARTBEAT = Duration.ofMillis(200);

	private static final Duration HOUR = Duration.ofHours(1);

	private final List<Jobs> nodes = new ArrayList<>();

	private DataSource database;

	@BeforeEach
	void migrate() {
		this.database = new DriverManagerDataSource(TestDatabase.create(), TestDatabase.user(),
				TestDatabase.password());
		Flyway.configure().dataSource(this.database).load().migrate();
	}

	@AfterEach
	void stop() {
		this.nodes.forEach(Jobs::stop);
	}

	private static Jobs jobs(DataSource database) {
		return new Jobs(database, new JobProperties(Duration.ZERO, Duration.ofMillis(50), HEARTBEAT),
				new SimpleMeterRegistry(), Clock.systemUTC());
	}

	private Jobs node() {
		Jobs node = jobs(this.database);
		this.nodes.add(node);
		return node;
	}

	private void start(String job, Duration pause, Runnable work) {
		Jobs node = node();
		node.every(job, pause, work);
		node.start();
	}

	private static void acquire(Semaphore runs, int count) throws InterruptedException {
		assertThat(runs.tryAcquire(count, 30, TimeUnit.SECONDS)).as("%s runs within 30 s", count).isTrue();
	}

	private static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Test
	void recurringJobRunsOnOneNodeAtATime() throws Exception {
		AtomicInteger running = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		Semaphore runs = new Semaphore(0);
		for (int node = 0; node < 2; node++) {
			start("shared", Duration.ofMillis(1), () -> {
				most.accumulateAndGet(running.incrementAndGet(), Math::max);
				sleep(20);
				running.decrementAndGet();
				runs.release();
			});
		}
		acquire(runs, 30);
		assertThat(most).hasValue(1);
		assertThat(new Sql(this.database).count("select count(*) from scheduled_tasks")).isEqualTo(1);
	}

	@Test
	void jobOfAKilledNodeIsTakenOver(CapturedOutput output) throws Exception {
		DriverManagerDataSource database = (DriverManagerDataSource) this.database;
		Process killed = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
				System.getProperty("java.class.path"), JobsTest.class.getName(), database.getUrl(),
				database.getUsername(), database.getPassword())
			.redirectErrorStream(true)
			.start();
		Semaphore runs = new Semaphore(0);
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
			assertThat(lines.lines().anyMatch("runs"::equals)).isTrue();
			start("long", HOUR, runs::release);
			// Longer than it takes to be taken for dead: heartbeats keep the job.
			assertThat(runs.tryAcquire(HEARTBEAT.toMillis() * 8, TimeUnit.MILLISECONDS)).isFalse();
		}
		finally {
			killed.destroyForcibly().waitFor();
		}
		long start = System.nanoTime();
		acquire(runs, 1);
		// Four heartbeats are missed, every second one is looked for, and a busy machine.
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HEARTBEAT.multipliedBy(6).plusSeconds(3));
		assertThat(output).contains("The job long is taken over from the node " + killed.pid() + "@");
	}

	/** A node whose job goes on until it is killed. */
	public static void main(String[] arguments) {
		Jobs jobs = jobs(new DriverManagerDataSource(arguments[0], arguments[1], arguments[2]));
		jobs.every("long", HOUR, () -> {
			System.out.println("runs");
			sleep(600_000);
		});
		jobs.start();
	}

	@Test
	void failingJobIsLoggedOnceWithItsCauseAndRunsAgain(CapturedOutput output) throws Exception {
		Semaphore runs = new Semaphore(0);
		start("failing", Duration.ofMillis(1), () -> {
			runs.release();
			throw new IllegalStateException("broken for good");
		});
		acquire(runs, 3);
		assertThat(output.getAll().split("The job failing failed; it runs again in", -1)).hasSize(2);
		assertThat(output.getAll().split("\tat dev.voce.jobs.JobsTest", -1)).hasSize(2);
		assertThat(output).contains("The job failing failed again; it runs again in PT0.001S: "
				+ "java.lang.IllegalStateException: broken for good");
	}

	@Test
	void jobThatTheDatabaseStopsIsTriedAgainSoon(CapturedOutput output) throws Exception {
		Semaphore runs = new Semaphore(0);
		AtomicInteger run = new AtomicInteger();
		start("stopped", HOUR, () -> {
			runs.release();
			if (run.incrementAndGet() == 1) {
				throw new QueryTimeoutException("too slow", new SQLException("too slow", "57014"));
			}
		});
		acquire(runs, 2);
		assertThat(output).contains("The database stopped the job stopped, which is tried again")
			.doesNotContain("\tat ");
	}

	@Test
	void requestedJobRunsAtOnceAndOnceMoreWhenItIsRunningElsewhere() throws Exception {
		Semaphore runs = new Semaphore(0);
		Semaphore ends = new Semaphore(0);
		Runnable work = () -> {
			runs.release();
			ends.acquireUninterruptibly();
		};
		start("requested", HOUR, work);
		start("requested", HOUR, work);
		acquire(runs, 1);
		this.nodes.forEach((node) -> node.runSoon("requested"));
		assertThat(runs.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
		ends.release();
		acquire(runs, 1);
		ends.release(100);
		Wait.until("the second run is over", () -> new Sql(this.database)
			.count("select count(*) from scheduled_tasks where execution_time > now() + interval '50 min'") == 1);
		runs.drainPermits();
		this.nodes.get(0).runSoon("requested");
		acquire(runs, 1);
	}

	@Test
	void requestWithinATransactionWaitsForItsCommit() throws Exception {
		Semaphore runs = new Semaphore(0);
		start("committed", HOUR, runs::release);
		acquire(runs, 1);
		TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(this.database));
		Runnable request = () -> this.nodes.get(0).runSoon("committed");
		transaction.executeWithoutResult((status) -> {
			request.run();
			status.setRollbackOnly();
		});
		assertThat(runs.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
		transaction.executeWithoutResult((status) -> request.run());
		acquire(runs, 1);
	}

	@Test
	void jobsWaitForADatabaseThatIsUnavailableAndLogItInOneLine(@TempDir Path directory, CapturedOutput output)
			throws Exception {
		try (OwnServer server = new OwnServer(directory)) {
			this.database = new DriverManagerDataSource(server.url(), "postgres", "");
			Flyway.configure().dataSource(this.database).load().migrate();
			Semaphore before = new Semaphore(0);
			start("before", Duration.ofMillis(20), before::release);
			acquire(before, 1);
			server.crash();
			before.drainPermits();
			Semaphore during = new Semaphore(0);
			start("during", Duration.ofMillis(20), during::release);
			sleep(1_500);
			assertThat(during.availablePermits()).isZero();
			server.restart();
			acquire(during, 3);
			acquire(before, 3);
			// Each of the two nodes.
			assertThat(output.getAll().split("The database is unavailable; jobs wait", -1)).hasSize(3);
			assertThat(output.getAll().split("The database is available again", -1)).hasSize(3);
		}
	}

	@Test
	void stoppingNodeLetsAJobEndItsStepAndLeavesItToOthers() throws Exception {
		Jobs stopped = node();
		CountDownLatch steps = new CountDownLatch(3);
		stopped.every("stepping", Duration.ofMillis(1), () -> {
			while (!stopped.stopping() && !Thread.currentThread().isInterrupted()) {
				steps.countDown();
				sleep(20);
			}
		});
		stopped.start();
		assertThat(steps.await(30, TimeUnit.SECONDS)).isTrue();
		long start = System.nanoTime();
		stopped.stop();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertThat(new Sql(this.database).count("select count(*) from scheduled_tasks where picked")).isZero();
		// Also as Spring's tests restart a context.
		stopped.start();
		assertThat(stopped.isRunning()).isTrue();
	}

	@Test
	void workOfEachNodeRunsOnEachAndSurvivesItsFailures() throws Exception {
		for (int i = 0; i < 2; i++) {
			Semaphore runs = new Semaphore(0);
			Jobs node = node();
			node.everyOnEachNode("own", Duration.ofMillis(1), () -> {
				runs.release();
				throw new IllegalStateException("again");
			});
			node.start();
			acquire(runs, 3);
		}
		assertThat(new Sql(this.database).count("select count(*) from scheduled_tasks")).isZero();
	}

	@Test
	void jobsLeaveTheProcessorToTheFirstRequests() throws Exception {
		Jobs node = new Jobs(this.database, new JobProperties(Duration.ofSeconds(2), Duration.ofMillis(50), HEARTBEAT),
				new SimpleMeterRegistry(), Clock.systemUTC());
		this.nodes.add(node);
		Semaphore runs = new Semaphore(0);
		node.every("later", HOUR, runs::release);
		node.start();
		node.runSoon("later");
		assertThat(runs.tryAcquire(1, TimeUnit.SECONDS)).isFalse();
		acquire(runs, 1);
	}

	@Test
	void jobsHaveNamesOfTheirOwnAndPauses() {
		Jobs node = node();
		node.every("job", HOUR, () -> {
		});
		assertThatThrownBy(() -> node.every("job", HOUR, () -> {
		})).hasMessageContaining("two jobs called job");
		assertThatThrownBy(() -> node.every("other", Duration.ZERO, () -> {
		})).hasMessageContaining("more than 0");
		assertThatThrownBy(() -> node.runSoon("other")).hasMessageContaining("no job called other");
	}

}

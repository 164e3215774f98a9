package dev.voce.jobs;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.event.AbstractSchedulerListener;
import com.github.kagkarlsson.scheduler.exceptions.DbSchedulerException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.stats.MicrometerStatsRegistry;
import com.github.kagkarlsson.scheduler.stats.StatsRegistryAdapter;
import com.github.kagkarlsson.scheduler.task.Execution;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import dev.voce.storage.DatabaseFault;

/**
 * Runs recurring jobs. A module declares its own in the constructor of the class that
 * does the work, by {@link #every}; they start some seconds after all modules are ready,
 * so that the first requests have the processor, and stop before the web server does. A
 * job runs on one node at a time. Its row in {@code scheduled_tasks} holds when it is
 * due, which node runs it, and that node's last heartbeat: when the node fails, another
 * takes the job over. A node that merely lost its connection may still be running it
 * then, so a job works in transactions that may be repeated.
 */
@Component
public class Jobs implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Jobs.class);

	private static final int THREADS = 4;

	/** How often times are looked at that a clock may have set which was ahead. */
	private static final Duration PLANNING = Duration.ofMinutes(1);

	/** The fewest that the library allows. */
	private static final int MISSED_HEARTBEATS = 4;

	/**
	 * How long a job may go on after the node was asked to stop, and once interrupted.
	 */
	private static final Duration STOPPING = Duration.ofSeconds(3);

	private final DataSource dataSource;

	private final JobProperties properties;

	private final Clock clock;

	private final StatsRegistryAdapter statistics;

	private final Map<String, RecurringJob> jobs = new LinkedHashMap<>();

	private final List<NodeWork> nodeWork = new ArrayList<>();

	/** The jobs that are to be brought forward. */
	private final Set<String> requested = ConcurrentHashMap.newKeySet();

	private volatile @Nullable Running running;

	Jobs(DataSource dataSource, JobProperties properties, MeterRegistry meters, Clock clock) {
		this.dataSource = dataSource;
		this.properties = properties;
		this.clock = clock;
		this.statistics = new StatsRegistryAdapter(new MicrometerStatsRegistry(meters, List.of()));
	}

	private record NodeWork(String name, Duration pause, Runnable work) {
	}

	/** The scheduler, and the threads of what concerns this node alone. */
	private record Running(Scheduler scheduler, ScheduledExecutorService node) {
	}

	/**
	 * Declares a job that runs on one node at a time, from the start of the first node
	 * on. A run that fails is logged, and the next comes at its time; one that the
	 * database stopped is tried again within a second.
	 * @param name names the job in the database, in logs and in metrics
	 * @param pause from the end of one run to the start of the next, more than 0
	 * @param work what to do, in transactions of its own; where it takes long, it looks
	 * at {@link #stopping()} between steps
	 * @throws IllegalArgumentException if the pause isn't positive
	 * @throws IllegalStateException if the name is taken, or jobs already run
	 */
	public void every(String name, Duration pause, Runnable work) {
		check(name, pause);
		if (this.jobs.putIfAbsent(name, new RecurringJob(name, pause, work)) != null) {
			throw new IllegalStateException("there are two jobs called " + name);
		}
	}

	/**
	 * Declares work that each node does for itself, such as writing what it holds in
	 * memory. Nothing of it is in the database.
	 * @param name names the work in logs
	 * @param pause from the end of one run to the start of the next, more than 0
	 * @param work what to do; what fails is tried again after the pause
	 * @throws IllegalArgumentException if the pause isn't positive
	 * @throws IllegalStateException if jobs already run
	 */
	public void everyOnEachNode(String name, Duration pause, Runnable work) {
		check(name, pause);
		this.nodeWork.add(new NodeWork(name, pause, work));
	}

	/**
	 * Runs a job soon instead of at its time: after the commit of the current
	 * transaction, or at once without one. A job that is running runs once more after
	 * that. The request is lost when this node fails meanwhile, so the job also looks for
	 * its work at its own times.
	 * @param name the job's name
	 * @throws IllegalArgumentException if there is no such job
	 */
	public void runSoon(String name) {
		if (!this.jobs.containsKey(name)) {
			throw new IllegalArgumentException("there is no job called " + name);
		}
		if (TransactionSynchronizationManager.isSynchronizationActive()) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					request(name);
				}

			});
		}
		else {
			request(name);
		}
	}

	/**
	 * Whether this node is being stopped: a job then ends after its current step, and
	 * goes on at its next time, on another node or after the next start.
	 * @return {@code true} from the moment on in which the node was asked to stop
	 */
	public boolean stopping() {
		return this.running == null;
	}

	@Override
	public void start() {
		Scheduler scheduler = Scheduler.create(this.dataSource, List.copyOf(this.jobs.values()))
			.jdbcCustomization(new DueJobs())
			.pollUsingLockAndFetch(0.5, 1) // takes no more jobs than it has threads for
			.pollingInterval(this.properties.pollingInterval())
			.enableImmediateExecution()
			.threads(THREADS)
			.failureLogging(LogLevel.OFF, false) // a job logs its own
			.heartbeatInterval(this.properties.heartbeat())
			.missedHeartbeatsLimit(MISSED_HEARTBEATS)
			.shutdownMaxWait(STOPPING)
			.clock(this.clock::instant)
			// The process too, as several nodes may run on one machine.
			.schedulerName(new SchedulerName.Fixed(ManagementFactory.getRuntimeMXBean().getName()))
			.addSchedulerListener(this.statistics)
			.addSchedulerListener(new AbstractSchedulerListener() {

				@Override
				public void onExecutionDead(Execution run) {
					log.warn("The job {} is taken over from the node {}, whose last heartbeat was at {}",
							run.getTaskName(), run.pickedBy, run.lastHeartbeat);
				}

			})
			.build();
		AtomicInteger threads = new AtomicInteger();
		ScheduledExecutorService node = new ScheduledThreadPoolExecutor(2,
				(task) -> new Thread(task, "jobs-node-" + threads.incrementAndGet()),
				new ThreadPoolExecutor.DiscardPolicy()); // requests that come while it
															// stops
		this.running = new Running(scheduler, node);
		node.schedule(() -> begin(scheduler, node), this.properties.startAfter().toMillis(), TimeUnit.MILLISECONDS);
		this.nodeWork.forEach((work) -> node.scheduleWithFixedDelay(() -> run(work), work.pause().toNanos(),
				work.pause().toNanos(), TimeUnit.NANOSECONDS));
	}

	private void begin(Scheduler scheduler, ScheduledExecutorService node) {
		scheduler.start();
		NodeWork planning = new NodeWork("Planning jobs", PLANNING, this::plan);
		node.scheduleWithFixedDelay(() -> run(planning), 0, PLANNING.toNanos(), TimeUnit.NANOSECONDS);
	}

	@Override
	public void stop() {
		Running stopped = this.running;
		this.running = null;
		if (stopped != null) {
			stopped.node().shutdownNow();
			stopped.scheduler().stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	private void check(String name, Duration pause) {
		if (pause.isZero() || pause.isNegative()) {
			throw new IllegalArgumentException("the pause of the job " + name + " must be more than 0");
		}
		if (isRunning()) {
			throw new IllegalStateException("the job " + name + " is declared after the start");
		}
	}

	// On a thread of its own: the caller's transaction may still hold a connection, and
	// a request mustn't fail because of a job.
	private void request(String name) {
		Running current = this.running;
		if (current != null && this.requested.add(name)) {
			current.node().execute(() -> bringForward(name));
		}
	}

	private void bringForward(String name) {
		this.requested.remove(name);
		RecurringJob job = Objects.requireNonNull(this.jobs.get(name));
		// Refused while the job runs, which may have looked for its work already.
		attempt((scheduler) -> scheduler.reschedule(job.getDefaultTaskInstance(), this.clock.instant()),
				() -> request(name));
	}

	// Where the clock was set back, the library waits until it is again where it was,
	// unless it is woken.
	private void plan() {
		this.jobs.values().forEach(this::schedule);
		Running current = this.running;
		if (current != null) {
			current.scheduler().triggerCheckForDueExecutions();
		}
	}

	// Not left to the library, which tries once: the database may be unavailable. What is
	// planned for later than it would be now is brought forward.
	private void schedule(RecurringJob job) {
		attempt((scheduler) -> job.onStartup(scheduler, this.clock::instant), () -> schedule(job));
	}

	private void attempt(Consumer<Scheduler> change, Runnable again) {
		Running current = this.running;
		if (current == null) {
			return;
		}
		try {
			change.accept(current.scheduler());
		}
		catch (RuntimeException ex) {
			if (!(ex instanceof DbSchedulerException || DatabaseFault.of(ex).passes())) {
				throw ex;
			}
			log.debug("Tried again in {}", RecurringJob.RETRY, ex);
			current.node().schedule(again, RecurringJob.RETRY.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	private static void run(NodeWork work) {
		try {
			work.work().run();
		}
		catch (RuntimeException ex) {
			if (DatabaseFault.of(ex).passes()) {
				log.debug("{} waits for the database, whose outage is logged once for all", work.name(), ex);
			}
			else {
				log.error("{} failed; it runs again in {}", work.name(), work.pause(), ex);
			}
		}
	}

}

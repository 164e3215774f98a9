package dev.voce.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.voce.response.Ledger;
import dev.voce.response.Meters;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.storage.DatabaseFault;
import dev.voce.storage.Lane;
import dev.voce.storage.StorageProperties;
import dev.voce.web.Problem;

/**
 * Group commit: operations wait in a bounded queue, one thread writes what is there in
 * one transaction, and only after the commit each is answered. So the cost of a commit is
 * shared, and whatever was acknowledged is on disk. {@link IntakeQueue} decides what is
 * written next.
 */
@Component
class Intake implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Intake.class);

	/** After a batch of several, how long the writer waits for company. */
	private static final long COMPANY_NANOS = 300_000;

	/** How often surveys that another transaction holds are looked at again. */
	private static final Duration AGAIN = Duration.ofMillis(20);

	private static final Duration PATIENCE = Duration.ofMillis(100);

	/**
	 * How many tallies the operations of a batch may change, which take some 50 to 100
	 * microseconds each where all are different: whoever answers another survey waits for
	 * the batch under way.
	 */
	private static final int BATCH_COST = 1_000;

	private final Ledger ledger;

	private final IntakeProperties properties;

	private final Meters meters;

	private final boolean citus;

	private final IntakeQueue queue;

	private final ConcurrentLinkedQueue<Waiting> unanswered = new ConcurrentLinkedQueue<>();

	/** One thread that tells the outcomes of a batch while the next is written. */
	private final ExecutorService messenger = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), (task) -> new Thread(task, "intake-messenger"));

	private volatile boolean running;

	private @Nullable Thread writer;

	private @Nullable ScheduledExecutorService patience;

	Intake(Ledger ledger, IntakeProperties properties, Meters meters, StorageProperties storage) {
		this.citus = storage.citus();
		this.meters = meters;
		this.ledger = ledger;
		this.properties = properties;
		this.queue = new IntakeQueue(properties.queueSize(), properties.batchSize(), BATCH_COST);
		meters.waiting(this.queue::unanswered);
	}

	/**
	 * Hands an operation in.
	 * @param operation what to write
	 * @param answer told the outcome from another thread, once, after the commit
	 * @throws Problem (503) if too many wait already
	 */
	void submit(Operation operation, Consumer<Outcome> answer) {
		Waiting waiting = new Waiting(operation, this.properties.maxWait(), answer);
		if (!this.running || !this.queue.offer(waiting)) {
			this.meters.shed();
			throw Problem.unavailable("too many answers are waiting to be stored; try again", null);
		}
		this.unanswered.add(waiting);
	}

	@Override
	public void start() {
		this.running = true;
		this.writer = new Thread(this::write, "intake");
		this.writer.start();
		this.patience = Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "intake-patience"));
		this.patience.scheduleWithFixedDelay(this::answerTheImpatient, 100, 100, TimeUnit.MILLISECONDS);
	}

	/** Takes no more, and returns when all that was taken is written and answered. */
	@Override
	public void stop() {
		this.running = false;
		try {
			if (this.writer != null) {
				this.writer.join(Duration.ofSeconds(20).toMillis());
			}
			this.messenger.submit(() -> log.debug("All are answered")).get(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			log.warn("Stopping before every answer was told", ex);
		}
		if (this.patience != null) {
			this.patience.shutdown();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Stops after the web server, which by then has answered all requests. */
	@Override
	public int getPhase() {
		return 0;
	}

	private void answerTheImpatient() {
		this.unanswered.removeIf((waiting) -> {
			if (waiting.isOver()) {
				this.queue.remove(waiting);
				waiting.answer(
						Outcome.refused(Problem.unavailable(
								"the answer could not be stored in time; send it again under the same id", null)),
						this.queue);
			}
			return waiting.isAnswered();
		});
	}

	private void write() {
		Lane.WRITER.take();
		int last = 0;
		while (this.running || !this.queue.isEmpty()) {
			try {
				List<Waiting> batch = gather(last > 1);
				last = batch.size();
				for (List<Waiting> part : parts(batch)) {
					writeTimed(part, Ledger.Locking.WAIT);
				}
				writeHeld();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private List<Waiting> gather(boolean company) throws InterruptedException {
		int waiting = this.queue.await(this.queue.held().isEmpty() ? PATIENCE : AGAIN);
		if (company && waiting > 0 && waiting < this.properties.batchSize()) {
			LockSupport.parkNanos(COMPANY_NANOS);
		}
		return this.queue.take();
	}

	// On Citus a transaction is of one survey, whose rows are all on one node.
	private Collection<List<Waiting>> parts(List<Waiting> batch) {
		return this.citus ? batch.stream()
			.collect(Collectors.groupingBy(Waiting::survey, LinkedHashMap::new, Collectors.toList()))
			.values() : List.of(batch);
	}

	// A survey that another transaction holds is looked at again without waiting for
	// it, so that the others go on.
	private void writeHeld() throws InterruptedException {
		for (UUID survey : this.queue.held()) {
			writeTimed(this.queue.takeHeld(survey), Ledger.Locking.SKIP);
		}
	}

	private void writeTimed(List<Waiting> taken, Ledger.Locking locking) throws InterruptedException {
		long start = System.nanoTime();
		try {
			write(taken.stream().filter((waiting) -> !waiting.isAnswered()).toList(), locking);
		}
		finally {
			this.queue.took(taken, Duration.ofNanos(System.nanoTime() - start));
		}
	}

	private void write(List<Waiting> batch, Ledger.Locking locking) throws InterruptedException {
		if (batch.isEmpty()) {
			return;
		}
		try {
			answer(batch, this.ledger.write(operations(batch), locking));
		}
		catch (Ledger.UnknownOutcome ex) {
			again(batch, ex);
		}
		catch (RuntimeException | Error ex) {
			DatabaseFault fault = DatabaseFault.of(ex);
			if (fault == DatabaseFault.LOCKED && locking == Ledger.Locking.WAIT) {
				write(batch, Ledger.Locking.SKIP);
			}
			else if (fault.passes()) {
				log.warn("The database did not take {} operations: {}", batch.size(), DatabaseFault.reason(ex));
				refuse(batch, Problem.databaseAway(ex));
			}
			else {
				fail(batch, ex);
			}
		}
	}

	// Nobody knows whether it was written: the same ids are tried again, which stores
	// what is missing and finds what is there, until whoever waits is answered.
	private void again(List<Waiting> batch, Ledger.UnknownOutcome first) throws InterruptedException {
		log.warn("The database went away during a commit; trying the same {} operations again: {}", batch.size(),
				DatabaseFault.reason(first));
		while (!batch.stream().allMatch(Waiting::isAnswered)) {
			TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
			try {
				answer(batch, this.ledger.write(operations(batch), Ledger.Locking.WAIT));
				return;
			}
			catch (RuntimeException | Error ex) {
				if (!(ex instanceof Ledger.UnknownOutcome) && !DatabaseFault.of(ex).passes()) {
					fail(batch, ex);
					return;
				}
			}
		}
		log.warn("Gave up on {} operations whose senders were told to try again", batch.size());
	}

	private void answer(List<Waiting> batch, List<Outcome> outcomes) {
		List<Waiting> blocked = new ArrayList<>();
		for (int i = 0; i < batch.size(); i++) {
			if (outcomes.get(i).kind() == Outcome.Kind.BLOCKED) {
				blocked.add(batch.get(i));
			}
		}
		this.queue.hold(blocked);
		this.messenger.execute(() -> {
			for (int i = 0; i < batch.size(); i++) {
				if (outcomes.get(i).kind() != Outcome.Kind.BLOCKED) {
					batch.get(i).answer(outcomes.get(i), this.queue);
				}
			}
		});
	}

	private void fail(List<Waiting> batch, Throwable failure) {
		log.error("Answers could not be stored", failure);
		refuse(batch, Ledger.failed());
	}

	private void refuse(List<Waiting> batch, Problem problem) {
		batch.forEach((waiting) -> waiting.answer(Outcome.refused(problem), this.queue));
	}

	private static List<Operation> operations(List<Waiting> batch) {
		return batch.stream().map(Waiting::operation).toList();
	}

}

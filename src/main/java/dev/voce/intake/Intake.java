package dev.voce.intake;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Group commit: operations wait in a bounded queue, one thread writes all that is there
 * in one transaction, and only after the commit each is answered. So the cost of a commit
 * is shared, and whatever was acknowledged is on disk.
 */
@Component
class Intake implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(Intake.class);

	/** After a batch of several, how long the writer waits for company. */
	private static final long COMPANY_NANOS = 300_000;

	/** How often surveys that another transaction holds are looked at again. */
	private static final long AGAIN_MILLIS = 20;

	private final Ledger ledger;

	private final IntakeProperties properties;

	private final Meters meters;

	private final boolean citus;

	private final Semaphore places;

	private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();

	private final ConcurrentLinkedQueue<Waiting> unanswered = new ConcurrentLinkedQueue<>();

	/** What waits for surveys that another transaction holds. */
	private final Map<UUID, Deque<Waiting>> aside = new LinkedHashMap<>();

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
		this.places = new Semaphore(properties.queueSize());
		meters.waiting(() -> properties.queueSize() - this.places.availablePermits());
	}

	/** An operation and whoever waits for its outcome, which is told once. */
	private final class Waiting {

		private final Operation operation;

		private final Consumer<Outcome> answer;

		private final long deadline = System.nanoTime() + Intake.this.properties.maxWait().toNanos();

		private final AtomicBoolean answered = new AtomicBoolean();

		Waiting(Operation operation, Consumer<Outcome> answer) {
			this.operation = operation;
			this.answer = answer;
		}

		void answer(Outcome outcome) {
			if (this.answered.compareAndSet(false, true)) {
				Intake.this.places.release();
				try {
					this.answer.accept(outcome);
				}
				catch (RuntimeException ex) {
					log.debug("A client was gone before its answer", ex);
				}
			}
		}

		boolean isAnswered() {
			return this.answered.get();
		}

		boolean isOver() {
			return System.nanoTime() - this.deadline > 0;
		}

	}

	/**
	 * Hands an operation in.
	 * @param operation what to write
	 * @param answer told the outcome from another thread, once, after the commit
	 * @throws Problem (503) if too many wait already
	 */
	void submit(Operation operation, Consumer<Outcome> answer) {
		if (!this.running || !this.places.tryAcquire()) {
			this.meters.shed();
			throw Problem.unavailable("too many answers are waiting to be stored; try again", null);
		}
		Waiting waiting = new Waiting(operation, answer);
		this.unanswered.add(waiting);
		this.queue.add(waiting);
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
				waiting.answer(Outcome.refused(Problem
					.unavailable("the answer could not be stored in time; send it again under the same id", null)));
			}
			return waiting.isAnswered();
		});
	}

	private void write() {
		Lane.WRITER.take();
		int last = 0;
		while (this.running || !this.queue.isEmpty() || !this.aside.isEmpty()) {
			try {
				List<Waiting> batch = gather(last > 1);
				last = batch.size();
				for (List<Waiting> part : parts(batch)) {
					write(part, Ledger.Locking.WAIT);
				}
				writeAside();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private List<Waiting> gather(boolean company) throws InterruptedException {
		List<Waiting> gathered = new ArrayList<>();
		Waiting first = this.queue.poll(this.aside.isEmpty() ? 100 : AGAIN_MILLIS, TimeUnit.MILLISECONDS);
		if (first != null) {
			gathered.add(first);
			this.queue.drainTo(gathered, this.properties.batchSize() - 1);
			if (company && gathered.size() < this.properties.batchSize()) {
				LockSupport.parkNanos(COMPANY_NANOS);
				this.queue.drainTo(gathered, this.properties.batchSize() - gathered.size());
			}
		}
		List<Waiting> batch = new ArrayList<>();
		for (Waiting waiting : gathered) {
			Deque<Waiting> earlier = this.aside.get(waiting.operation.survey());
			if (earlier != null && earlier.size() >= this.properties.queueSize() / 2) {
				// The other places are for the other surveys.
				waiting.answer(Outcome.refused(Problem
					.unavailable("too many answers to this survey are waiting to be stored; try again", null)));
			}
			else if (earlier != null) {
				earlier.add(waiting);
			}
			else if (!waiting.isAnswered()) {
				batch.add(waiting);
			}
		}
		return batch;
	}

	// On Citus a transaction is of one survey, whose rows are all on one node.
	private Collection<List<Waiting>> parts(List<Waiting> batch) {
		return this.citus ? batch.stream()
			.collect(Collectors.groupingBy((waiting) -> waiting.operation.survey(), LinkedHashMap::new,
					Collectors.toList()))
			.values() : List.of(batch);
	}

	// A survey that another transaction holds is looked at again without waiting for
	// it, so that the others go on.
	private void writeAside() throws InterruptedException {
		for (UUID survey : List.copyOf(this.aside.keySet())) {
			Deque<Waiting> waiting = this.aside.remove(survey);
			List<Waiting> batch = new ArrayList<>();
			while (waiting != null && !waiting.isEmpty() && batch.size() < this.properties.batchSize()) {
				Waiting next = waiting.remove();
				if (!next.isAnswered()) {
					batch.add(next);
				}
			}
			write(batch, Ledger.Locking.SKIP);
			if (waiting != null && !waiting.isEmpty()) {
				this.aside.computeIfAbsent(survey, (id) -> new ArrayDeque<>()).addAll(waiting);
			}
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
				log.warn("The database did not take {} operations: {}", batch.size(), ex.getMessage());
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
		log.warn("The database went away during a commit; trying the same {} operations again", batch.size(), first);
		while (!batch.stream().allMatch(Waiting::isAnswered)) {
			TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
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
		for (int i = 0; i < batch.size(); i++) {
			if (outcomes.get(i).kind() == Outcome.Kind.BLOCKED) {
				Waiting waiting = batch.get(i);
				this.aside.computeIfAbsent(waiting.operation.survey(), (survey) -> new ArrayDeque<>()).add(waiting);
			}
		}
		this.messenger.execute(() -> {
			for (int i = 0; i < batch.size(); i++) {
				if (outcomes.get(i).kind() != Outcome.Kind.BLOCKED) {
					batch.get(i).answer(outcomes.get(i));
				}
			}
		});
	}

	private static void fail(List<Waiting> batch, Throwable failure) {
		log.error("Answers could not be stored", failure);
		refuse(batch, Ledger.failed());
	}

	private static void refuse(List<Waiting> batch, Problem problem) {
		batch.forEach((waiting) -> waiting.answer(Outcome.refused(problem)));
	}

	private static List<Operation> operations(List<Waiting> batch) {
		return batch.stream().map((waiting) -> waiting.operation).toList();
	}

}

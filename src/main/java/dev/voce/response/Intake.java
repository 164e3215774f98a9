package dev.voce.response;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.voce.problem.DatabaseFault;
import dev.voce.problem.Problem;
import dev.voce.storage.Lane;

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

	private final BlockingQueue<Waiting> queue;

	/** In order of arrival, so that those who waited too long are found at its head. */
	private final ConcurrentLinkedQueue<Waiting> unanswered = new ConcurrentLinkedQueue<>();

	private final List<Waiting> aside = new ArrayList<>();

	private volatile boolean running;

	private Thread writer = new Thread(this::write, "intake");

	private ScheduledExecutorService patience = Executors.newSingleThreadScheduledExecutor();

	Intake(Ledger ledger, IntakeProperties properties) {
		this.ledger = ledger;
		this.properties = properties;
		this.queue = new ArrayBlockingQueue<>(properties.queueSize());
	}

	/** An operation and whoever waits for its outcome, which is told once. */
	private record Waiting(Operation operation, Consumer<Outcome> answer, long deadline, AtomicBoolean answered) {

		void answer(Outcome outcome) {
			if (this.answered.compareAndSet(false, true)) {
				try {
					this.answer.accept(outcome);
				}
				catch (RuntimeException ex) {
					log.debug("A client was gone before its answer", ex);
				}
			}
		}

		boolean isOver() {
			return System.nanoTime() - this.deadline > 0;
		}

	}

	/**
	 * Hands an operation in.
	 * @param operation what to write
	 * @param answer told the outcome from another thread, once, after the commit
	 * @throws Problem (503) if the queue is full
	 */
	void submit(Operation operation, Consumer<Outcome> answer) {
		Waiting waiting = new Waiting(operation, answer, System.nanoTime() + this.properties.maxWait().toNanos(),
				new AtomicBoolean());
		if (!this.running || !this.queue.offer(waiting)) {
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
			this.writer.join(Duration.ofSeconds(20).toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.patience.shutdown();
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
		for (Waiting head = this.unanswered.peek(); head != null
				&& (head.answered().get() || head.isOver()); head = this.unanswered.peek()) {
			this.unanswered.poll();
			head.answer(Outcome.refused(Problem
				.unavailable("the answer could not be stored in time; send it again under the same id", null)));
		}
	}

	private void write() {
		Lane.WRITER.take();
		List<Waiting> batch = new ArrayList<>();
		int last = 0;
		while (this.running || !this.queue.isEmpty() || !this.aside.isEmpty()) {
			batch.clear();
			try {
				gather(batch, last);
				last = batch.size();
				if (!batch.isEmpty()) {
					write(batch);
				}
				writeAside();
			}
			catch (InterruptedException ex) {
				return;
			}
			catch (RuntimeException | Error ex) { // whatever it is, the next batch is
													// written
				log.error("Answers could not be stored", ex);
				refuse(batch,
						new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "Voce failed to store this; its log says why"));
			}
		}
	}

	private void gather(List<Waiting> batch, int last) throws InterruptedException {
		Waiting first = this.queue.poll(this.aside.isEmpty() ? 100 : AGAIN_MILLIS, TimeUnit.MILLISECONDS);
		if (first == null) {
			return;
		}
		batch.add(first);
		this.queue.drainTo(batch, this.properties.batchSize() - 1);
		if (last > 1 && batch.size() < this.properties.batchSize()) {
			LockSupport.parkNanos(COMPANY_NANOS);
			this.queue.drainTo(batch, this.properties.batchSize() - batch.size());
		}
		batch.removeIf((waiting) -> waiting.answered().get());
		// What is set aside stays in front of what came later for the same survey.
		Set<UUID> held = this.aside.stream().map((waiting) -> waiting.operation().survey()).collect(Collectors.toSet());
		if (!held.isEmpty()) {
			List<Waiting> later = batch.stream()
				.filter((waiting) -> held.contains(waiting.operation().survey()))
				.toList();
			this.aside.addAll(later);
			batch.removeAll(later);
		}
	}

	private void write(List<Waiting> batch) throws InterruptedException {
		try {
			answer(batch, this.ledger.write(operations(batch), Ledger.Locking.WAIT));
		}
		catch (Ledger.UnknownOutcome ex) {
			again(batch, ex);
		}
		catch (RuntimeException ex) {
			switch (DatabaseFault.of(ex)) {
				case LOCKED -> skipLocked(batch);
				case AWAY, CONFLICT -> {
					log.warn("The database did not take {} operations: {}", batch.size(), ex.getMessage());
					refuse(batch, Problem.unavailable("the database does not answer at the moment; try again", ex));
				}
				case DATA, OTHER -> throw ex;
			}
		}
	}

	// Nobody knows whether it was written: the same ids are tried again, which stores
	// what
	// is missing and finds what is there, until whoever waits is answered.
	private void again(List<Waiting> batch, Ledger.UnknownOutcome first) throws InterruptedException {
		log.warn("The database went away during a commit; trying the same {} operations again", batch.size(), first);
		RuntimeException last = first;
		while (batch.stream().anyMatch((waiting) -> !waiting.answered().get())) {
			TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
			try {
				answer(batch, this.ledger.write(operations(batch), Ledger.Locking.WAIT));
				return;
			}
			catch (RuntimeException ex) {
				last = ex;
				if (!(ex instanceof Ledger.UnknownOutcome) && !DatabaseFault.of(ex).passes()) {
					throw ex;
				}
			}
		}
		log.warn("Gave up on {} operations whose senders were told to try again", batch.size(), last);
	}

	private void writeAside() throws InterruptedException {
		this.aside.removeIf((waiting) -> waiting.answered().get());
		if (!this.aside.isEmpty()) {
			List<Waiting> first = this.aside.subList(0, Math.min(this.aside.size(), this.properties.batchSize()));
			List<Waiting> again = List.copyOf(first);
			first.clear();
			skipLocked(again);
		}
	}

	// A survey that another transaction holds is set aside, so that the others go on.
	private void skipLocked(List<Waiting> batch) throws InterruptedException {
		try {
			answer(batch, this.ledger.write(operations(batch), Ledger.Locking.SKIP));
		}
		catch (Ledger.UnknownOutcome ex) {
			again(batch, ex);
		}
		catch (RuntimeException ex) {
			if (!DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			refuse(batch, Problem.unavailable("the database does not answer at the moment; try again", ex));
		}
	}

	private void answer(List<Waiting> batch, List<Outcome> outcomes) {
		List<Waiting> blocked = new ArrayList<>();
		for (int i = 0; i < batch.size(); i++) {
			if (outcomes.get(i).kind() == Outcome.Kind.BLOCKED) {
				blocked.add(batch.get(i));
			}
			else {
				batch.get(i).answer(outcomes.get(i));
			}
		}
		this.aside.addAll(0, blocked);
	}

	private static void refuse(List<Waiting> batch, Problem problem) {
		batch.forEach((waiting) -> waiting.answer(Outcome.refused(problem)));
	}

	private static List<Operation> operations(List<Waiting> batch) {
		return batch.stream().map(Waiting::operation).toList();
	}

}

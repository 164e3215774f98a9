package dev.voce.intake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.voce.response.Ledger;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.storage.DatabaseFault;
import dev.voce.storage.Lane;
import dev.voce.web.Problem;

/**
 * Group commit: one thread writes what waits in the queue, a batch per transaction, so
 * that the operations of a batch share the cost of its commit. Surveys that another
 * transaction holds are set aside, so that the others continue.
 */
final class Writer {

	private static final Logger log = LoggerFactory.getLogger(Writer.class);

	/** After a batch of several, how long more operations are waited for. */
	private static final long GATHER_NANOS = 300_000;

	/** How often surveys that another transaction holds are tried again. */
	private static final Duration AGAIN = Duration.ofMillis(20);

	/** How long an empty queue is waited for, until it is checked whether to stop. */
	private static final Duration IDLE = Duration.ofMillis(100);

	private final Ledger ledger;

	private final IntakeQueue queue;

	private final Completer completer;

	private final int batchSize;

	private final boolean citus;

	private volatile boolean running;

	private @Nullable Thread thread;

	Writer(Ledger ledger, IntakeQueue queue, Completer completer, int batchSize, boolean citus) {
		this.ledger = ledger;
		this.queue = queue;
		this.completer = completer;
		this.batchSize = batchSize;
		this.citus = citus;
	}

	void start() {
		this.running = true;
		this.thread = new Thread(this::run, "intake");
		this.thread.start();
	}

	/** Waits until all that is in the queue is written, if it doesn't take too long. */
	void finish(Duration longest) throws InterruptedException {
		this.running = false;
		if (this.thread != null) {
			this.thread.join(longest.toMillis());
		}
	}

	private void run() {
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

	private List<Waiting> gather(boolean several) throws InterruptedException {
		int waiting = this.queue.await(this.queue.held().isEmpty() ? IDLE : AGAIN);
		if (several && waiting > 0 && waiting < this.batchSize) {
			LockSupport.parkNanos(GATHER_NANOS);
		}
		return this.queue.take();
	}

	// On Citus a transaction is of one survey, whose rows are all on one node.
	private Collection<List<Waiting>> parts(List<Waiting> batch) {
		return this.citus ? batch.stream()
			.collect(Collectors.groupingBy(Waiting::survey, LinkedHashMap::new, Collectors.toList()))
			.values() : List.of(batch);
	}

	// A survey that another transaction holds is tried again without waiting for it.
	private void writeHeld() throws InterruptedException {
		for (UUID survey : this.queue.held()) {
			writeTimed(this.queue.takeHeld(survey), Ledger.Locking.SKIP);
		}
	}

	private void writeTimed(List<Waiting> taken, Ledger.Locking locking) throws InterruptedException {
		long start = System.nanoTime();
		try {
			write(taken.stream().filter((waiting) -> !waiting.isCompleted()).toList(), locking);
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
			complete(batch, this.ledger.write(operations(batch), locking));
		}
		catch (Ledger.UnknownOutcome ex) {
			writeAgain(batch, ex);
		}
		catch (RuntimeException | Error ex) {
			DatabaseFault fault = DatabaseFault.of(ex);
			if (fault == DatabaseFault.LOCKED && locking == Ledger.Locking.WAIT) {
				write(batch, Ledger.Locking.SKIP);
			}
			else if (fault.passes()) {
				log.warn("The database did not take {} operations: {}", batch.size(), DatabaseFault.reason(ex));
				this.completer.refuse(batch, Problem.databaseUnavailable(ex));
			}
			else {
				fail(batch, ex);
			}
		}
	}

	// It is not known whether it was written: the same ids are tried again, which stores
	// what is missing and finds what is there, until all have waited for too long.
	private void writeAgain(List<Waiting> batch, Ledger.UnknownOutcome first) throws InterruptedException {
		log.warn("The database became unavailable during a commit; trying the same {} operations again: {}",
				batch.size(), DatabaseFault.reason(first));
		while (!batch.stream().allMatch(Waiting::isCompleted)) {
			TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
			try {
				complete(batch, this.ledger.write(operations(batch), Ledger.Locking.WAIT));
				return;
			}
			catch (RuntimeException | Error ex) {
				if (!(ex instanceof Ledger.UnknownOutcome) && !DatabaseFault.of(ex).passes()) {
					fail(batch, ex);
					return;
				}
			}
		}
		log.warn("Gave up on {} operations whose senders got 503 and may try again", batch.size());
	}

	private void complete(List<Waiting> batch, List<Outcome> outcomes) {
		List<Waiting> blocked = new ArrayList<>();
		for (int i = 0; i < batch.size(); i++) {
			if (outcomes.get(i).kind() == Outcome.Kind.BLOCKED) {
				blocked.add(batch.get(i));
			}
		}
		this.queue.hold(blocked);
		this.completer.complete(batch, outcomes);
	}

	private void fail(List<Waiting> batch, Throwable failure) {
		log.error("Responses could not be stored", failure);
		this.completer.refuse(batch, Ledger.failed());
	}

	private static List<Operation> operations(List<Waiting> batch) {
		return batch.stream().map(Waiting::operation).toList();
	}

}

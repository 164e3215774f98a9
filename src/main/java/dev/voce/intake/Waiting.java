package dev.voce.intake;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.voce.response.Operation;
import dev.voce.response.Outcome;

/** An operation, and what is done once with its outcome. */
final class Waiting {

	private static final Logger log = LoggerFactory.getLogger(Waiting.class);

	private final Operation operation;

	private final Consumer<Outcome> then;

	private final long deadline;

	private final AtomicBoolean completed = new AtomicBoolean();

	/**
	 * Begins to wait.
	 * @param operation what to write
	 * @param maxWait after how long it is completed in any case
	 * @param then called with the outcome
	 */
	Waiting(Operation operation, Duration maxWait, Consumer<Outcome> then) {
		this.operation = operation;
		this.deadline = System.nanoTime() + maxWait.toNanos();
		this.then = then;
	}

	Operation operation() {
		return this.operation;
	}

	UUID survey() {
		return this.operation.survey();
	}

	/** Passes the outcome on, after a place has become free, unless one was before. */
	void complete(Outcome outcome, IntakeQueue queue) {
		if (this.completed.compareAndSet(false, true)) {
			queue.release(this);
			try {
				this.then.accept(outcome);
			}
			catch (IllegalStateException ex) {
				log.debug("The client disconnected before its reply", ex);
			}
			catch (RuntimeException ex) {
				log.error("The outcome of an operation could not be passed on", ex);
			}
		}
	}

	boolean isCompleted() {
		return this.completed.get();
	}

	boolean isOverdue() {
		return System.nanoTime() - this.deadline > 0;
	}

}

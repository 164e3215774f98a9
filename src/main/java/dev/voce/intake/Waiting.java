package dev.voce.intake;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.voce.response.Operation;
import dev.voce.response.Outcome;

/** An operation and whoever waits for its outcome, which is told once. */
final class Waiting {

	private static final Logger log = LoggerFactory.getLogger(Waiting.class);

	private final Operation operation;

	private final Consumer<Outcome> answer;

	private final int cost;

	private final long deadline;

	private final AtomicBoolean answered = new AtomicBoolean();

	/**
	 * Begins to wait.
	 * @param operation what to write
	 * @param maxWait after how long whoever waits is answered in any case
	 * @param answer told the outcome
	 */
	Waiting(Operation operation, Duration maxWait, Consumer<Outcome> answer) {
		this.operation = operation;
		this.cost = operation.cost();
		this.deadline = System.nanoTime() + maxWait.toNanos();
		this.answer = answer;
	}

	Operation operation() {
		return this.operation;
	}

	UUID survey() {
		return this.operation.survey();
	}

	int cost() {
		return this.cost;
	}

	/** Tells the outcome, after a place has become free, unless one was told before. */
	void answer(Outcome outcome, IntakeQueue queue) {
		if (this.answered.compareAndSet(false, true)) {
			queue.release(this);
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

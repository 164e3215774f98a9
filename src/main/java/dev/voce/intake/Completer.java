package dev.voce.intake;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.voce.response.Outcome;
import dev.voce.web.Problem;

/**
 * Completes operations with their outcome, or with a refusal when they have waited for
 * too long.
 */
final class Completer {

	private static final Logger log = LoggerFactory.getLogger(Completer.class);

	/** How often operations that have waited for too long are looked for. */
	private static final Duration EVERY = Duration.ofMillis(100);

	private final IntakeQueue queue;

	private final ConcurrentLinkedQueue<Waiting> watched = new ConcurrentLinkedQueue<>();

	/** One thread that completes a batch while the next is written. */
	private final ExecutorService outcomes = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS,
			new LinkedBlockingQueue<>(), (task) -> new Thread(task, "intake-outcomes"));

	private @Nullable ScheduledExecutorService timeouts;

	Completer(IntakeQueue queue) {
		this.queue = queue;
	}

	void start() {
		this.timeouts = Executors.newSingleThreadScheduledExecutor((task) -> new Thread(task, "intake-timeouts"));
		this.timeouts.scheduleWithFixedDelay(this::refuseOverdue, EVERY.toMillis(), EVERY.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	/** Refuses an operation when it has waited for too long, unless it is completed. */
	void watch(Waiting operation) {
		this.watched.add(operation);
	}

	private void refuseOverdue() {
		this.watched.removeIf((operation) -> {
			if (operation.isOverdue()) {
				this.queue.remove(operation);
				operation.complete(Outcome.refused(Problem.unavailable("intake.late", null)), this.queue);
			}
			return operation.isCompleted();
		});
	}

	/**
	 * Completes a batch on a thread of its own, but for what is BLOCKED and still waits.
	 * @param batch the operations
	 * @param outcomes one of each
	 */
	void complete(List<Waiting> batch, List<Outcome> outcomes) {
		this.outcomes.execute(() -> {
			for (int i = 0; i < batch.size(); i++) {
				if (outcomes.get(i).kind() != Outcome.Kind.BLOCKED) {
					batch.get(i).complete(outcomes.get(i), this.queue);
				}
			}
		});
	}

	/** Completes a batch of which nothing was written. */
	void refuse(List<Waiting> batch, Problem problem) {
		batch.forEach((operation) -> operation.complete(Outcome.refused(problem), this.queue));
	}

	/** Waits until all batches are completed, if it doesn't take too long. */
	void finish(Duration longest) throws InterruptedException {
		try {
			this.outcomes.submit(() -> log.debug("All operations are completed"))
				.get(longest.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			log.warn("Stopping before every operation was completed", ex);
		}
	}

	void stop() {
		if (this.timeouts != null) {
			this.timeouts.shutdown();
		}
	}

}

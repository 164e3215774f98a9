package dev.voce.intake;

import java.time.Duration;
import java.util.function.Consumer;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.voce.response.Ledger;
import dev.voce.response.Meters;
import dev.voce.response.Operation;
import dev.voce.response.Outcome;
import dev.voce.storage.StorageProperties;
import dev.voce.web.Problem;

/**
 * Accepts operations, and completes each after the commit that wrote it. They wait in an
 * {@link IntakeQueue}, which decides what is written next, a {@link Writer} writes them
 * in batches, and a {@link Completer} passes on the outcomes.
 */
@Component
class Intake implements SmartLifecycle {

	private final IntakeProperties properties;

	private final Meters meters;

	private final IntakeQueue queue;

	private final Completer completer;

	private final Writer writer;

	private volatile boolean running;

	Intake(Ledger ledger, IntakeProperties properties, Meters meters, StorageProperties storage) {
		this.properties = properties;
		this.meters = meters;
		this.queue = new IntakeQueue(properties.queueSize(), properties.batchSize());
		this.completer = new Completer(this.queue);
		this.writer = new Writer(ledger, this.queue, this.completer, properties.batchSize(), storage.citus());
		meters.waiting(this.queue::uncompleted);
	}

	/**
	 * Queues an operation.
	 * @param operation what to write
	 * @param then called once from another thread with the outcome, after the commit
	 * @throws Problem (503) if too many wait already
	 */
	void submit(Operation operation, Consumer<Outcome> then) {
		Waiting waiting = new Waiting(operation, this.properties.maxWait(), then);
		if (!this.running || !this.queue.offer(waiting)) {
			this.meters.shed();
			throw Problem.unavailable("intake.full", null);
		}
		this.completer.watch(waiting);
	}

	@Override
	public void start() {
		this.running = true;
		this.writer.start();
		this.completer.start();
	}

	/**
	 * Accepts no more, and returns when all that was accepted is written and completed.
	 */
	@Override
	public void stop() {
		this.running = false;
		try {
			this.writer.finish(Duration.ofSeconds(20));
			this.completer.finish(Duration.ofSeconds(5));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.completer.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Stops after the web server, which by then has replied to all requests. */
	@Override
	public int getPhase() {
		return 0;
	}

}

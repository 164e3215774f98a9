package dev.voce.tally;

import dev.voce.survey.SurveyNotFound;
import java.util.concurrent.locks.LockSupport;
import java.util.HashMap;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

import dev.voce.response.ResponsesChanged;
import dev.voce.storage.DatabaseFault;

/**
 * Tallies the surveys that this node wrote to, as soon as it pays: when more rows wait
 * than twice the rows of tallies written last time, or when one has waited for an hour.
 */
@Component
class TallyThread implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(TallyThread.class);

	private static final Duration LOOK = Duration.ofMillis(100);

	/** How long a change waits at most. */
	static final Duration LONGEST = Duration.ofHours(1);

	/** From how many rows on a transaction waits for the tallying of those before. */
	private static final int BULK = 500;

	private static final int MOST_WAITING = 2 * Tallying.MOST;

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final Tallying tallying;

	private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();

	private final Map<UUID, Integer> lastRows = new ConcurrentHashMap<>();

	private volatile boolean running;

	private @Nullable Thread thread;

	TallyThread(Tallying tallying) {
		this.tallying = tallying;
	}

	/**
	 * Rows that this node wrote and nobody has tallied since.
	 *
	 * @param since the clock of the machine when the first was written, in nanoseconds
	 * @param rows how many
	 */
	private record Waiting(long since, long rows) {

		Waiting and(Waiting more) {
			return new Waiting(this.since, this.rows + more.rows);
		}

	}

	@TransactionalEventListener
	void wrote(ResponsesChanged changed) {
		Map<UUID, Long> written = new HashMap<>();
		changed.changes().forEach((change) -> written.merge(change.survey(), 1L, Long::sum));
		changed.shown().forEach((shown) -> written.merge(shown.survey(), 1L, Long::sum));
		written.forEach(this::add);
	}

	@TransactionalEventListener
	void marked(ResponsesChanged.ShownMarked marked) {
		add(marked.survey(), marked.records());
	}

	private void add(UUID survey, long rows) {
		this.waiting.merge(survey, new Waiting(System.nanoTime(), rows), Waiting::and);
		if (rows >= BULK) {
			letCatchUp(survey);
		}
	}

	// Uploads, marks and erasures in bulk may come faster than they are tallied.
	private void letCatchUp(UUID survey) {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (this.running && backlog(survey) > MOST_WAITING && System.nanoTime() < end) {
			LockSupport.parkNanos(LOOK.toNanos() / 10);
		}
	}

	private long backlog(UUID survey) {
		Waiting rows = this.waiting.get(survey);
		return (rows != null) ? rows.rows() : 0;
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = new Thread(this::run, "tallying");
		this.thread.start();
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.thread != null) {
			this.thread.interrupt();
			try {
				this.thread.join(Duration.ofSeconds(20).toMillis());
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/** Stops after the intake: what it writes last is left for the next start. */
	@Override
	public int getPhase() {
		return -1;
	}

	private void run() {
		while (this.running) {
			try {
				Thread.sleep(LOOK.toMillis());
				this.waiting.forEach((survey, rows) -> {
					if (isDue(survey, rows)) {
						tally(survey);
					}
				});
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	private boolean isDue(UUID survey, Waiting rows) {
		return Tallying.isDue(rows.rows(), this.lastRows.getOrDefault(survey, 0))
				|| System.nanoTime() - rows.since() > LONGEST.toNanos();
	}

	private void tally(UUID survey) {
		Waiting taken = this.waiting.remove(survey);
		try {
			Tallying.Done done;
			do {
				done = this.tallying.tally(survey);
				this.lastRows.put(survey, done.rows());
			}
			while (!done.whole() && this.running);
		}
		catch (SurveyNotFound ex) {
			log.debug("The survey {} was deleted meanwhile", survey);
			this.lastRows.remove(survey);
		}
		catch (RuntimeException ex) {
			DatabaseFault fault = DatabaseFault.of(ex);
			if (fault.passes() || fault == DatabaseFault.CONFLICT) {
				log.debug("The survey {} is tallied later", survey, ex);
				if (taken != null) {
					this.waiting.merge(survey, taken, Waiting::and);
				}
			}
			else {
				log.error("The survey {} could not be tallied", survey, ex);
			}
		}
	}

}

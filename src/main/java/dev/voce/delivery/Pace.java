package dev.voce.delivery;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Leaves the processors to who answers, while many do: what is sent meanwhile takes a
 * small share of their time on this node, and is late. It is made up for afterwards.
 */
@Component
public class Pace {

	/** From so many responses a second on for each processor, there are many. */
	private static final int MANY = 500;

	/**
	 * All senders of a node together take one such part of its processors' time
	 * meanwhile: the database takes twice as much for them.
	 */
	private static final int PART = 80;

	/** By how much a pause may outlast the rush. */
	private static final Duration STEP = Duration.ofMillis(100);

	private final int processors;

	private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

	private final AtomicInteger working = new AtomicInteger();

	private long second = System.nanoTime() / TimeUnit.SECONDS.toNanos(1);

	private long inSecond;

	private long inSecondBefore;

	@Autowired
	Pace() {
		this(Runtime.getRuntime().availableProcessors());
	}

	Pace(int processors) {
		this.processors = processors;
	}

	/**
	 * Counts responses that are stored.
	 * @param responses how many
	 */
	public synchronized void came(int responses) {
		turn();
		this.inSecond += responses;
	}

	/**
	 * Whether many responses came in this second or the one before.
	 * @return {@code true} from 500 a second and processor on
	 */
	public synchronized boolean isRush() {
		turn();
		return Math.max(this.inSecond, this.inSecondBefore) >= (long) MANY * this.processors;
	}

	private void turn() {
		long now = System.nanoTime() / TimeUnit.SECONDS.toNanos(1);
		if (now != this.second) {
			this.inSecondBefore = (now == this.second + 1) ? this.inSecond : 0;
			this.inSecond = 0;
			this.second = now;
		}
	}

	/**
	 * Works, and pauses afterwards while many responses come: in proportion to the
	 * processor time that it took, and to how many others work. Waiting for a receiver
	 * takes none.
	 * @param piece a short piece of work
	 * @return what it returned
	 */
	public boolean work(BooleanSupplier piece) {
		this.working.incrementAndGet();
		try {
			long start = this.threads.getCurrentThreadCpuTime();
			boolean result = piece.getAsBoolean();
			pause(this.threads.getCurrentThreadCpuTime() - start);
			return result;
		}
		finally {
			this.working.decrementAndGet();
		}
	}

	private void pause(long took) {
		long left = took * this.working.get() * PART / this.processors - took;
		try {
			while (left > 0 && isRush()) {
				long step = Math.min(left, STEP.toNanos());
				TimeUnit.NANOSECONDS.sleep(step);
				left -= step;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

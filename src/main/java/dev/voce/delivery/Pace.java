package dev.voce.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Leaves the processors to who answers, while many do: what is sent meanwhile goes in few
 * small pieces, and is late. It is made up for afterwards.
 */
@Component
public class Pace {

	/** From so many responses a second on for each processor, there are many. */
	private static final int MANY = 1_500;

	/** The pause after a piece, for each who works. */
	private static final Duration PAUSE = Duration.ofMillis(250);

	/** By how much a pause may outlast the rush. */
	private static final Duration STEP = Duration.ofMillis(50);

	private final int processors;

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
	 * @return {@code true} from 1,500 a second and processor on
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
	 * Works, and pauses afterwards while many responses come: all who work do four pieces
	 * a second together.
	 * @param piece a short piece of work
	 * @return what it returned
	 */
	public boolean work(BooleanSupplier piece) {
		this.working.incrementAndGet();
		try {
			boolean result = piece.getAsBoolean();
			pause();
			return result;
		}
		finally {
			this.working.decrementAndGet();
		}
	}

	private void pause() {
		try {
			for (long left = this.working.get() * PAUSE.toMillis(); left > 0 && isRush(); left -= STEP.toMillis()) {
				TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}

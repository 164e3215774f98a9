package dev.voce.intake;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import dev.voce.web.Body;

/**
 * An upload that has to arrive at 8 KiB/s on average, since only a few are read at once.
 * Only the time spent waiting for it counts, and not that spent storing.
 */
final class SteadyStream extends FilterInputStream {

	private static final long LEAST_PER_SECOND = 8 * 1024;

	private final long window;

	private final long least;

	private long waited;

	private long came;

	/**
	 * Watches an upload.
	 * @param window the time of waiting, after which enough must have arrived
	 */
	SteadyStream(InputStream in, Duration window) {
		super(in);
		this.window = window.toNanos();
		this.least = LEAST_PER_SECOND * window.toMillis() / 1_000;
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		long start = System.nanoTime();
		int read = super.read(bytes, offset, length);
		this.waited += System.nanoTime() - start;
		this.came += Math.max(0, read);
		if (this.came >= this.least) {
			this.waited = 0;
			this.came = 0;
		}
		else if (read >= 0 && this.waited > this.window) {
			throw Body.tooSlow();
		}
		return read;
	}

}

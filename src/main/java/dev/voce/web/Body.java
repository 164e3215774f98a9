package dev.voce.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.springframework.http.HttpStatus;

/** Reads a request's body, within bounds of length and time. */
public final class Body {

	/** Also said where it is Tomcat that waits no longer. */
	static final String TOO_SLOW = "the body took too long to come; send it again";

	/**
	 * Whoever sends a body slowly holds a thread. One read takes no longer than the
	 * connection's timeout, and all of them together no longer than this and that.
	 */
	private static final long LONGEST = Duration.ofSeconds(20).toNanos();

	private Body() {
	}

	/**
	 * Reads a body to its end.
	 * @param in the body
	 * @param kibibytes how long it may be
	 * @return its bytes
	 * @throws Problem (413, 408) if it is longer, or takes too long
	 * @throws IOException if the client is gone
	 */
	public static byte[] read(InputStream in, int kibibytes) throws IOException {
		long start = System.nanoTime();
		int limit = kibibytes * 1024;
		byte[] buffer = new byte[8 * 1024];
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
		for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
			bytes.write(buffer, 0, read);
			if (bytes.size() > limit) {
				throw new Problem(HttpStatus.CONTENT_TOO_LARGE,
						"the body must not be longer than " + kibibytes + " KiB");
			}
			if (System.nanoTime() - start > LONGEST) {
				throw new Problem(HttpStatus.REQUEST_TIMEOUT, TOO_SLOW);
			}
		}
		return bytes.toByteArray();
	}

}

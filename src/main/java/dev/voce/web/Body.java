package dev.voce.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

import org.springframework.http.HttpStatus;

/** Reads a request's body, within bounds of length and time. */
public final class Body {

	/** Code of the message, also used where it is Tomcat that waits no longer. */
	public static final String TOO_SLOW = "body.slow";

	/**
	 * How long each started 64 KiB may take, in all. One read takes no longer than that
	 * either.
	 */
	public static final Duration LONGEST = Duration.ofSeconds(5);

	private static final int STRETCH = 64 * 1024;

	private Body() {
	}

	/**
	 * The refusal of a request whose body takes too long (408).
	 * @return the refusal
	 */
	public static Problem tooSlow() {
		return new Problem(HttpStatus.REQUEST_TIMEOUT, TOO_SLOW);
	}

	/**
	 * The refusal of a request whose body is too long (413).
	 * @param kibibytes how long it may be
	 * @return the refusal
	 */
	public static Problem tooLong(int kibibytes) {
		return new Problem(HttpStatus.CONTENT_TOO_LARGE, "body.long", kibibytes);
	}

	/**
	 * What a request is refused with whose body is not the JSON that is accepted (400).
	 * @param code of the {@link Message} that says what is accepted
	 * @param stop where the parser stopped, if it says so; its own words are not for
	 * clients
	 * @return the refusal
	 */
	public static Problem malformed(String code, @Nullable TokenStreamLocation stop) {
		return (stop == null || stop.getLineNr() < 1) ? new Problem(HttpStatus.BAD_REQUEST, code) : new Problem(
				HttpStatus.BAD_REQUEST, "body.stoppedAt", new Message(code), stop.getLineNr(), stop.getColumnNr());
	}

	/**
	 * What a piece of JSON is refused with that is no value of the wanted type (400,
	 * 422).
	 * @param failure what the parser threw
	 * @return the refusal
	 */
	public static Problem unreadable(JacksonException failure) {
		return ProblemHandler.unreadable(failure);
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
				throw tooLong(kibibytes);
			}
			if (System.nanoTime() - start > LONGEST.toNanos() * (1 + bytes.size() / STRETCH)) {
				throw tooSlow();
			}
		}
		return bytes.toByteArray();
	}

}

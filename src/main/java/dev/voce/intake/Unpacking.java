package dev.voce.intake;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

import dev.voce.web.Problem;

/** How an upload is compressed: not at all, or with gzip. */
enum Unpacking {

	NONE, GZIP;

	private static final int MOST_EXPANSION = 20;

	/** What any upload may expand to: short ones are often much alike. */
	private static final long ALWAYS = 1024 * 1024;

	private static final Set<String> GZIP_NAMES = Set.of("gzip", "x-gzip");

	/**
	 * Reads the header of an upload.
	 * @throws Problem (415) for another coding than gzip
	 */
	static Unpacking of(HttpServletRequest request) {
		String coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
		String name = (coding != null) ? coding.trim().toLowerCase(Locale.ROOT) : "";
		if (name.isEmpty() || name.equals("identity")) {
			return NONE;
		}
		if (GZIP_NAMES.contains(name)) {
			return GZIP;
		}
		Problem refusal = new Problem(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "body.codingGzip");
		refusal.getHeaders().set(HttpHeaders.ACCEPT_ENCODING, "gzip");
		throw refusal;
	}

	/**
	 * Unpacks an upload.
	 * @return a stream that throws a {@link Problem} where the upload is broken (400) or
	 * expands to more than 20 times its size (413)
	 */
	InputStream of(InputStream sent) throws IOException {
		return (this == NONE) ? sent : new Unpacked(new Counted(sent));
	}

	/** Counts what came. */
	private static final class Counted extends FilterInputStream {

		private long count;

		Counted(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = super.read(bytes, offset, length);
			this.count += Math.max(0, read);
			return read;
		}

	}

	/** What it unpacks to. */
	private static final class Unpacked extends InputStream {

		private final Counted sent;

		private final InputStream unpacked;

		private long count;

		Unpacked(Counted sent) throws IOException {
			this.sent = sent;
			this.unpacked = attempt(() -> new GZIPInputStream(sent, 8 * 1024));
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = attempt(() -> this.unpacked.read(bytes, offset, length));
			this.count += Math.max(0, read);
			if (this.count > ALWAYS && this.count > MOST_EXPANSION * this.sent.count) {
				throw new Problem(HttpStatus.CONTENT_TOO_LARGE, "batch.expansion", MOST_EXPANSION);
			}
			return read;
		}

	}

	/** Something that may find the upload broken. */
	private interface Attempt<T> {

		T run() throws IOException;

	}

	private static <T> T attempt(Attempt<T> attempt) throws IOException {
		try {
			return attempt.run();
		}
		catch (ZipException | EOFException ex) {
			throw new Problem(HttpStatus.BAD_REQUEST, "batch.gzip");
		}
	}

}

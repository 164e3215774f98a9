package dev.voce.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that wait in a temporary file, compressed, until they are sent: any number of
 * them in constant memory. Written once, then read once. Not for several threads.
 */
public final class Spool implements Closeable {

	private final Path file;

	private @Nullable OutputStream out;

	private @Nullable InputStream in;

	/**
	 * Makes an empty one.
	 * @throws IOException if no temporary file can be made
	 */
	public Spool() throws IOException {
		this.file = Files.createTempFile("voce", ".gz"); // for its owner alone
		this.out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(this.file)));
	}

	/**
	 * What is to be written.
	 * @return the stream, until it is read
	 */
	public OutputStream out() {
		if (this.out == null) {
			throw new IllegalStateException("read already");
		}
		return this.out;
	}

	/**
	 * Ends the writing.
	 * @return what was written
	 * @throws IOException if it can't be read
	 */
	public InputStream in() throws IOException {
		out().close();
		this.out = null;
		this.in = new BufferedInputStream(new GZIPInputStream(Files.newInputStream(this.file)));
		return this.in;
	}

	/** Removes the file. */
	@Override
	public void close() throws IOException {
		try (OutputStream written = this.out; InputStream read = this.in) {
			Files.deleteIfExists(this.file);
		}
	}

}

package dev.voce.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import dev.voce.storage.Spool;

/** The lines that were not accepted: the first hundred, or all of them. */
final class RejectedLines implements Closeable {

	private static final int FIRST = 100;

	private final List<BatchResult.LineError> first = new ArrayList<>();

	private final JsonMapper json;

	private final @Nullable Spool all;

	private long count;

	/** Keeps the first hundred. */
	RejectedLines(JsonMapper json) {
		this(json, null);
	}

	private RejectedLines(JsonMapper json, @Nullable Spool all) {
		this.json = json;
		this.all = all;
	}

	/** Keeps all, in a file: a client that still sends may not read yet. */
	static RejectedLines all(JsonMapper json) throws IOException {
		return new RejectedLines(json, new Spool());
	}

	void add(Supplier<BatchResult.LineError> error) {
		this.count++;
		if (this.all != null) {
			try {
				if (this.count > 1) {
					this.all.out().write(',');
				}
				this.all.out().write(this.json.writeValueAsBytes(error.get()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		else if (this.first.size() < FIRST) {
			this.first.add(error.get());
		}
	}

	long count() {
		return this.count;
	}

	/** The first hundred; none where all are kept in a file. */
	List<BatchResult.LineError> kept() {
		this.first.sort(Comparator.comparingLong(BatchResult.LineError::line));
		return this.first;
	}

	/** Writes a result, with all errors where all are kept. */
	void write(BatchResult result, OutputStream out) throws IOException {
		byte[] bytes = this.json.writeValueAsBytes(result);
		if (this.all == null) {
			out.write(bytes);
			return;
		}
		int end = bytes.length - "]}".length(); // the errors are its last field, and
												// empty
		out.write(bytes, 0, end);
		this.all.in().transferTo(out);
		out.write(bytes, end, bytes.length - end);
	}

	@Override
	public void close() throws IOException {
		if (this.all != null) {
			this.all.close();
		}
	}

}

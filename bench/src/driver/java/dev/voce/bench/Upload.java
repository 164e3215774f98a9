package dev.voce.bench;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Enumeration;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A file of answers, which is made up while it is sent. */
final class Upload {

	static final String ZONE = "Europe/Rome";

	private static final int CHUNK = 64 * 1024;

	private final int lines;

	private final Instant from;

	private final Instant to;

	private final Function<Instant, byte[]> line;

	private final SplittableRandom random = new SplittableRandom(1);

	private final boolean sorted;

	private Upload(int lines, Instant from, Instant to, boolean sorted, Function<Instant, byte[]> line) {
		this.lines = lines;
		this.from = from;
		this.to = to;
		this.sorted = sorted;
		this.line = line;
	}

	/**
	 * Makes a file.
	 * @param lines how many
	 * @param from the first day
	 * @param to the first day after
	 * @param sorted whether the answers come in the order of their time, evenly spread
	 * @param line makes the line of an instant
	 */
	static Upload of(int lines, LocalDate from, LocalDate to, boolean sorted, Function<Instant, byte[]> line) {
		return new Upload(lines, from.atStartOfDay(ZoneId.of(ZONE)).toInstant(),
				to.atStartOfDay(ZoneId.of(ZONE)).toInstant(), sorted, line);
	}

	/** The first day of a year of whole months that ended before today. */
	static LocalDate firstMonth() {
		return LocalDate.now(ZoneId.of(ZONE)).withDayOfMonth(1).minusYears(1);
	}

	/** Sends it, and returns how many answers were stored per second. */
	double to(Service service, String survey) throws Exception {
		Service.Answer answer = service.post("/api/v1/surveys/" + survey + "/responses/batch", "application/x-ndjson",
				BodyPublishers.ofInputStream(() -> new SequenceInputStream(chunks())));
		if (answer.number("accepted") != this.lines) {
			throw new IllegalStateException(answer.body());
		}
		double rate = this.lines / (answer.millis() / 1e3);
		System.out.printf(Locale.ROOT, "%,d lines %s: %,.0f answers/s%n", this.lines,
				this.sorted ? "in order" : "at random times", rate);
		return rate;
	}

	private Enumeration<InputStream> chunks() {
		return new Enumeration<>() {

			private int next;

			@Override
			public boolean hasMoreElements() {
				return this.next < Upload.this.lines;
			}

			@Override
			public InputStream nextElement() {
				byte[] chunk = new byte[CHUNK];
				int length = 0;
				while (this.next < Upload.this.lines) {
					byte[] bytes = Upload.this.line.apply(at(this.next));
					if (length + bytes.length > chunk.length) {
						break; // this line is made anew
					}
					System.arraycopy(bytes, 0, chunk, length, bytes.length);
					length += bytes.length;
					this.next++;
				}
				return new ByteArrayInputStream(chunk, 0, length);
			}

		};
	}

	private Instant at(int number) {
		long millis = Duration.between(this.from, this.to).toMillis();
		return this.from.plusMillis(this.sorted ? (long) ((double) millis / this.lines * number)
				: this.random.nextLong(millis));
	}

}

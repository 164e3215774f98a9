package dev.voce.hours;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Measures many times of work within a range, each by two searches. */
public final class WorkedTime {

	/** When each time that counts starts, in nanoseconds since the range does. */
	private final long[] opens;

	private final long[] closes;

	/** How much work there was before each. */
	private final long[] before;

	private final Instant start;

	/**
	 * Prepares the measuring of a range.
	 * @param hours what counts
	 * @param start when the range starts
	 * @param end when it ends
	 */
	public WorkedTime(BusinessHours hours, Instant start, Instant end) {
		this.start = start;
		List<long[]> open = new ArrayList<>();
		hours.walk(start, end, (from, to) -> open.add(new long[] { since(from), since(to) }));
		this.opens = open.stream().mapToLong((times) -> times[0]).toArray();
		this.closes = open.stream().mapToLong((times) -> times[1]).toArray();
		this.before = new long[this.opens.length];
		for (int i = 1; i < this.before.length; i++) {
			this.before[i] = this.before[i - 1] + this.closes[i - 1] - this.opens[i - 1];
		}
	}

	/**
	 * How much of a time within the range is work.
	 * @param from when it starts
	 * @param to when it ends
	 * @return the time that counts; zero where it ends before it starts
	 */
	public Duration between(Instant from, Instant to) {
		return Duration.ofNanos(Math.max(0, until(since(to)) - until(since(from))));
	}

	private long until(long time) {
		int found = Arrays.binarySearch(this.opens, time);
		int last = (found >= 0) ? found : -found - 2;
		return (last < 0) ? 0 : this.before[last] + Math.min(time, this.closes[last]) - this.opens[last];
	}

	private long since(Instant at) {
		return Duration.between(this.start, at).toNanos();
	}

}

package dev.voce.scoring;

import java.util.Arrays;

/**
 * How often each score of a scale was given: all that a figure is computed from.
 * Immutable; two are equal when scale and counts are.
 */
public final class Distribution {

	private final Scale scale;

	private final long[] counts;

	private final long total;

	private Distribution(Scale scale, long[] counts) {
		long sum = 0;
		for (long count : counts) {
			if (count < 0) {
				throw new IllegalArgumentException("A count can't be negative: " + Arrays.toString(counts));
			}
			sum = Math.addExact(sum, count);
		}
		this.scale = scale;
		this.counts = counts;
		this.total = sum;
	}

	/**
	 * Counts on a scale.
	 * @param scale the scale
	 * @param counts one count per score, the lowest score's first, none negative
	 * @return the distribution
	 * @throws IllegalArgumentException if there isn't exactly one count per score, or one
	 * is negative
	 * @throws ArithmeticException if the total doesn't fit a {@code long}
	 */
	public static Distribution of(Scale scale, long... counts) {
		if (counts.length != scale.size()) {
			throw new IllegalArgumentException(
					"The scale %s has %d counts, not %d".formatted(scale, scale.size(), counts.length));
		}
		return new Distribution(scale, counts.clone());
	}

	/**
	 * No answers at all.
	 * @param scale the scale
	 * @return a distribution whose counts are all 0
	 */
	public static Distribution empty(Scale scale) {
		return new Distribution(scale, new long[scale.size()]);
	}

	/**
	 * The scale that the scores are of.
	 * @return the scale
	 */
	public Scale scale() {
		return this.scale;
	}

	/**
	 * All counts.
	 * @return a copy; index 0 counts the lowest score
	 */
	public long[] counts() {
		return this.counts.clone();
	}

	/**
	 * How often one score was given.
	 * @param score a score of the scale
	 * @return its count, at least 0
	 * @throws IllegalArgumentException if the score isn't on the scale
	 */
	public long count(int score) {
		return this.counts[this.scale.index(score)];
	}

	/** How often the score at an index of the scale was given. */
	long at(int index) {
		return this.counts[index];
	}

	/**
	 * Number of answers.
	 * @return the sum of all counts
	 */
	public long total() {
		return this.total;
	}

	/**
	 * The answers of both.
	 * @param other a distribution on the same scale
	 * @return the sums, score by score
	 * @throws IllegalArgumentException if the scales differ
	 * @throws ArithmeticException if the total doesn't fit a {@code long}
	 */
	public Distribution plus(Distribution other) {
		return merge(other, 1);
	}

	/**
	 * What remains without the other's answers, such as the whole without a segment.
	 * @param other a distribution on the same scale, nowhere above this one
	 * @return the differences, score by score
	 * @throws IllegalArgumentException if the scales differ or a difference is negative
	 */
	public Distribution minus(Distribution other) {
		return merge(other, -1);
	}

	private Distribution merge(Distribution other, int sign) {
		if (!other.scale.equals(this.scale)) {
			throw new IllegalArgumentException(
					"Counts on the scale %s are wanted, not on %s".formatted(this.scale, other.scale));
		}
		long[] merged = new long[this.counts.length];
		Arrays.setAll(merged, (i) -> Math.addExact(this.counts[i], sign * other.counts[i]));
		return new Distribution(this.scale, merged);
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Distribution that && this.scale.equals(that.scale)
				&& Arrays.equals(this.counts, that.counts);
	}

	@Override
	public int hashCode() {
		return 31 * this.scale.hashCode() + Arrays.hashCode(this.counts);
	}

	@Override
	public String toString() {
		return Arrays.toString(this.counts) + " on " + this.scale;
	}

}

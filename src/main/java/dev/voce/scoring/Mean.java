package dev.voce.scoring;

import org.jspecify.annotations.Nullable;

/**
 * The mean score in points of its scale, with Student's t interval, and Welch's test of a
 * difference (<i>The generalization of ‘Student's’ problem when several different
 * population variances are involved</i>, Biometrika 34, 1947).
 */
record Mean(Distribution distribution) implements Estimate {

	@Override
	public double value() {
		Scale scale = distribution.scale();
		double sum = 0;
		for (int i = 0; i < scale.size(); i++) {
			sum += (double) (scale.min() + i) * distribution.at(i);
		}
		return Math.max(scale.min(), Math.min(scale.max(), sum / distribution.total()));
	}

	@Override
	public @Nullable Interval interval(Level level) {
		if (distribution.total() < 2) {
			return null;
		}
		double half = level.t(distribution.total() - 1.0) * Math.sqrt(squaredError());
		Scale scale = distribution.scale();
		return Interval.containing(value(), level, value() - half, value() + half, scale.min(), scale.max());
	}

	/**
	 * {@code null} where the variance can't be estimated: fewer than two answers on a
	 * side, or all answers equal on both.
	 */
	@Nullable Comparison minus(Mean other, Level level) {
		long n = distribution.total();
		long m = other.distribution.total();
		if (n < 2 || m < 2) {
			return null;
		}
		double squared = squaredError() + other.squaredError();
		if (squared == 0) {
			return null;
		}
		double mine = squaredError() / squared;
		double others = other.squaredError() / squared;
		double degrees = 1 / (mine * mine / (n - 1) + others * others / (m - 1));
		double delta = value() - other.value();
		double half = level.t(degrees) * Math.sqrt(squared);
		return Comparison.of(delta, level, delta - half, delta + half, distribution.scale().size() - 1,
				Level.tPValue(delta / Math.sqrt(squared), degrees));
	}

	/**
	 * The sample variance over n. Summed over pairs of scores, which is the same as over
	 * deviations from the mean, but exactly 0 when all answers are equal.
	 */
	private double squaredError() {
		long[] counts = distribution.counts();
		double n = distribution.total();
		double sum = 0;
		for (int high = 1; high < counts.length; high++) {
			for (int low = 0; low < high; low++) {
				sum += (counts[high] / n) * (counts[low] / n) * (high - low) * (high - low);
			}
		}
		return sum / (n - 1);
	}

}

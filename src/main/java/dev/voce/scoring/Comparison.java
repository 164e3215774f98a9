package dev.voce.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The difference between two figures, and whether it is more than chance.
 *
 * @param delta the first figure minus the second, in their unit (points or percentage
 * points)
 * @param lower the lower bound of the difference's interval, at most {@code delta}
 * @param upper the upper bound, at least {@code delta}
 * @param pValue the two-sided p-value, 0 to 1
 * @param adjusted the p-value adjusted for the comparisons made together with this one,
 * at least {@code pValue}; {@code null} where it is the only one
 * @param significant whether {@code adjusted}, or without it {@code pValue}, is at most
 * one minus the level
 */
public record Comparison(double delta, double lower, double upper, double pValue, @Nullable Double adjusted,
		boolean significant) {

	/**
	 * Checks that the figures fit each other.
	 * @throws IllegalArgumentException if the interval is not finite or leaves the
	 * difference out, or a p-value is out of range
	 */
	public Comparison {
		if (!(Double.isFinite(lower) && Double.isFinite(upper) && lower <= delta && delta <= upper)) {
			throw new IllegalArgumentException(
					"%s to %s is no interval of a difference of %s".formatted(lower, upper, delta));
		}
		if (!(pValue >= 0 && pValue <= 1)) {
			throw new IllegalArgumentException("A p-value from 0 to 1 is wanted, not " + pValue);
		}
		if (adjusted != null && !(adjusted >= pValue && adjusted <= 1)) {
			throw new IllegalArgumentException(
					"An adjusted p-value from %s to 1 is wanted, not %s".formatted(pValue, adjusted));
		}
	}

	static Comparison of(double delta, Level level, double lower, double upper, double limit, double pValue) {
		Interval interval = Interval.containing(delta, level, lower, upper, -limit, limit);
		return new Comparison(delta, interval.lower(), interval.upper(), pValue, null, level.rejects(pValue));
	}

	/**
	 * Adjusts comparisons that are read together, as those of all segments, by Benjamini
	 * and Hochberg's step-up procedure, which bounds the share of false discoveries
	 * (<i>Controlling the False Discovery Rate</i>, Journal of the Royal Statistical
	 * Society B 57, 1995).
	 * @param comparisons the comparisons; {@code null} where there is none, which is
	 * ignored
	 * @param level the confidence level, 0.8 to 0.999
	 * @return the same in the same order, with {@code adjusted} set and deciding
	 * {@code significant}
	 * @throws IllegalArgumentException if the level is out of range
	 */
	public static List<@Nullable Comparison> adjust(List<@Nullable Comparison> comparisons, double level) {
		Level at = new Level(level);
		double[] ascending = comparisons.stream()
			.filter(Objects::nonNull)
			.mapToDouble(Comparison::pValue)
			.sorted()
			.toArray();
		double[] adjusted = new double[ascending.length];
		double least = 1;
		for (int i = ascending.length - 1; i >= 0; i--) {
			least = Math.min(least, ascending[i] * ((double) ascending.length / (i + 1)));
			adjusted[i] = least;
		}
		// Equal p-values are adjusted equally, so any of their places will do.
		return comparisons.stream()
			.map((raw) -> (raw != null) ? raw.withAdjusted(adjusted[Arrays.binarySearch(ascending, raw.pValue)], at)
					: null)
			.toList();
	}

	private Comparison withAdjusted(double adjusted, Level level) {
		return new Comparison(delta, lower, upper, pValue, adjusted, level.rejects(adjusted));
	}

}

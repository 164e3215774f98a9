package dev.voce.scoring;

/**
 * Contains the true value of a figure with a stated confidence, in the figure's own unit.
 *
 * @param level the confidence level, 0.8 to 0.999
 * @param lower the lower bound, finite
 * @param upper the upper bound, finite and not below {@code lower}
 */
public record Interval(double level, double lower, double upper) {

	/**
	 * Checks level and bounds.
	 * @throws IllegalArgumentException if the level is out of range or the bounds don't
	 * enclose anything
	 */
	public Interval {
		new Level(level);
		if (!(Double.isFinite(lower) && Double.isFinite(upper) && lower <= upper)) {
			throw new IllegalArgumentException("No interval reaches from %s to %s".formatted(lower, upper));
		}
	}

	/**
	 * Wilson's score interval of a percentage.
	 * @param hits how many of them, 0 to {@code total}
	 * @param total of how many, at least 1
	 * @param level the confidence level, 0.8 to 0.999
	 * @return the interval, in percent
	 */
	public static Interval ofShare(long hits, long total, double level) {
		return new Share(hits, total).interval(new Level(level));
	}

	/**
	 * Clips the bounds to what the figure can be, then widens them where they leave out
	 * the value itself: an adjusted centre can be that far inside, and rounding can move
	 * a bound that equals the value.
	 */
	static Interval containing(double value, Level level, double lower, double upper, double least, double most) {
		return new Interval(level.value(), Math.min(value, Math.max(least, lower)),
				Math.max(value, Math.min(most, upper)));
	}

}

package dev.voce.scoring;

/**
 * The whole numbers that a question can be answered with.
 *
 * @param min the lowest score, at least −100
 * @param max the highest score, at most 100, above {@code min} and at most ten above it
 */
public record Scale(int min, int max) {

	// A tally row has eleven counters.
	private static final int MOST_POINTS = 11;

	private static final int BOUND = 100;

	/**
	 * Checks the bounds.
	 * @throws IllegalArgumentException if these bounds don't make a scale
	 */
	public Scale {
		if (min < -BOUND || max > BOUND || min >= max || max - min >= MOST_POINTS) {
			throw new IllegalArgumentException("A scale has 2 to %d points between %d and %d, not %d to %d"
				.formatted(MOST_POINTS, -BOUND, BOUND, min, max));
		}
	}

	/**
	 * Number of points.
	 * @return 2 to 11
	 */
	public int size() {
		return max - min + 1;
	}

	/**
	 * Whether a score is on this scale.
	 * @param score any number
	 * @return {@code true} from {@code min} to {@code max}
	 */
	public boolean contains(int score) {
		return score >= min && score <= max;
	}

	/**
	 * The index of a score in the counts of a {@link Distribution}.
	 * @param score a score of this scale
	 * @return 0 for the lowest, {@code size() - 1} for the highest
	 * @throws IllegalArgumentException if the score isn't on this scale
	 */
	public int index(int score) {
		if (!contains(score)) {
			throw new IllegalArgumentException("A score from %s is wanted, not %d".formatted(this, score));
		}
		return score - min;
	}

	@Override
	public String toString() {
		return min + " to " + max;
	}

}

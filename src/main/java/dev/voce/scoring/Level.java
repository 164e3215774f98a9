package dev.voce.scoring;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A confidence level and the quantiles that go with it. Upper tails are computed
 * directly: one minus a distribution function loses the small p-values.
 *
 * @param value 0.8 to 0.999
 */
record Level(double value) {

	private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

	/** Where nobody asks for another. */
	private static final Level USUAL = new Level(0.95);

	private static final double USUAL_Z = USUAL.quantile();

	Level {
		// Stated so that NaN fails too.
		if (!(value >= 0.8 && value <= 0.999)) {
			throw new IllegalArgumentException("A level from 0.8 to 0.999 is wanted, not " + value);
		}
	}

	/** The quantile of the normal distribution with half of what is left above it. */
	double z() {
		return equals(USUAL) ? USUAL_Z : quantile();
	}

	private double quantile() {
		return NORMAL.inverseSurvivalProbability((1 - value) / 2);
	}

	/** The same of Student's t. */
	double t(double degreesOfFreedom) {
		return TDistribution.of(degreesOfFreedom).inverseSurvivalProbability((1 - value) / 2);
	}

	/** Whether a p-value is small enough at this level. */
	boolean rejects(double pValue) {
		return pValue <= 1 - value;
	}

	/** Two-sided p-value of a standard normal statistic. */
	static double normalPValue(double z) {
		return 2 * NORMAL.survivalProbability(Math.abs(z));
	}

	/** Two-sided p-value of a t statistic. */
	static double tPValue(double t, double degreesOfFreedom) {
		return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t));
	}

}

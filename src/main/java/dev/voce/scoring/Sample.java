package dev.voce.scoring;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A figure as anytime-valid tests need it: as a proportion, with its centre drawn in.
 *
 * @param centre the adjusted proportion, −1 to 1
 * @param variance of the centre, positive; 0 for a value that is known
 */
record Sample(double centre, double variance) {

	/** The difference that the tests are most sensitive to: ten points. */
	private static final double MIXTURE = 0.10 * 0.10;

	private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

	/** This one minus another, or minus a known value. */
	Sample minus(Sample other) {
		return new Sample(this.centre - other.centre, this.variance + other.variance);
	}

	/** The logarithm of the mixture's likelihood ratio against a difference of 0. */
	double logRatio() {
		double wide = this.variance + MIXTURE;
		return Math.log(this.variance / wide) / 2 + this.centre * this.centre * MIXTURE / (2 * this.variance * wide);
	}

	/** The p-value of a difference in either direction. */
	double pValue() {
		return Math.min(1, Math.exp(-logRatio()));
	}

	/** The p-value of a difference below 0. */
	double pValueBelow() {
		double scale = Math.sqrt(MIXTURE / (this.variance * (this.variance + MIXTURE)));
		double below = 2 * NORMAL.cumulativeProbability(-this.centre * scale);
		return Math.min(1, Math.exp(-logRatio()) / below);
	}

	/** Half of the interval that holds at all looks at once. */
	double half(double alpha) {
		double wide = this.variance + MIXTURE;
		return Math.sqrt(this.variance * wide / MIXTURE * (2 * Math.log(1 / alpha) + Math.log(wide / this.variance)));
	}

}

package dev.voce.scoring;

import org.jspecify.annotations.Nullable;

/**
 * How far a figure that is looked at again and again lies from one that was fixed before.
 * It may be computed at every look without raising more false alarms than at one: a
 * normal mixture (Howard, Ramdas, McAuliffe, Sekhon, <i>Time-uniform, nonparametric,
 * nonasymptotic confidence sequences</i>, Annals of Statistics 49(2), 2021, propositions
 * 4 and 5), asymptotic in the sense of Waudby-Smith and others, arXiv 2103.06476.
 *
 * @param delta the figure minus the other, in their unit (points or percentage points)
 * @param lower the lower bound of the interval, at most {@code delta}
 * @param upper the upper bound, at least {@code delta}
 * @param level the confidence level of the interval, which holds at all looks at once
 * @param pValue of a fall, 0 to 1
 * @param fell whether the fall is more than chance explains
 */
public record Drift(double delta, double lower, double upper, double level, double pValue, boolean fell) {

	/** Fewer answers than these tell nothing. */
	public static final int FEWEST = 10;

	/**
	 * Compares a running figure with a baseline. The interval is that at 1 − 2α, which
	 * agrees with the test in one direction.
	 * @param formula of both, not of a RATING
	 * @param running the answers since the first look
	 * @param baseline the answers before, which the running ones must not overlap
	 * @param alpha the share of false alarms that is accepted, 0.001 to 0.1
	 * @return the drift; {@code null} with fewer than 10 answers on either side
	 * @throws IllegalArgumentException if counts are on another scale, or the formula is
	 * that of a RATING
	 */
	public static @Nullable Drift fromBaseline(Formula formula, Distribution running, Distribution baseline,
			double alpha) {
		if (running.total() < FEWEST || baseline.total() < FEWEST) {
			return null;
		}
		Sample difference = formula.sample(running).minus(formula.sample(baseline));
		double delta = value(formula, running) - value(formula, baseline);
		double most = (formula.metric() == Metric.NPS) ? 200 : 100;
		return of(difference, delta, most, 2 * alpha, difference.pValueBelow(), alpha);
	}

	/**
	 * Compares a running figure with a fixed value. It fell below the value where the
	 * whole interval at 1 − α lies below it.
	 * @param formula of the figure, not of a RATING
	 * @param running the answers since the first look
	 * @param threshold the value, in the figure's unit
	 * @param alpha the share of false alarms that is accepted, 0.001 to 0.1
	 * @return the drift; {@code null} with fewer than 10 answers
	 * @throws IllegalArgumentException if counts are on another scale, or the formula is
	 * that of a RATING
	 */
	public static @Nullable Drift fromThreshold(Formula formula, Distribution running, double threshold, double alpha) {
		if (running.total() < FEWEST) {
			return null;
		}
		Sample difference = formula.sample(running).minus(new Sample(threshold / 100, 0));
		Drift drift = of(difference, value(formula, running) - threshold, 200, alpha, difference.pValue(), alpha);
		return new Drift(drift.delta, drift.lower, drift.upper, drift.level, drift.pValue,
				difference.centre() < 0 && drift.upper < 0);
	}

	private static Drift of(Sample difference, double delta, double most, double outside, double pValue, double alpha) {
		double half = difference.half(outside);
		Interval interval = Interval.containing(delta, new Level(1 - outside), 100 * (difference.centre() - half),
				100 * (difference.centre() + half), -most, most);
		return new Drift(delta, interval.lower(), interval.upper(), interval.level(), pValue, pValue <= alpha);
	}

	private static double value(Formula formula, Distribution answers) {
		Double value = formula.score(answers, 0.95).value();
		if (value == null) {
			throw new IllegalArgumentException("there are no answers");
		}
		return value;
	}

}

package dev.voce.scoring;

/**
 * The percentage of answers in the best class, with Wilson's score interval (<i>Probable
 * Inference, the Law of Succession, and Statistical Inference</i>, Journal of the
 * American Statistical Association 22, 1927).
 */
record Share(long hits, long total) implements Estimate {

	/**
	 * A part in percent of the whole. Rounded once, in the division, as long as a hundred
	 * times the part is exact; beyond that, all of the whole must still make 100.
	 */
	static double percent(long part, long whole) {
		return (whole < 1L << 46) ? 100.0 * part / whole : 100 * (part / (double) whole);
	}

	@Override
	public double value() {
		return percent(hits, total);
	}

	@Override
	public Interval interval(Level level) {
		double n = total;
		double zz = level.z() * level.z();
		double p = hits / n;
		double q = (total - hits) / n;
		double centre = p + zz / (2 * n);
		double half = Math.sqrt(zz * (p * q / n + zz / (4 * n * n)));
		double scale = 100 / (1 + zz / n);
		return Interval.containing(value(), level, scale * (centre - half), scale * (centre + half), 0, 100);
	}

	/**
	 * The N − 1 test of Campbell, <i>Chi-squared and Fisher–Irwin tests of two-by-two
	 * tables with small sample recommendations</i>, Statistics in Medicine 26, 2007, and
	 * the interval (method 10) of Newcombe, <i>Interval estimation for the difference
	 * between independent proportions</i>, Statistics in Medicine 17, 1998.
	 */
	Comparison minus(Share other, Level level) {
		double delta = value() - other.value();
		Interval mine = interval(level);
		Interval others = other.interval(level);
		double below = Math.hypot(value() - mine.lower(), others.upper() - other.value());
		double above = Math.hypot(mine.upper() - value(), other.value() - others.lower());
		return Comparison.of(delta, level, delta - below, delta + above, 100, pValue(other));
	}

	/**
	 * The adjusted share of Agresti and Caffo, <i>Simple and effective confidence
	 * intervals for proportions</i>, The American Statistician 54, 2000: one answer more
	 * on either side.
	 */
	Sample sample() {
		double n = total + 2.0;
		double p = (hits + 1) / n;
		return new Sample(p, p * (1 - p) / n);
	}

	private double pValue(Share other) {
		double n = (double) total + other.total;
		double p = ((double) hits + other.hits) / n;
		double q = ((double) (total - hits) + (other.total - other.hits)) / n;
		if (p == 0 || q == 0) {
			// All answers are equal on both sides: there is no difference.
			return 1;
		}
		double error = Math.sqrt(p * q * (1.0 / total + 1.0 / other.total));
		double difference = hits / (double) total - other.hits / (double) other.total;
		return Level.normalPValue(difference / error * Math.sqrt((n - 1) / n));
	}

}

package dev.voce.scoring;

/**
 * Promoters minus detractors in percent of all answers (Reichheld, <i>The One Number You
 * Need to Grow</i>, Harvard Business Review, December 2003), with the adjusted Wald
 * interval of Rocks, <i>Interval estimation for the Net Promoter Score</i>, 2016 (arXiv
 * 1601.07235): three added answers, half of them passive, keep the error above zero when
 * all answers are equal.
 */
record NetPromoters(long promoters, long passives, long detractors) implements Estimate {

	@Override
	public double value() {
		return Share.percent(promoters - detractors, promoters + passives + detractors);
	}

	@Override
	public Interval interval(Level level) {
		double half = level.z() * Math.sqrt(squaredError());
		return Interval.containing(value(), level, 100 * (centre() - half), 100 * (centre() + half), -100, 100);
	}

	Comparison minus(NetPromoters other, Level level) {
		double difference = centre() - other.centre();
		double error = Math.sqrt(squaredError() + other.squaredError());
		double half = level.z() * error;
		return Comparison.of(value() - other.value(), level, 100 * (difference - half), 100 * (difference + half), 200,
				Level.normalPValue(difference / error));
	}

	Sample sample() {
		return new Sample(centre(), squaredError());
	}

	private double adjustedTotal() {
		return promoters + passives + detractors + 3.0;
	}

	private double centre() {
		return (promoters - detractors) / adjustedTotal();
	}

	private double squaredError() {
		double n = adjustedTotal();
		double p = (promoters + 0.75) / n;
		double s = (passives + 1.5) / n;
		double d = (detractors + 0.75) / n;
		// The same as p + d - (p - d)², but nothing cancels where almost all agree.
		return (s * (p + d) + 4 * p * d) / n;
	}

}

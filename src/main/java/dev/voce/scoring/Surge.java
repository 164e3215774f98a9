package dev.voce.scoring;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Tells whether more events came in a time than an earlier time makes plausible, by the
 * exact binomial test of two Poisson rates. One test per time: times that overlap would
 * be several tests of the same events.
 */
public final class Surge {

	private Surge() {
	}

	/**
	 * The probability of at least so many events by chance.
	 * @param events in the time, at least 0
	 * @param length of the time, positive
	 * @param before events in the earlier time, at least 0
	 * @param lengthBefore of the earlier time, positive and in the same unit
	 * @return 0 to 1
	 */
	public static double pValue(long events, double length, long before, double lengthBefore) {
		if (events == 0) {
			return 1;
		}
		return BinomialDistribution.of(Math.toIntExact(Math.addExact(events, before)), length / (length + lengthBefore))
			.survivalProbability(Math.toIntExact(events) - 1);
	}

	/**
	 * The fewest events that chance doesn't explain.
	 * @param length of the time, positive
	 * @param before events in the earlier time, at least 0
	 * @param lengthBefore of the earlier time, positive and in the same unit
	 * @param alpha the share of false alarms that is accepted, above 0 and below 1
	 * @return the number, at least 1
	 */
	public static long fewest(double length, long before, double lengthBefore, double alpha) {
		// More events are always less probable: doubled until enough, then halved.
		long enough = 1;
		while (pValue(enough, length, before, lengthBefore) > alpha) {
			enough *= 2;
		}
		long tooFew = enough / 2;
		while (enough - tooFew > 1) {
			long middle = (enough + tooFew) / 2;
			if (pValue(middle, length, before, lengthBefore) > alpha) {
				tooFew = middle;
			}
			else {
				enough = middle;
			}
		}
		return enough;
	}

}

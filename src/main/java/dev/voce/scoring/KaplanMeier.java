package dev.voce.scoring;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * How long something takes, where some of it isn't over yet (Kaplan and Meier,
 * <i>Nonparametric Estimation from Incomplete Observations</i>, Journal of the American
 * Statistical Association 53, 1958).
 */
public final class KaplanMeier {

	/** Products of fractions that are a half need not be one to the last bit. */
	private static final double HALF = 0.5 + 1e-12;

	private KaplanMeier() {
	}

	/**
	 * A time.
	 *
	 * @param length how long it is by now, not negative
	 * @param over whether it is over; otherwise it may become longer
	 */
	public record Time(long length, boolean over) {
	}

	/**
	 * The median time: the first at which at most half go on.
	 * @param times any number, in any order
	 * @return the median in the times' unit; empty where more than half go on
	 */
	public static OptionalLong median(List<Time> times) {
		List<Time> sorted = times.stream().sorted(Comparator.comparingLong(Time::length)).toList();
		double survival = 1;
		int next = 0;
		while (next < sorted.size()) {
			long length = sorted.get(next).length();
			int atRisk = sorted.size() - next;
			int over = 0;
			for (; next < sorted.size() && sorted.get(next).length() == length; next++) {
				over += sorted.get(next).over() ? 1 : 0;
			}
			survival *= 1 - (double) over / atRisk;
			if (survival <= HALF) {
				return OptionalLong.of(length);
			}
		}
		return OptionalLong.empty();
	}

}

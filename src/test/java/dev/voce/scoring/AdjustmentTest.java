package dev.voce.scoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static dev.voce.scoring.Samples.there;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Many comparisons at once, by Benjamini and Hochberg. */
class AdjustmentTest {

	private static Comparison raw(double pValue) {
		return new Comparison(4, -1, 9, pValue, null, pValue <= 0.05);
	}

	private static List<Double> adjusted(List<@Nullable Comparison> comparisons) {
		return comparisons.stream().map((comparison) -> there(there(comparison).adjusted())).toList();
	}

	private static List<@Nullable Comparison> rawOf(double... pValues) {
		return new ArrayList<>(DoubleStream.of(pValues).mapToObj(AdjustmentTest::raw).toList());
	}

	/** Expected figures from an independent implementation, SciPy's. */
	@Test
	void pValuesAreSteppedUpFromTheLargest() {
		List<@Nullable Comparison> result = Comparison.adjust(rawOf(0.01, 0.04, 0.03, 0.005, 0.55, 0.05), 0.95);
		List<Double> expected = List.of(0.03, 0.06, 0.06, 0.03, 0.55, 0.06);
		for (int i = 0; i < expected.size(); i++) {
			assertEquals(expected.get(i), adjusted(result).get(i), 1e-15);
		}
	}

	@Test
	void adjustedPValueDecidesAtTheLevel() {
		Comparison alone = there(Samples.CSAT.compare(Samples.csat(11, 12), Samples.csat(5, 10), 0.95));
		assertTrue(alone.significant());
		List<@Nullable Comparison> two = Arrays.asList(alone, raw(0.9));
		Comparison among = there(Comparison.adjust(two, 0.95).get(0));
		assertFalse(among.significant());
		assertEquals(2 * alone.pValue(), among.adjusted());
		assertEquals(
				new Comparison(alone.delta(), alone.lower(), alone.upper(), alone.pValue(), 2 * alone.pValue(), false),
				among);
		assertTrue(there(Comparison.adjust(two, 0.9).get(0)).significant());
	}

	@Test
	void absentComparisonsStayInPlaceAndCountForNothing() {
		List<@Nullable Comparison> result = Comparison.adjust(Arrays.asList(null, raw(0.03), null, raw(0.02)), 0.95);
		assertEquals(4, result.size());
		assertNull(result.get(0));
		assertNull(result.get(2));
		assertEquals(0.03, there(result.get(1)).adjusted());
		assertEquals(0.03, there(result.get(3)).adjusted());
	}

	@Test
	void singleComparisonIsItsOwnAdjustment() {
		assertEquals(List.of(0.04), adjusted(Comparison.adjust(rawOf(0.04), 0.95)));
	}

	@Test
	void resultCannotBeChanged() {
		assertThrows(UnsupportedOperationException.class, () -> Comparison.adjust(rawOf(0.04), 0.95).clear());
	}

	@Test
	void adjustmentKeepsTheOrderAndFollowsItsDefinition() {
		Random random = new Random(42);
		for (int i = 0; i < 300; i++) {
			double[] pValues = random.doubles(1 + random.nextInt(40))
				.map((p) -> Math.round(p * p * 50) / 50.0)
				.toArray();
			List<@Nullable Comparison> some = rawOf(pValues);
			List<Double> result = adjusted(Comparison.adjust(some, 0.95));
			for (int j = 0; j < pValues.length; j++) {
				assertTrue(result.get(j) >= pValues[j] && result.get(j) <= 1);
				assertEquals(byDefinition(pValues, pValues[j]), result.get(j), 1e-15);
				for (int k = 0; k < pValues.length; k++) {
					assertTrue(pValues[j] > pValues[k] || result.get(j) <= result.get(k));
				}
			}
			Collections.reverse(some);
			List<Double> reversed = new ArrayList<>(adjusted(Comparison.adjust(some, 0.95)));
			Collections.reverse(reversed);
			assertEquals(result, reversed);
		}
	}

	/** The least p × m / rank among the p-values that are at least as large. */
	private static double byDefinition(double[] pValues, double pValue) {
		return DoubleStream.of(pValues)
			.filter((p) -> p >= pValue)
			.map((p) -> p * pValues.length / DoubleStream.of(pValues).filter((q) -> q <= p).count())
			.min()
			.orElseThrow();
	}

}

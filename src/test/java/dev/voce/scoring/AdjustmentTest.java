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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

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
			assertThat(adjusted(result).get(i)).isCloseTo(expected.get(i), within(1e-15));
		}
	}

	@Test
	void adjustedPValueDecidesAtTheLevel() {
		Comparison alone = there(Samples.CSAT.compare(Samples.csat(11, 12), Samples.csat(5, 10), 0.95));
		assertThat(alone.significant()).isTrue();
		List<@Nullable Comparison> two = Arrays.asList(alone, raw(0.9));
		Comparison among = there(Comparison.adjust(two, 0.95).get(0));
		assertThat(among.significant()).isFalse();
		assertThat(among.adjusted()).isEqualTo(2 * alone.pValue());
		assertThat(among).isEqualTo(
				new Comparison(alone.delta(), alone.lower(), alone.upper(), alone.pValue(), 2 * alone.pValue(), false));
		assertThat(there(Comparison.adjust(two, 0.9).get(0)).significant()).isTrue();
	}

	@Test
	void absentComparisonsStayInPlaceAndCountForNothing() {
		List<@Nullable Comparison> result = Comparison.adjust(Arrays.asList(null, raw(0.03), null, raw(0.02)), 0.95);
		assertThat(result.size()).isEqualTo(4);
		assertThat(result.get(0)).isNull();
		assertThat(result.get(2)).isNull();
		assertThat(there(result.get(1)).adjusted()).isEqualTo(0.03);
		assertThat(there(result.get(3)).adjusted()).isEqualTo(0.03);
	}

	@Test
	void singleComparisonIsItsOwnAdjustment() {
		assertThat(adjusted(Comparison.adjust(rawOf(0.04), 0.95))).isEqualTo(List.of(0.04));
	}

	@Test
	void resultCannotBeChanged() {
		assertThatThrownBy(() -> Comparison.adjust(rawOf(0.04), 0.95).clear())
			.isInstanceOf(UnsupportedOperationException.class);
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
				assertThat(result.get(j)).isBetween(pValues[j], 1.0);
				assertThat(result.get(j)).isCloseTo(byDefinition(pValues, pValues[j]), within(1e-15));
				for (int k = 0; k < pValues.length; k++) {
					assertThat(pValues[j] > pValues[k] || result.get(j) <= result.get(k)).isTrue();
				}
			}
			Collections.reverse(some);
			List<Double> reversed = new ArrayList<>(adjusted(Comparison.adjust(some, 0.95)));
			Collections.reverse(reversed);
			assertThat(reversed).isEqualTo(result);
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

package dev.voce.scoring;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.voce.scoring.Samples.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ComparisonTest {

	private static Distribution rating(long... counts) {
		return Distribution.of(Samples.RATING.scale(), counts);
	}

	private static void assertComparison(double delta, double lower, double upper, double pValue,
			@Nullable Comparison comparison, double tolerance) {
		assertThat(there(comparison).delta()).isCloseTo(delta, within(tolerance));
		assertThat(there(comparison).lower()).isCloseTo(lower, within(tolerance));
		assertThat(there(comparison).upper()).isCloseTo(upper, within(tolerance));
		assertThat(there(comparison).pValue()).isCloseTo(pValue, within(0.5e-6));
		assertThat(there(comparison).adjusted()).isNull();
	}

	@Test
	void npsIsTestedByAdjustedWald() {
		Comparison comparison = Samples.NPS.compare(Samples.nps(15, 13, 8), Samples.nps(12, 7, 12), 0.95);
		assertComparison(19.4444, -19.9251, 55.8225, 0.352970, comparison, 0.5e-4);
		assertThat(there(comparison).significant()).isFalse();
	}

	@Test
	void npsDiffersByMoreThanAHundredPoints() {
		assertComparison(94.4444, 9.9947, 129.3992, 0.022133,
				Samples.NPS.compare(Samples.nps(5, 3, 1), Samples.nps(1, 2, 5), 0.95), 0.5e-4);
	}

	@Test
	void differenceOfNpsReachesTwoHundredPointsAndNoFurther() {
		Comparison comparison = there(Samples.NPS.compare(Samples.nps(2, 0, 0), Samples.nps(0, 0, 2), 0.999));
		assertThat(comparison.delta()).isEqualTo(200.0);
		assertThat(comparison.upper()).isEqualTo(200.0);
		assertThat(comparison.lower()).isLessThan(0);
	}

	@Test
	void sharesAreTestedByTheNMinusOneTest() {
		Comparison comparison = there(Samples.CSAT.compare(Samples.csat(11, 12), Samples.csat(5, 10), 0.95));
		assertThat(comparison.delta()).isCloseTo(100 * (11 / 12.0 - 0.5), within(1e-12));
		assertThat(comparison.pValue()).isCloseTo(0.032779, within(0.5e-6));
		assertThat(comparison.significant()).isTrue();
		assertThat(there(Samples.CSAT.compare(Samples.csat(11, 12), Samples.csat(5, 10), 0.99)).significant())
			.isFalse();
	}

	/** The first example of Newcombe's paper, method 10. */
	@Test
	void sharesDifferWithinNewcombesInterval() {
		Comparison comparison = there(Samples.CSAT.compare(Samples.csat(56, 70), Samples.csat(48, 80), 0.95));
		assertThat(comparison.delta()).isCloseTo(20.0, within(1e-12));
		assertThat(comparison.lower()).isCloseTo(5.24, within(0.005));
		assertThat(comparison.upper()).isCloseTo(33.39, within(0.005));
	}

	/** Expected figures from an independent implementation, SciPy's ttest_ind. */
	@Test
	void meansAreTestedByWelch() {
		Distribution some = rating(5, 4, 3, 2, 2);
		assertComparison(1.5, 0.578167, 2.421833, 0.002340, Samples.RATING.compare(rating(1, 2, 3, 4, 10), some, 0.95),
				0.5e-6);
		assertComparison(2.5, 1.880203, 3.119797, 0.000004, Samples.RATING.compare(rating(0, 0, 0, 0, 6), some, 0.9),
				0.5e-6);
	}

	@ParameterizedTest
	@CsvSource({ "0", "10" })
	void unanimousSidesDoNotDiffer(long satisfied) {
		Comparison comparison = there(
				Samples.CSAT.compare(Samples.csat(satisfied, 10), Samples.csat(2 * satisfied, 20), 0.95));
		assertThat(comparison.delta()).isEqualTo(0.0);
		assertThat(comparison.pValue()).isEqualTo(1.0);
		assertThat(comparison.significant()).isFalse();
	}

	@Test
	void emptySideHasNoComparison() {
		Samples.formulas().forEach((formula) -> {
			long[] counts = new long[formula.scale().size()];
			Arrays.fill(counts, 3);
			Distribution some = Distribution.of(formula.scale(), counts);
			Distribution none = Distribution.empty(formula.scale());
			assertThat(formula.compare(some, none, 0.95)).isNull();
			assertThat(formula.compare(none, some, 0.95)).isNull();
			assertThat(formula.compare(none, none, 0.95)).isNull();
			assertThat(there(formula.compare(some, some, 0.95)).delta()).isEqualTo(0.0);
		});
	}

	@Test
	void meansWithoutSpreadHaveNoComparison() {
		Distribution spread = rating(1, 0, 0, 0, 1);
		assertThat(Samples.RATING.compare(spread, rating(0, 0, 1, 0, 0), 0.95)).isNull();
		assertThat(Samples.RATING.compare(rating(0, 0, 1, 0, 0), spread, 0.95)).isNull();
		assertThat(Samples.RATING.compare(rating(0, 0, 5, 0, 0), rating(0, 0, 0, 9, 0), 0.95)).isNull();
		there(Samples.RATING.compare(rating(0, 0, 5, 0, 0), spread, 0.95));
	}

	@Test
	void unanimousTrillionsHaveNoSpreadEither() {
		// A rounded mean would see deviations here.
		Distribution many = rating(0, 0, 999_999_999_999_999L, 0, 0);
		assertThat(Samples.RATING.compare(many, many, 0.95)).isNull();
	}

	@Test
	void unanimousPromotersHaveAnErrorHoweverMany() {
		Distribution many = Samples.nps(Long.MAX_VALUE, 0, 0);
		Comparison nps = there(Samples.NPS.compare(many, many, 0.95));
		assertThat(nps.delta()).isEqualTo(0.0);
		assertThat(nps.pValue()).isEqualTo(1.0);
	}

	@Test
	void smallPValuesKeepTheirDigits() {
		// z is 13.99, whose tail one minus a distribution function would round to 0.
		double pValue = there(Samples.CSAT.compare(Samples.csat(100, 100), Samples.csat(1, 100), 0.95)).pValue();
		assertThat(pValue).isStrictlyBetween(1e-45, 1e-40);
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.8, 0.95, 0.999 })
	void everyComparisonIsInRangeAndTheOppositeOfItsReverse(double level) {
		Samples.formulas().forEach((formula) -> {
			double limit = switch (formula.metric()) {
				case NPS -> 200;
				case CSAT, CES -> 100;
				case RATING -> formula.scale().size() - 1;
			};
			Distribution[] last = { Distribution.empty(formula.scale()) };
			Samples.forRandomAnswers(formula.scale(), (answers) -> {
				Comparison forth = formula.compare(answers, last[0], level);
				Comparison back = formula.compare(last[0], answers, level);
				assertThat(back == null).isEqualTo(forth == null);
				if (forth != null && back != null) {
					assertOpposite(forth, back);
					assertThat(forth.delta()).isCloseTo(
							there(formula.score(answers, level).value()) - there(formula.score(last[0], level).value()),
							within(1e-12));
					assertThat(forth.lower()).as("%s", forth).isBetween(-limit, forth.delta());
					assertThat(forth.upper()).as("%s", forth).isBetween(forth.delta(), limit);
					assertThat(forth.pValue()).as("%s", forth).isBetween(0.0, 1.0);
					assertThat(forth.significant()).isEqualTo(forth.pValue() <= 1 - level);
				}
				last[0] = answers;
			});
		});
	}

	private static void assertOpposite(Comparison forth, Comparison back) {
		assertThat(-back.delta()).isCloseTo(forth.delta(), within(0.0));
		assertThat(-back.upper()).isCloseTo(forth.lower(), within(1e-9));
		assertThat(-back.lower()).isCloseTo(forth.upper(), within(1e-9));
		assertThat(back.pValue()).isCloseTo(forth.pValue(), within(1e-12));
	}

	@Test
	void illegalComparisonsCannotExist() {
		assertThatThrownBy(() -> new Comparison(3, 4, 5, 0.5, null, false))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(6, 4, 5, 0.5, null, false))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(Double.NaN, 4, 5, 0.5, null, false))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(6, 4, Double.POSITIVE_INFINITY, 0.5, null, false))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(4, 4, 5, Double.NaN, null, false))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(4, 4, 5, 1.1, null, false))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(4, 4, 5, 0.5, 0.4, false)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Comparison(4, 4, 5, 0.5, 1.1, false)).isInstanceOf(IllegalArgumentException.class);
		assertThat(Comparison.adjust(List.of(), 0.95)).isEqualTo(List.of());
	}

}

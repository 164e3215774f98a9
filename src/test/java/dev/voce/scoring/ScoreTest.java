package dev.voce.scoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.voce.scoring.Samples.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ScoreTest {

	// Vectors are proportions with six decimals; figures are × 100.
	private static final double SIX_DECIMALS = 0.5e-4;

	private static void assertInterval(double lower, double upper, @Nullable Interval interval, double tolerance) {
		assertThat(there(interval).lower()).isCloseTo(lower, within(tolerance));
		assertThat(there(interval).upper()).isCloseTo(upper, within(tolerance));
	}

	@ParameterizedTest
	@CsvSource({ "15, 13, 8, 0.95, 19.4444, -6.2803, 42.1777", "15, 13, 8, 0.9, 19.4444, -2.3849, 38.2823",
			"12, 7, 12, 0.95, 0, -29.1098, 29.1098", "10, 0, 0, 0.95, 100, 47.5036, 100",
			"0, 0, 10, 0.95, -100, -100, -47.5036" })
	void npsHasTheAdjustedWaldInterval(long promoters, long passives, long detractors, double level, double value,
			double lower, double upper) {
		Score score = Samples.NPS.score(Samples.nps(promoters, passives, detractors), level);
		assertThat(there(score.value())).isCloseTo(value, within(SIX_DECIMALS));
		assertInterval(lower, upper, score.interval(), SIX_DECIMALS);
		assertThat(there(score.interval()).level()).isEqualTo(level);
		assertThat(List.copyOf(score.classes().values())).isEqualTo(List.of(promoters, passives, detractors));
		assertThat(score.net()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "45, 50, 0.95, 78.6398, 95.6524", "45, 50, 0.9, 80.8462, 95.0471", "10, 10, 0.95, 72.2467, 100",
			"0, 10, 0.95, 0, 27.7533", "7, 25, 0.95, 14.2839, 47.5766" })
	void csatHasTheWilsonInterval(long satisfied, long total, double level, double lower, double upper) {
		Score score = Samples.CSAT.score(Samples.csat(satisfied, total), level);
		assertThat(score.value()).isEqualTo(100.0 * satisfied / total);
		assertInterval(lower, upper, score.interval(), SIX_DECIMALS);
		assertThat(score.net()).isNull();
	}

	@Test
	void cesHasAShareANetAndAMean() {
		Score score = Samples.CES.score(Distribution.of(Samples.CES.scale(), 2, 3, 5, 10, 25, 30, 25), 0.95);
		assertThat(score.responses()).isEqualTo(100);
		assertThat(score.value()).isEqualTo(80.0);
		assertThat(score.net()).isEqualTo(70.0);
		assertThat(score.mean()).isEqualTo(5.43);
		assertInterval(71.1171, 86.6633, score.interval(), SIX_DECIMALS);
		assertThat(score.classes().toString()).isEqualTo("{EASY=80, NEUTRAL=10, DIFFICULT=10}");
	}

	@Test
	void ratingHasTheMeanWithItsTInterval() {
		Formula rating = Samples.of(Metric.RATING, 1, 7);
		Score score = rating.score(Distribution.of(rating.scale(), 2, 3, 5, 10, 25, 30, 25), 0.95);
		assertThat(score.value()).isEqualTo(5.43);
		assertThat(score.mean()).isEqualTo(5.43);
		assertInterval(5.147616, 5.712384, score.interval(), 0.5e-6);
		assertThat(score.classes()).isEqualTo(Map.of());
		assertThat(score.net()).isNull();
	}

	@Test
	void figuresOfTheContractAreTheseFigures() {
		Score score = Samples.NPS.score(Distribution.of(Samples.NPS.scale(), 0, 0, 1, 0, 1, 2, 2, 5, 8, 12, 20), 0.95);
		assertThat(score.responses()).isEqualTo(51);
		assertThat(there(score.value())).isCloseTo(50.98, within(0.005));
		assertThat(there(score.mean())).isCloseTo(8.53, within(0.005));
		assertInterval(29.29, 67.0, score.interval(), 0.005);
		assertThat(score.classes().toString()).isEqualTo("{PROMOTER=32, PASSIVE=13, DETRACTOR=6}");
	}

	@Test
	void emptyDistributionHasNoFigure() {
		Samples.formulas().forEach((formula) -> {
			Score score = formula.score(Distribution.empty(formula.scale()), 0.95);
			assertThat(score.responses()).isEqualTo(0);
			assertThat(score.value()).isNull();
			assertThat(score.mean()).isNull();
			assertThat(score.net()).isNull();
			assertThat(score.interval()).isNull();
			assertThat(new ArrayList<>(score.classes().keySet())).isEqualTo(formula.classes());
			assertThat(score.classes().values()).allMatch((count) -> count == 0);
		});
	}

	@Test
	void thumbsHaveNoMean() {
		Formula thumbs = Samples.of(Metric.CSAT, 0, 1);
		Score score = thumbs.score(Distribution.of(thumbs.scale(), 1, 3), 0.95);
		assertThat(score.value()).isEqualTo(75.0);
		assertThat(score.mean()).isNull();
		assertThat(score.classes().toString()).isEqualTo("{SATISFIED=3, DISSATISFIED=1}");
	}

	@Test
	void lowEffortIsEasy() {
		Formula effort = Formula.of(Metric.CES, new Scale(1, 5), Orientation.EFFORT);
		Score score = effort.score(Distribution.of(effort.scale(), 4, 2, 1, 2, 1), 0.95);
		assertThat(score.value()).isEqualTo(60.0);
		assertThat(score.net()).isEqualTo(30.0);
		assertThat(score.mean()).isEqualTo(2.4);
	}

	@Test
	void singleRatingHasNoInterval() {
		Score score = Samples.RATING.score(Distribution.of(Samples.RATING.scale(), 0, 0, 1, 0, 0), 0.95);
		assertThat(score.value()).isEqualTo(3.0);
		assertThat(score.interval()).isNull();
	}

	@Test
	void intervalOfTwoRatingsStaysOnTheScale() {
		Score score = Samples.RATING.score(Distribution.of(Samples.RATING.scale(), 1, 0, 0, 0, 1), 0.95);
		assertInterval(1, 5, score.interval(), 0);
	}

	@Test
	void intervalReachesAValueBeyondTheAdjustedCentre() {
		// Centre 0.25 and half width 0.48 leave out the 1 that one promoter makes.
		assertInterval(-23.0582, 100, Samples.NPS.score(Samples.nps(1, 0, 0), 0.8).interval(), SIX_DECIMALS);
	}

	@Test
	void thousandsOfTrillionsAreCountedExactly() {
		// A hundred times this is rounded, and that over this is not 100.
		long many = 475_194_312_707_881L;
		Score csat = Samples.CSAT.score(Samples.csat(many, 2 * many), 0.95);
		double wilson = 100 * 1.959964 / (2 * Math.sqrt(2.0 * many));
		assertThat(csat.value()).isEqualTo(50.0);
		assertInterval(50 - wilson, 50 + wilson, csat.interval(), 1e-12);
		Score rating = Samples.RATING.score(Distribution.of(Samples.RATING.scale(), many, 0, 0, 0, many), 0.95);
		double t = 1.959964 * 2 / Math.sqrt(2.0 * many);
		assertThat(rating.value()).isEqualTo(3.0);
		assertInterval(3 - t, 3 + t, rating.interval(), 1e-13);
		Score nps = Samples.NPS.score(Samples.nps(many, 0, 0), 0.95);
		assertThat(nps.value()).isEqualTo(100.0);
		assertInterval(100, 100, nps.interval(), 1e-11);
		Formula top = Samples.of(Metric.RATING, 99, 100);
		assertThat(top.score(Distribution.of(top.scale(), 0, 527_407_879_097_371L), 0.95).value()).isEqualTo(100.0);
	}

	/**
	 * Every outcome of thirty answers where 99 % are promoters, weighted with its
	 * probability: the claim that decided for this interval.
	 */
	@ParameterizedTest
	@CsvSource({ "0.01, 0", "0, 0.01" })
	void adjustedWaldCoversWherePlainWaldFails(double passive, double detractor) {
		int n = 30;
		double truth = 0.99 - detractor;
		double adjusted = 0;
		double plain = 0;
		double all = 0;
		for (int d = 0; d <= n; d++) {
			for (int s = 0; s <= n - d; s++) {
				int p = n - s - d;
				double probability = choose(n, s) * choose(n - s, d) * Math.pow(0.99, p) * Math.pow(passive, s)
						* Math.pow(detractor, d);
				all += probability;
				Interval interval = there(Samples.NPS.score(Samples.nps(p, s, d), 0.95).interval());
				if (interval.lower() <= 100 * truth && 100 * truth <= interval.upper()) {
					adjusted += probability;
				}
				double nps = (p - d) / (double) n;
				double half = 1.959964 * Math.sqrt(((p + d) / (double) n - nps * nps) / n);
				if (Math.abs(nps - truth) <= half) {
					plain += probability;
				}
			}
		}
		assertThat(all).isCloseTo(1, within(1e-12));
		assertThat(adjusted).isCloseTo(0.9967, within(0.00005));
		assertThat(plain).isCloseTo(0.2601, within(0.00005));
	}

	private static double choose(int n, int k) {
		return (k == 0) ? 1 : choose(n - 1, k - 1) * n / k;
	}

	@Test
	void classesCannotBeChanged() {
		Map<ScoreClass, Long> classes = new HashMap<>(Map.of(ScoreClass.PROMOTER, 1L));
		Score score = new Score(1, 100.0, null, null, null, classes, Samples.nps(1, 0, 0));
		classes.put(ScoreClass.PASSIVE, 7L);
		assertThat(score.classes()).isEqualTo(Map.of(ScoreClass.PROMOTER, 1L));
		assertThatThrownBy(() -> score.classes().clear()).isInstanceOf(UnsupportedOperationException.class);
	}

	@ParameterizedTest
	@MethodSource("contradictions")
	void contradictionsAreRefused(String message, long responses, @Nullable Double value, @Nullable Double mean,
			@Nullable Interval interval, Map<ScoreClass, Long> classes, Distribution answers) {
		assertThatThrownBy(() -> new Score(responses, value, mean, null, interval, classes, answers))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage(message);
	}

	static List<@Nullable Object[]> contradictions() {
		Distribution one = Distribution.of(new Scale(0, 1), 0, 1);
		Distribution none = Distribution.empty(new Scale(0, 1));
		Interval interval = new Interval(0.95, 20, 100);
		Map<ScoreClass, Long> two = Map.of(ScoreClass.SATISFIED, 2L);
		return List.of(
				new @Nullable Object[] { "2 responses, but [0, 1] on 0 to 1", 2, 100.0, null, null, Map.of(), one },
				new @Nullable Object[] { "1 responses can't have the value null", 1, null, null, null, Map.of(), one },
				new @Nullable Object[] { "0 responses can't have the value 0.0", 0, 0.0, null, null, Map.of(), none },
				new @Nullable Object[] { "0 responses can't have the figure 1.0", 0, null, 1.0, null, Map.of(), none },
				new @Nullable Object[] { "1 responses can't have the figure NaN", 1, Double.NaN, null, null, Map.of(),
						one },
				new @Nullable Object[] { interval + " doesn't contain 19.0", 1, 19.0, null, interval, Map.of(), one },
				new @Nullable Object[] { interval + " doesn't contain 101.0", 1, 101.0, null, interval, Map.of(), one },
				new @Nullable Object[] { interval + " doesn't contain null", 0, null, null, interval, Map.of(), none },
				new @Nullable Object[] { "1 responses, but {SATISFIED=2}", 1, 100.0, null, null, two, one });
	}

	@Test
	void intervalsEncloseSomething() {
		assertThat(new Interval(0.95, 3, 3)).isNotNull();
		assertThatThrownBy(() -> new Interval(0.95, 3, 2)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Interval(0.95, Double.NaN, 2)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Interval(0.95, 3, Double.POSITIVE_INFINITY))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Interval(0.5, 2, 3)).isInstanceOf(IllegalArgumentException.class);
	}

}

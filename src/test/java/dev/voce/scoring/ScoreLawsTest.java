package dev.voce.scoring;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.voce.scoring.Samples.there;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What holds for every formula and all answers. */
class ScoreLawsTest {

	private static final double LEVEL = 0.95;

	static Stream<Formula> formulas() {
		return Samples.formulas();
	}

	static Stream<Formula> reversible() {
		return Samples.formulas().filter((formula) -> formula.name().contains("reversed"));
	}

	private static double least(Formula formula) {
		return switch (formula.metric()) {
			case NPS -> -100;
			case CSAT, CES -> 0;
			case RATING -> formula.scale().min();
		};
	}

	private static double most(Formula formula) {
		return (formula.metric() == Metric.RATING) ? formula.scale().max() : 100;
	}

	private static double width(Interval interval) {
		return interval.upper() - interval.lower();
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void everyFigureIsInRangeAndInsideItsInterval(Formula formula) {
		for (double level : new double[] { 0.8, 0.95, 0.999 }) {
			Samples.forRandomAnswers(formula.scale(), (answers) -> {
				Score score = formula.score(answers, level);
				if (answers.total() == 0) {
					assertThat(score.value()).isNull();
					return;
				}
				double value = there(score.value());
				assertThat(value).as("%s", score).isBetween(least(formula), most(formula));
				Interval interval = score.interval();
				assertThat(interval == null).isEqualTo(formula.metric() == Metric.RATING && answers.total() == 1);
				if (interval != null) {
					assertThat(interval.lower()).as("%s", score).isBetween(least(formula), value);
					assertThat(interval.upper()).as("%s", score).isBetween(value, most(formula));
				}
				if (score.mean() != null) {
					assertThat(score.mean()).isBetween((double) formula.scale().min(), (double) formula.scale().max());
				}
			});
		}
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void figuresAreThoseOfExactArithmetic(Formula formula) {
		Samples.forRandomAnswers(formula.scale(), (answers) -> {
			Score score = formula.score(answers, LEVEL);
			if (answers.total() == 0) {
				return;
			}
			List<Long> classes = new ArrayList<>(score.classes().values());
			BigDecimal sum = BigDecimal.ZERO;
			for (int s = formula.scale().min(); s <= formula.scale().max(); s++) {
				sum = sum.add(BigDecimal.valueOf(s).multiply(BigDecimal.valueOf(answers.count(s))));
			}
			BigDecimal part = switch (formula.metric()) {
				case NPS -> BigDecimal.valueOf(100).multiply(BigDecimal.valueOf(classes.get(0) - classes.get(2)));
				case CSAT, CES -> BigDecimal.valueOf(100).multiply(BigDecimal.valueOf(classes.get(0)));
				case RATING -> sum;
			};
			BigDecimal n = BigDecimal.valueOf(answers.total());
			assertThat(there(score.value())).isCloseTo(part.divide(n, MathContext.DECIMAL64).doubleValue(),
					within(1e-13));
			assertThat(score.mean() == null).isEqualTo(formula.scale().size() == 2 && formula.metric() == Metric.CSAT);
			if (score.mean() != null) {
				assertThat(score.mean()).isCloseTo(sum.divide(n, MathContext.DECIMAL64).doubleValue(), within(1e-13));
			}
			assertThat(score.net() != null).isEqualTo(formula.metric() == Metric.CES);
			if (score.net() != null) {
				assertThat(score.net()).isCloseTo(100.0 * (classes.get(0) - classes.get(2)) / answers.total(),
						within(1e-13));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void classesPartitionTheAnswers(Formula formula) {
		Samples.forRandomAnswers(formula.scale(), (answers) -> {
			Score score = formula.score(answers, LEVEL);
			assertThat(List.copyOf(score.classes().keySet())).isEqualTo(formula.classes());
			assertThat(score.classes().values().stream().mapToLong(Long::longValue).sum())
				.isEqualTo(formula.classes().isEmpty() ? 0 : answers.total());
			assertThat(score.responses()).isEqualTo(answers.total());
			assertThat(score.distribution()).isEqualTo(answers);
		});
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void intervalShrinksAsAnswersGrowWithTheirSharesFixed(Formula formula) {
		Samples.forRandomAnswers(formula.scale(), (answers) -> {
			if (answers.total() < 2 || answers.total() > 100_000_000) {
				return;
			}
			double before = width(there(formula.score(answers, LEVEL).interval()));
			for (long factor : new long[] { 2, 3, 10, 1000 }) {
				double now = width(there(formula.score(Samples.times(answers, factor), LEVEL).interval()));
				// All equal ratings have no width; two apart may fill the scale.
				boolean stuck = before == 0 || now == most(formula) - least(formula);
				assertThat(stuck ? now == before : now < before).as(formula + " of " + answers + " × " + factor)
					.isTrue();
				before = now;
			}
		});
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void higherLevelHasAnIntervalAroundThatOfTheLower(Formula formula) {
		Samples.forRandomAnswers(formula.scale(), (answers) -> {
			if (answers.total() < 2) {
				return;
			}
			Interval narrow = there(formula.score(answers, 0.8).interval());
			Interval wide = there(formula.score(answers, 0.99).interval());
			assertThat(wide.lower() <= narrow.lower() && wide.upper() >= narrow.upper())
				.as(wide + " of " + answers + " leaves out " + narrow)
				.isTrue();
		});
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void mergedPeriodsHaveTheFigureOfTheirMergedCounts(Formula formula) {
		Random random = new Random(7);
		Samples.forRandomAnswers(formula.scale(), (first) -> {
			Distribution second = Samples.random(formula.scale(), random);
			long[] merged = first.counts();
			for (int i = 0; i < merged.length; i++) {
				merged[i] += second.counts()[i];
			}
			Score score = formula.score(first.plus(second), LEVEL);
			assertThat(score).isEqualTo(formula.score(Distribution.of(formula.scale(), merged), LEVEL));
			Score a = formula.score(first, LEVEL);
			Score b = formula.score(second, LEVEL);
			score.classes()
				.forEach((each,
						count) -> assertThat(a.classes().getOrDefault(each, 0L) + b.classes().getOrDefault(each, 0L))
							.isEqualTo(count));
			if (a.value() != null && b.value() != null) {
				double share = first.total() / (double) (first.total() + second.total());
				assertThat(there(score.value())).isCloseTo(share * a.value() + (1 - share) * b.value(), within(1e-9));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("reversible")
	void reversedScalesMirror(Formula reversed) {
		Formula normal = Formula.of(reversed.metric(), reversed.scale(), Orientation.NORMAL);
		assertMirrors(normal, reversed);
	}

	@ParameterizedTest
	@MethodSource("effort")
	void effortMirrorsEase(Formula effort) {
		assertMirrors(Formula.of(Metric.CES, effort.scale(), Orientation.EASE), effort);
	}

	static Stream<Formula> effort() {
		return Samples.formulas().filter((formula) -> formula.orientation() == Orientation.EFFORT);
	}

	private void assertMirrors(Formula upward, Formula downward) {
		Samples.forRandomAnswers(upward.scale(), (answers) -> {
			Score up = upward.score(answers, LEVEL);
			Score down = downward.score(Samples.mirror(answers), LEVEL);
			assertThat(down.value()).isEqualTo(up.value());
			assertThat(down.net()).isEqualTo(up.net());
			assertThat(down.interval()).isEqualTo(up.interval());
			assertThat(down.classes()).isEqualTo(up.classes());
			if (up.mean() != null) {
				assertThat(there(down.mean())).isCloseTo(upward.scale().min() + upward.scale().max() - up.mean(),
						within(1e-12));
			}
		});
	}

	@ParameterizedTest
	@MethodSource("levels")
	void npsMirrorsWhenPromotersAndDetractorsSwap(double level) {
		Samples.forRandomAnswers(new Scale(1, 3), (classes) -> {
			if (classes.total() == 0) {
				return;
			}
			Score score = Samples.NPS.score(Samples.nps(classes.count(3), classes.count(2), classes.count(1)), level);
			Score swapped = Samples.NPS.score(Samples.nps(classes.count(1), classes.count(2), classes.count(3)), level);
			assertThat(-there(swapped.value())).isCloseTo(there(score.value()), within(0.0));
			assertThat(-there(swapped.interval()).upper()).isCloseTo(there(score.interval()).lower(), within(1e-12));
			assertThat(-there(swapped.interval()).lower()).isCloseTo(there(score.interval()).upper(), within(1e-12));
		});
	}

	static Stream<Double> levels() {
		return Stream.of(0.8, 0.95, 0.999);
	}

}

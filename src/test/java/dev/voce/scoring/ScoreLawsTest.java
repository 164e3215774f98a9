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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
					assertNull(score.value());
					return;
				}
				double value = there(score.value());
				assertTrue(value >= least(formula) && value <= most(formula), score::toString);
				Interval interval = score.interval();
				assertEquals(formula.metric() == Metric.RATING && answers.total() == 1, interval == null);
				if (interval != null) {
					assertTrue(interval.lower() >= least(formula) && interval.lower() <= value, score::toString);
					assertTrue(interval.upper() <= most(formula) && interval.upper() >= value, score::toString);
				}
				if (score.mean() != null) {
					assertTrue(score.mean() >= formula.scale().min() && score.mean() <= formula.scale().max());
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
			assertEquals(part.divide(n, MathContext.DECIMAL64).doubleValue(), there(score.value()), 1e-13);
			assertEquals(formula.scale().size() == 2 && formula.metric() == Metric.CSAT, score.mean() == null);
			if (score.mean() != null) {
				assertEquals(sum.divide(n, MathContext.DECIMAL64).doubleValue(), score.mean(), 1e-13);
			}
			assertEquals(formula.metric() == Metric.CES, score.net() != null);
			if (score.net() != null) {
				assertEquals(100.0 * (classes.get(0) - classes.get(2)) / answers.total(), score.net(), 1e-13);
			}
		});
	}

	@ParameterizedTest
	@MethodSource("formulas")
	void classesPartitionTheAnswers(Formula formula) {
		Samples.forRandomAnswers(formula.scale(), (answers) -> {
			Score score = formula.score(answers, LEVEL);
			assertEquals(formula.classes(), List.copyOf(score.classes().keySet()));
			assertEquals(formula.classes().isEmpty() ? 0 : answers.total(),
					score.classes().values().stream().mapToLong(Long::longValue).sum());
			assertEquals(answers.total(), score.responses());
			assertEquals(answers, score.distribution());
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
				assertTrue(stuck ? now == before : now < before, () -> formula + " of " + answers + " × " + factor);
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
			assertTrue(wide.lower() <= narrow.lower() && wide.upper() >= narrow.upper(),
					() -> wide + " of " + answers + " leaves out " + narrow);
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
			assertEquals(formula.score(Distribution.of(formula.scale(), merged), LEVEL), score);
			Score a = formula.score(first, LEVEL);
			Score b = formula.score(second, LEVEL);
			score.classes()
				.forEach((each, count) -> assertEquals(count,
						a.classes().getOrDefault(each, 0L) + b.classes().getOrDefault(each, 0L)));
			if (a.value() != null && b.value() != null) {
				double share = first.total() / (double) (first.total() + second.total());
				assertEquals(share * a.value() + (1 - share) * b.value(), there(score.value()), 1e-9);
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
			assertEquals(up.value(), down.value());
			assertEquals(up.net(), down.net());
			assertEquals(up.interval(), down.interval());
			assertEquals(up.classes(), down.classes());
			if (up.mean() != null) {
				assertEquals(upward.scale().min() + upward.scale().max() - up.mean(), there(down.mean()), 1e-12);
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
			assertEquals(there(score.value()), -there(swapped.value()), 0.0);
			assertEquals(there(score.interval()).lower(), -there(swapped.interval()).upper(), 1e-12);
			assertEquals(there(score.interval()).upper(), -there(swapped.interval()).lower(), 1e-12);
		});
	}

	static Stream<Double> levels() {
		return Stream.of(0.8, 0.95, 0.999);
	}

}

package dev.voce.scoring;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FormulaTest {

	private static final Map<Metric, String> ACCEPTED = Map.of(Metric.NPS, "0 to 10 NORMAL, 1 to 10 NORMAL",
			Metric.CSAT,
			"1 to 5 NORMAL, 1 to 5 REVERSED, 1 to 7 NORMAL, 1 to 7 REVERSED, 1 to 10 NORMAL, 1 to 10 REVERSED, "
					+ "1 to 3 NORMAL, 1 to 3 REVERSED, 0 to 1 NORMAL, 0 to 1 REVERSED",
			Metric.CES, "1 to 7 NORMAL, 1 to 5 EASE, 1 to 5 EFFORT", Metric.RATING, "any scale NORMAL");

	// One letter per score from the lowest: best, middle or worst class.
	@ParameterizedTest
	@CsvSource({ "NPS, 0, 10, NORMAL, nps/1, WWWWWWWMMBB", "NPS, 1, 10, NORMAL, nps/1, WWWWWWMMBB",
			"CSAT, 1, 5, NORMAL, csat-top2/1, WWMBB", "CSAT, 1, 5, REVERSED, csat-top2-reversed/1, BBMWW",
			"CSAT, 1, 7, NORMAL, csat-top2/1, WWMMMBB", "CSAT, 1, 7, REVERSED, csat-top2-reversed/1, BBMMMWW",
			"CSAT, 1, 10, NORMAL, csat-top2/1, WWWWMMMMBB", "CSAT, 1, 10, REVERSED, csat-top2-reversed/1, BBMMMMWWWW",
			"CSAT, 1, 3, NORMAL, csat-top1/1, WMB", "CSAT, 1, 3, REVERSED, csat-top1-reversed/1, BMW",
			"CSAT, 0, 1, NORMAL, csat-thumbs/1, WB", "CSAT, 0, 1, REVERSED, csat-thumbs-reversed/1, BW",
			"CES, 1, 7, NORMAL, ces-agreement/1, WWWMBBB", "CES, 1, 5, EASE, ces-ease/1, WWMBB",
			"CES, 1, 5, EFFORT, ces-effort/1, BBMWW" })
	void classifiesEachListedScale(Metric metric, int min, int max, Orientation orientation, String name,
			String classes) {
		Formula formula = Formula.of(metric, new Scale(min, max), orientation);
		assertEquals(name, formula.name());
		assertEquals(metric, formula.metric());
		assertEquals(new Scale(min, max), formula.scale());
		assertEquals(orientation, formula.orientation());
		List<ScoreClass> all = switch (metric) {
			case NPS -> List.of(ScoreClass.PROMOTER, ScoreClass.PASSIVE, ScoreClass.DETRACTOR);
			case CES -> List.of(ScoreClass.EASY, ScoreClass.NEUTRAL, ScoreClass.DIFFICULT);
			default -> List.of(ScoreClass.SATISFIED, ScoreClass.NEUTRAL, ScoreClass.DISSATISFIED);
		};
		for (int score = min; score <= max; score++) {
			assertEquals(all.get("BMW".indexOf(classes.charAt(score - min))), formula.classOf(score), "score " + score);
		}
		assertEquals(all.stream().filter((each) -> classes.contains("" + "BMW".charAt(all.indexOf(each)))).toList(),
				formula.classes());
	}

	@Test
	void ratingTakesAnyScaleAndHasNoClasses() {
		everyScale().forEach((scale) -> {
			Formula formula = Formula.of(Metric.RATING, scale, Orientation.NORMAL);
			assertEquals("rating-mean/1", formula.name());
			assertEquals(scale, formula.scale());
			assertEquals(List.of(), formula.classes());
			assertNull(formula.classOf(scale.max()));
		});
	}

	@ParameterizedTest
	@MethodSource("everyScale")
	void refusesWhatIsNotListedAndSaysWhatIs(Scale scale) {
		Set<Formula> listed = new HashSet<>(Samples.formulas().toList());
		for (Metric metric : Metric.values()) {
			for (Orientation orientation : Orientation.values()) {
				boolean accepted = (metric == Metric.RATING) ? orientation == Orientation.NORMAL
						: listed.stream()
							.anyMatch((formula) -> formula.metric() == metric && formula.scale().equals(scale)
									&& formula.orientation() == orientation);
				if (accepted) {
					assertEquals(orientation, Formula.of(metric, scale, orientation).orientation());
				}
				else {
					assertEquals("%s takes %s, not %s %s".formatted(metric, ACCEPTED.get(metric), scale, orientation),
							assertThrows(IllegalArgumentException.class, () -> Formula.of(metric, scale, orientation))
								.getMessage());
				}
			}
		}
	}

	static Stream<Scale> everyScale() {
		return Stream.of(-1, 0, 1, 2)
			.flatMap((min) -> Stream.iterate(min + 1, (max) -> max <= min + 10, (max) -> max + 1)
				.map((max) -> new Scale(min, max)));
	}

	@ParameterizedTest
	@CsvSource({ "NPS, 1, 5, NORMAL", "NPS, 0, 10, REVERSED", "CSAT, 0, 10, NORMAL", "CSAT, 1, 5, EASE",
			"CES, 1, 7, EASE", "CES, 1, 7, REVERSED", "CES, 1, 5, NORMAL", "RATING, 1, 5, REVERSED",
			"RATING, 1, 5, EFFORT" })
	void refusesTheseInParticular(Metric metric, int min, int max, Orientation orientation) {
		assertThrows(IllegalArgumentException.class, () -> Formula.of(metric, new Scale(min, max), orientation));
	}

	@Test
	void defaultScalesAreTheUsualOnes() {
		assertEquals(new Scale(0, 10), Formula.defaultScale(Metric.NPS).orElseThrow());
		assertEquals(new Scale(1, 5), Formula.defaultScale(Metric.CSAT).orElseThrow());
		assertEquals(new Scale(1, 7), Formula.defaultScale(Metric.CES).orElseThrow());
		assertTrue(Formula.defaultScale(Metric.RATING).isEmpty());
	}

	@Test
	void classifiesNothingOffTheScale() {
		Samples.formulas().forEach((formula) -> {
			assertThrows(IllegalArgumentException.class, () -> formula.classOf(formula.scale().min() - 1));
			assertThrows(IllegalArgumentException.class, () -> formula.classOf(formula.scale().max() + 1));
		});
	}

	@Test
	void wantsCountsOnItsOwnScale() {
		Distribution own = Distribution.empty(Samples.NPS.scale());
		Distribution other = Distribution.empty(new Scale(1, 10));
		String message = "nps/1 wants counts on the scale 0 to 10, not 1 to 10";
		assertEquals(message,
				assertThrows(IllegalArgumentException.class, () -> Samples.NPS.score(other, 0.95)).getMessage());
		assertEquals(message,
				assertThrows(IllegalArgumentException.class, () -> Samples.NPS.compare(other, own, 0.95)).getMessage());
		assertEquals(message,
				assertThrows(IllegalArgumentException.class, () -> Samples.NPS.compare(own, other, 0.95)).getMessage());
	}

	@Test
	void takesLevelsFromEightyToNinetyNinePointNinePercent() {
		Distribution some = Samples.nps(1, 1, 1);
		for (double level : new double[] { 0.8, 0.999 }) {
			assertEquals(level, Samples.there(Samples.NPS.score(some, level).interval()).level());
			Samples.there(Samples.NPS.compare(some, some, level));
			assertEquals(List.of(), Comparison.adjust(List.of(), level));
		}
		for (double level : new double[] { 0.7999, 0.9991, 1, 95, Double.NaN }) {
			String message = "A level from 0.8 to 0.999 is wanted, not " + level;
			Distribution none = Distribution.empty(Samples.NPS.scale());
			assertEquals(message,
					assertThrows(IllegalArgumentException.class, () -> Samples.NPS.score(none, level)).getMessage());
			assertEquals(message,
					assertThrows(IllegalArgumentException.class, () -> Samples.NPS.compare(none, none, level))
						.getMessage());
			assertEquals(message,
					assertThrows(IllegalArgumentException.class, () -> Comparison.adjust(List.of(), level))
						.getMessage());
		}
	}

	@Test
	void equalsByMetricScaleAndOrientation() {
		assertEquals(Samples.of(Metric.RATING, 1, 5), Samples.RATING);
		assertEquals(Samples.of(Metric.RATING, 1, 5).hashCode(), Samples.RATING.hashCode());
		assertEquals(19, Samples.formulas().distinct().count());
		assertNotEquals(Samples.CSAT, Samples.reversed(Samples.CSAT));
		assertNotEquals(Samples.NPS, Samples.of(Metric.NPS, 1, 10));
		assertNotEquals(Samples.CES, Samples.of(Metric.CSAT, 1, 7));
	}

	@Test
	void theClassOfEachScoreStandsInTheOrderOfTheScores() {
		assertEquals(
				List.of(ScoreClass.EASY, ScoreClass.EASY, ScoreClass.NEUTRAL, ScoreClass.DIFFICULT,
						ScoreClass.DIFFICULT),
				Formula.of(Metric.CES, new Scale(1, 5), Orientation.EFFORT).scoreClasses());
		assertEquals(List.of(), Formula.of(Metric.RATING, new Scale(1, 5), Orientation.NORMAL).scoreClasses());
	}

	@Test
	void theUsualFormulaOfAMetricThatComesFirstIsItsDefault() {
		for (Metric metric : List.of(Metric.NPS, Metric.CSAT, Metric.CES)) {
			assertEquals(Formula.defaultScale(metric).orElseThrow(), Formula.usual(metric).get(0).scale());
		}
		assertEquals(new Scale(1, 5), Formula.usual(Metric.RATING).get(0).scale());
	}

}

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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
		assertThat(formula.name()).isEqualTo(name);
		assertThat(formula.metric()).isEqualTo(metric);
		assertThat(formula.scale()).isEqualTo(new Scale(min, max));
		assertThat(formula.orientation()).isEqualTo(orientation);
		List<ScoreClass> all = switch (metric) {
			case NPS -> List.of(ScoreClass.PROMOTER, ScoreClass.PASSIVE, ScoreClass.DETRACTOR);
			case CES -> List.of(ScoreClass.EASY, ScoreClass.NEUTRAL, ScoreClass.DIFFICULT);
			default -> List.of(ScoreClass.SATISFIED, ScoreClass.NEUTRAL, ScoreClass.DISSATISFIED);
		};
		for (int score = min; score <= max; score++) {
			assertThat(formula.classOf(score)).as("score " + score)
				.isEqualTo(all.get("BMW".indexOf(classes.charAt(score - min))));
		}
		assertThat(formula.classes())
			.isEqualTo(all.stream().filter((each) -> classes.contains("" + "BMW".charAt(all.indexOf(each)))).toList());
	}

	@Test
	void ratingTakesAnyScaleAndHasNoClasses() {
		everyScale().forEach((scale) -> {
			Formula formula = Formula.of(Metric.RATING, scale, Orientation.NORMAL);
			assertThat(formula.name()).isEqualTo("rating-mean/1");
			assertThat(formula.scale()).isEqualTo(scale);
			assertThat(formula.classes()).isEqualTo(List.of());
			assertThat(formula.classOf(scale.max())).isNull();
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
					assertThat(Formula.of(metric, scale, orientation).orientation()).isEqualTo(orientation);
				}
				else {
					assertThatThrownBy(() -> Formula.of(metric, scale, orientation))
						.isInstanceOf(IllegalArgumentException.class)
						.hasMessage(
								"%s takes %s, not %s %s".formatted(metric, ACCEPTED.get(metric), scale, orientation));
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
		assertThatThrownBy(() -> Formula.of(metric, new Scale(min, max), orientation))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void defaultScalesAreTheUsualOnes() {
		assertThat(Formula.defaultScale(Metric.NPS).orElseThrow()).isEqualTo(new Scale(0, 10));
		assertThat(Formula.defaultScale(Metric.CSAT).orElseThrow()).isEqualTo(new Scale(1, 5));
		assertThat(Formula.defaultScale(Metric.CES).orElseThrow()).isEqualTo(new Scale(1, 7));
		assertThat(Formula.defaultScale(Metric.RATING)).isEmpty();
	}

	@Test
	void classifiesNothingOffTheScale() {
		Samples.formulas().forEach((formula) -> {
			assertThatThrownBy(() -> formula.classOf(formula.scale().min() - 1))
				.isInstanceOf(IllegalArgumentException.class);
			assertThatThrownBy(() -> formula.classOf(formula.scale().max() + 1))
				.isInstanceOf(IllegalArgumentException.class);
		});
	}

	@Test
	void wantsCountsOnItsOwnScale() {
		Distribution own = Distribution.empty(Samples.NPS.scale());
		Distribution other = Distribution.empty(new Scale(1, 10));
		String message = "nps/1 wants counts on the scale 0 to 10, not 1 to 10";
		assertThatThrownBy(() -> Samples.NPS.score(other, 0.95)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage(message);
		assertThatThrownBy(() -> Samples.NPS.compare(other, own, 0.95)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage(message);
		assertThatThrownBy(() -> Samples.NPS.compare(own, other, 0.95)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage(message);
	}

	@Test
	void takesLevelsFromEightyToNinetyNinePointNinePercent() {
		Distribution some = Samples.nps(1, 1, 1);
		for (double level : new double[] { 0.8, 0.999 }) {
			assertThat(Samples.there(Samples.NPS.score(some, level).interval()).level()).isEqualTo(level);
			Samples.there(Samples.NPS.compare(some, some, level));
			assertThat(Comparison.adjust(List.of(), level)).isEqualTo(List.of());
		}
		for (double level : new double[] { 0.7999, 0.9991, 1, 95, Double.NaN }) {
			String message = "A level from 0.8 to 0.999 is wanted, not " + level;
			Distribution none = Distribution.empty(Samples.NPS.scale());
			assertThatThrownBy(() -> Samples.NPS.score(none, level)).isInstanceOf(IllegalArgumentException.class)
				.hasMessage(message);
			assertThatThrownBy(() -> Samples.NPS.compare(none, none, level))
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessage(message);
			assertThatThrownBy(() -> Comparison.adjust(List.of(), level)).isInstanceOf(IllegalArgumentException.class)
				.hasMessage(message);
		}
	}

	@Test
	void equalsByMetricScaleAndOrientation() {
		assertThat(Samples.RATING).isEqualTo(Samples.of(Metric.RATING, 1, 5));
		assertThat(Samples.RATING.hashCode()).isEqualTo(Samples.of(Metric.RATING, 1, 5).hashCode());
		assertThat(Samples.formulas().distinct().count()).isEqualTo(19);
		assertThat(Samples.reversed(Samples.CSAT)).isNotEqualTo(Samples.CSAT);
		assertThat(Samples.of(Metric.NPS, 1, 10)).isNotEqualTo(Samples.NPS);
		assertThat(Samples.of(Metric.CSAT, 1, 7)).isNotEqualTo(Samples.CES);
	}

	@Test
	void theClassOfEachScoreStandsInTheOrderOfTheScores() {
		assertThat(Formula.of(Metric.CES, new Scale(1, 5), Orientation.EFFORT).scoreClasses()).isEqualTo(List
			.of(ScoreClass.EASY, ScoreClass.EASY, ScoreClass.NEUTRAL, ScoreClass.DIFFICULT, ScoreClass.DIFFICULT));
		assertThat(Formula.of(Metric.RATING, new Scale(1, 5), Orientation.NORMAL).scoreClasses()).isEqualTo(List.of());
	}

	@Test
	void theUsualFormulaOfAMetricThatComesFirstIsItsDefault() {
		for (Metric metric : List.of(Metric.NPS, Metric.CSAT, Metric.CES)) {
			assertThat(Formula.usual(metric).get(0).scale()).isEqualTo(Formula.defaultScale(metric).orElseThrow());
		}
		assertThat(Formula.usual(Metric.RATING).get(0).scale()).isEqualTo(new Scale(1, 5));
	}

}

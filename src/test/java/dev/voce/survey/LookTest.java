package dev.voce.survey;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Orientation;
import dev.voce.scoring.Scale;
import dev.voce.survey.SurveyInput.Look;

import static org.assertj.core.api.Assertions.assertThat;

class LookTest {

	private static final String SMILE = "8.5 14.5q3.5 3.5 7 0";

	private static List<String> drawn(Look look, Metric metric, Scale scale, Orientation orientation) {
		return Objects.requireNonNull(look.drawings(Formula.of(metric, scale, orientation)));
	}

	@Test
	void fiveFacesAreFiveDrawingsFromSadToHappy() {
		List<String> faces = drawn(Look.SMILEYS, Metric.CSAT, new Scale(1, 5), Orientation.NORMAL);
		assertThat(faces).hasSize(5).doesNotHaveDuplicates();
		assertThat(faces.get(3)).endsWith(SMILE);
	}

	@Test
	void facesAreHappyAtTheGoodEndOfTheScale() {
		assertThat(drawn(Look.SMILEYS, Metric.CSAT, new Scale(1, 5), Orientation.REVERSED).get(1)).endsWith(SMILE);
		assertThat(drawn(Look.SMILEYS, Metric.CES, new Scale(1, 5), Orientation.EFFORT).get(1)).endsWith(SMILE);
	}

	@Test
	void starsAreAlikeAndThumbsAreNot() {
		assertThat(drawn(Look.STARS, Metric.CSAT, new Scale(1, 5), Orientation.NORMAL)).hasSize(5)
			.containsOnly(drawn(Look.STARS, Metric.CSAT, new Scale(1, 3), Orientation.NORMAL).get(0));
		assertThat(drawn(Look.THUMBS, Metric.CSAT, new Scale(0, 1), Orientation.NORMAL)).hasSize(2)
			.doesNotHaveDuplicates();
	}

	@Test
	void numbersAreNotDrawn() {
		assertThat(Look.NUMBERS.drawings(Formula.of(Metric.NPS, new Scale(0, 10), Orientation.NORMAL))).isNull();
	}

}

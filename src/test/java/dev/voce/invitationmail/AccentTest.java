package dev.voce.invitationmail;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AccentTest {

	@ParameterizedTest
	@CsvSource({ "#000000, #ffffff, 21", "#ffffff, #ffffff, 1", "#777777, #ffffff, 4.48", "#1f6b4f, #ffffff, 6.41",
			"#ffe27a, #ffffff, 1.28" })
	void contrastIsThatOfTheGuidelines(String one, String other, double contrast) {
		assertThat(Accent.contrast(one, other)).isCloseTo(contrast, within(0.01));
		assertThat(Accent.contrast(other, one)).isCloseTo(contrast, within(0.01));
	}

	@Test
	void aColourThatCanBeReadStaysTheOwners() {
		assertThat(Accent.of("#7b2d52").light()).isEqualTo("#7b2d52");
		assertThat(Accent.of("#ffe27a").dark()).isEqualTo("#ffe27a");
	}

	@Test
	void aPaleColourIsDarkenedOnLightAndADarkOneLightenedOnDark() {
		Accent pale = Accent.of("#ffe27a");
		assertThat(Accent.contrast(pale.light(), Accent.LIGHT_CARD)).isBetween(4.5, 4.7);
		Accent dark = Accent.of("#7b2d52");
		assertThat(Accent.contrast(dark.dark(), Accent.DARK_CARD)).isBetween(4.5, 4.7);
	}

	@Test
	void everyColourCanBeReadAndSoCanTheTextOnIt() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int i = 0; i < 2_000; i++) {
			String colour = "#%06x".formatted(random.nextInt(0x1000000));
			Accent accent = Accent.of(colour);
			assertThat(Accent.contrast(accent.light(), Accent.LIGHT_CARD)).as("%s, seed %d", colour, seed)
				.isGreaterThanOrEqualTo(4.5);
			assertThat(Accent.contrast(accent.dark(), Accent.DARK_CARD)).as("%s, seed %d", colour, seed)
				.isGreaterThanOrEqualTo(4.5);
			assertThat(Accent.contrast(accent.dark(), Accent.DARK_TEXT)).as("%s, seed %d", colour, seed)
				.isGreaterThanOrEqualTo(4.5);
		}
	}

}

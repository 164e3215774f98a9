package dev.voce.scoring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ScaleTest {

	@ParameterizedTest
	@CsvSource({ "0, 1, 2", "1, 5, 5", "0, 10, 11", "-100, -90, 11", "90, 100, 11" })
	void holdsTwoToElevenPoints(int min, int max, int size) {
		assertThat(new Scale(min, max).size()).isEqualTo(size);
	}

	@ParameterizedTest
	@CsvSource({ "5, 5", "5, 1", "0, 11", "-101, -95", "95, 101", "-2147483648, 2147483647" })
	void refusesOtherBounds(int min, int max) {
		assertThatThrownBy(() -> new Scale(min, max)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("A scale has 2 to 11 points between -100 and 100, not %d to %d".formatted(min, max));
	}

	@Test
	void containsItsEndsAndNothingBeyond() {
		Scale scale = new Scale(-1, 3);
		assertThat(scale.contains(-2)).isFalse();
		assertThat(scale.contains(-1)).isTrue();
		assertThat(scale.contains(3)).isTrue();
		assertThat(scale.contains(4)).isFalse();
	}

	@Test
	void indexesFromTheLowestScore() {
		Scale scale = new Scale(-1, 3);
		assertThat(scale.index(-1)).isEqualTo(0);
		assertThat(scale.index(3)).isEqualTo(4);
		assertThatThrownBy(() -> scale.index(4)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("A score from -1 to 3 is wanted, not 4");
	}

}

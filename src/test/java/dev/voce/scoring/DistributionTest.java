package dev.voce.scoring;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DistributionTest {

	private static final Scale SCALE = new Scale(1, 3);

	private static final Distribution SOME = Distribution.of(SCALE, 4, 0, 2);

	@Test
	void countsPerScoreFromTheLowest() {
		assertThat(SOME.count(1)).isEqualTo(4);
		assertThat(SOME.count(2)).isEqualTo(0);
		assertThat(SOME.count(3)).isEqualTo(2);
		assertThat(SOME.total()).isEqualTo(6);
		assertThatThrownBy(() -> SOME.count(0)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void emptyHasNoAnswers() {
		assertThat(Distribution.empty(SCALE).total()).isEqualTo(0);
		assertThat(Distribution.empty(SCALE)).isEqualTo(Distribution.of(SCALE, 0, 0, 0));
	}

	@Test
	void wantsOneCountPerScore() {
		assertThatThrownBy(() -> Distribution.of(SCALE, 1, 2)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("The scale 1 to 3 has 3 counts, not 2");
		assertThatThrownBy(() -> Distribution.of(SCALE, 1, 2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void refusesNegativeCounts() {
		assertThatThrownBy(() -> Distribution.of(SCALE, 1, -1, 5)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("A count can't be negative: [1, -1, 5]");
	}

	@Test
	void cannotBeChangedThroughItsArrays() {
		long[] counts = { 4, 0, 2 };
		Distribution distribution = Distribution.of(SCALE, counts);
		counts[0] = 9;
		distribution.counts()[1] = 9;
		assertThat(distribution.counts()).isEqualTo(new long[] { 4, 0, 2 });
	}

	@Test
	void addsAndSubtractsScoreByScore() {
		Distribution other = Distribution.of(SCALE, 1, 5, 2);
		assertThat(SOME.plus(other)).isEqualTo(Distribution.of(SCALE, 5, 5, 4));
		assertThat(SOME.plus(other).minus(other)).isEqualTo(SOME);
		assertThat(SOME.minus(SOME)).isEqualTo(Distribution.empty(SCALE));
	}

	@Test
	void cannotLoseMoreThanItHas() {
		assertThatThrownBy(() -> SOME.minus(Distribution.of(SCALE, 1, 1, 0)))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("A count can't be negative: [3, -1, 2]");
	}

	@Test
	void mixesNoScales() {
		Distribution other = Distribution.empty(new Scale(0, 2));
		assertThatThrownBy(() -> SOME.plus(other)).isInstanceOf(IllegalArgumentException.class)
			.hasMessage("Counts on the scale 1 to 3 are wanted, not on 0 to 2");
		assertThatThrownBy(() -> SOME.minus(other)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void overflowsLoudly() {
		Distribution most = Distribution.of(SCALE, Long.MAX_VALUE, 0, 0);
		assertThatThrownBy(() -> Distribution.of(SCALE, Long.MAX_VALUE, 1, 0)).isInstanceOf(ArithmeticException.class);
		assertThatThrownBy(() -> most.plus(SOME)).isInstanceOf(ArithmeticException.class);
		assertThatThrownBy(() -> most.plus(Distribution.of(SCALE, 0, 1, 0))).isInstanceOf(ArithmeticException.class);
	}

	@Test
	void equalsByScaleAndCounts() {
		Distribution same = Distribution.of(SCALE, 4, 0, 2);
		assertThat(same).isEqualTo(SOME);
		assertThat(same.hashCode()).isEqualTo(SOME.hashCode());
		assertThat(Distribution.of(SCALE, 4, 2, 0)).isNotEqualTo(SOME);
		assertThat(Distribution.of(new Scale(0, 2), 4, 0, 2)).isNotEqualTo(SOME);
	}

}

package dev.voce.scoring;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DistributionTest {

	private static final Scale SCALE = new Scale(1, 3);

	private static final Distribution SOME = Distribution.of(SCALE, 4, 0, 2);

	@Test
	void countsPerScoreFromTheLowest() {
		assertEquals(4, SOME.count(1));
		assertEquals(0, SOME.count(2));
		assertEquals(2, SOME.count(3));
		assertEquals(6, SOME.total());
		assertThrows(IllegalArgumentException.class, () -> SOME.count(0));
	}

	@Test
	void emptyHasNoAnswers() {
		assertEquals(0, Distribution.empty(SCALE).total());
		assertEquals(Distribution.of(SCALE, 0, 0, 0), Distribution.empty(SCALE));
	}

	@Test
	void wantsOneCountPerScore() {
		assertEquals("The scale 1 to 3 has 3 counts, not 2",
				assertThrows(IllegalArgumentException.class, () -> Distribution.of(SCALE, 1, 2)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> Distribution.of(SCALE, 1, 2, 3, 4));
	}

	@Test
	void refusesNegativeCounts() {
		assertEquals("A count can't be negative: [1, -1, 5]",
				assertThrows(IllegalArgumentException.class, () -> Distribution.of(SCALE, 1, -1, 5)).getMessage());
	}

	@Test
	void cannotBeChangedThroughItsArrays() {
		long[] counts = { 4, 0, 2 };
		Distribution distribution = Distribution.of(SCALE, counts);
		counts[0] = 9;
		distribution.counts()[1] = 9;
		assertArrayEquals(new long[] { 4, 0, 2 }, distribution.counts());
	}

	@Test
	void addsAndSubtractsScoreByScore() {
		Distribution other = Distribution.of(SCALE, 1, 5, 2);
		assertEquals(Distribution.of(SCALE, 5, 5, 4), SOME.plus(other));
		assertEquals(SOME, SOME.plus(other).minus(other));
		assertEquals(Distribution.empty(SCALE), SOME.minus(SOME));
	}

	@Test
	void cannotLoseMoreThanItHas() {
		assertEquals("A count can't be negative: [3, -1, 2]",
				assertThrows(IllegalArgumentException.class, () -> SOME.minus(Distribution.of(SCALE, 1, 1, 0)))
					.getMessage());
	}

	@Test
	void mixesNoScales() {
		Distribution other = Distribution.empty(new Scale(0, 2));
		assertEquals("Counts on the scale 1 to 3 are wanted, not on 0 to 2",
				assertThrows(IllegalArgumentException.class, () -> SOME.plus(other)).getMessage());
		assertThrows(IllegalArgumentException.class, () -> SOME.minus(other));
	}

	@Test
	void overflowsLoudly() {
		Distribution most = Distribution.of(SCALE, Long.MAX_VALUE, 0, 0);
		assertThrows(ArithmeticException.class, () -> Distribution.of(SCALE, Long.MAX_VALUE, 1, 0));
		assertThrows(ArithmeticException.class, () -> most.plus(SOME));
		assertThrows(ArithmeticException.class, () -> most.plus(Distribution.of(SCALE, 0, 1, 0)));
	}

	@Test
	void equalsByScaleAndCounts() {
		Distribution same = Distribution.of(SCALE, 4, 0, 2);
		assertEquals(SOME, same);
		assertEquals(SOME.hashCode(), same.hashCode());
		assertNotEquals(SOME, Distribution.of(SCALE, 4, 2, 0));
		assertNotEquals(SOME, Distribution.of(new Scale(0, 2), 4, 0, 2));
	}

}

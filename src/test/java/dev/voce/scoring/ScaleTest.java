package dev.voce.scoring;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScaleTest {

	@ParameterizedTest
	@CsvSource({ "0, 1, 2", "1, 5, 5", "0, 10, 11", "-100, -90, 11", "90, 100, 11" })
	void holdsTwoToElevenPoints(int min, int max, int size) {
		assertEquals(size, new Scale(min, max).size());
	}

	@ParameterizedTest
	@CsvSource({ "5, 5", "5, 1", "0, 11", "-101, -95", "95, 101", "-2147483648, 2147483647" })
	void refusesOtherBounds(int min, int max) {
		String message = assertThrows(IllegalArgumentException.class, () -> new Scale(min, max)).getMessage();
		assertEquals("A scale has 2 to 11 points between -100 and 100, not %d to %d".formatted(min, max), message);
	}

	@Test
	void containsItsEndsAndNothingBeyond() {
		Scale scale = new Scale(-1, 3);
		assertFalse(scale.contains(-2));
		assertTrue(scale.contains(-1));
		assertTrue(scale.contains(3));
		assertFalse(scale.contains(4));
	}

	@Test
	void indexesFromTheLowestScore() {
		Scale scale = new Scale(-1, 3);
		assertEquals(0, scale.index(-1));
		assertEquals(4, scale.index(3));
		assertEquals("A score from -1 to 3 is wanted, not 4",
				assertThrows(IllegalArgumentException.class, () -> scale.index(4)).getMessage());
	}

}

package dev.voce.counting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import dev.voce.counting.Cells;
import dev.voce.counting.Cells.UnreadableCells;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Laws of packed counts, over random counts: a failure names the seed. */
class CellsTest {

	static List<Long> seeds() {
		return new Random().longs(300).boxed().toList();
	}

	private static Cells some(Random random) {
		Cells.Sum sum = new Cells.Sum();
		for (int i = random.nextInt(80); i > 0; i--) {
			sum.add(random.nextInt(Cells.VALUES), random.nextInt(Cells.SCORES),
					1 + (random.nextLong() >>> random.nextInt(5, 63)));
		}
		return sum.cells();
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void unpackingGivesWhatWasPacked(long seed) throws UnreadableCells {
		Cells cells = some(new Random(seed));
		assertThat(Cells.unpack(cells.pack())).isEqualTo(cells);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void plusThenMinusChangesNothing(long seed) {
		Random random = new Random(seed);
		Cells one = some(random);
		Cells other = some(random);
		assertThat(one.plus(other).minus(other)).isEqualTo(one);
		assertThat(one.minus(one)).isEqualTo(Cells.NONE);
		assertThat(one.minus(one).pack()).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void orderNeverMatters(long seed) {
		Random random = new Random(seed);
		List<Cells> days = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			days.add(some(random));
		}
		Cells inOrder = days.stream().reduce(Cells.NONE, Cells::plus);
		Collections.shuffle(days, random);
		Cells.Sum shuffled = new Cells.Sum();
		days.forEach((day) -> day.forEach(shuffled::add));
		assertThat(shuffled.cells()).isEqualTo(inOrder);
		assertThat(shuffled.cells().pack()).isEqualTo(inOrder.pack());
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void visitsEachCountOnce(long seed) {
		Cells cells = some(new Random(seed));
		Cells.Sum again = new Cells.Sum();
		cells.forEach(again::add);
		assertThat(again.cells()).isEqualTo(cells);
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void anyBytesAreReadWholeOrRefused(long seed) {
		Random random = new Random(seed);
		byte[] bytes = new byte[random.nextInt(40)];
		random.nextBytes(bytes);
		try {
			Cells cells = Cells.unpack(bytes);
			assertThat(cells.isNegative()).isFalse();
			assertThat(Cells.unpack(cells.pack())).isEqualTo(cells);
		}
		catch (UnreadableCells ex) {
			assertThat(ex).hasMessageContaining("byte");
		}
	}

	@Test
	void packsAsTheFormatSays() {
		Cells.Sum sum = new Cells.Sum();
		sum.add(0, 0, 1);
		sum.add(0, 10, 127);
		sum.add(1, 0, 128);
		assertThat(sum.cells().pack()).containsExactly(1, 1, 10, 127, 6, 0x80, 1);
		assertThat(sum.cells()).hasToString("{0/0=1, 0/10=127, 1/0=128}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "00", "0001", "0100", "01", "0180", "808080808080808080808001", "81080001", "ff07010201",
			"01ffffffffffffffffff01" })
	void refusesBytesThatNoCountsPackInto(String hex) {
		byte[] bytes = java.util.HexFormat.of().parseHex(hex);
		assertThatExceptionOfType(UnreadableCells.class).isThrownBy(() -> Cells.unpack(bytes));
	}

	@Test
	void negativeCountsPackIntoSomethingUnreadable() {
		Cells.Sum sum = new Cells.Sum();
		sum.add(3, 2, -1);
		assertThat(sum.cells().isNegative()).isTrue();
		assertThatExceptionOfType(UnreadableCells.class).isThrownBy(() -> Cells.unpack(sum.cells().pack()));
	}

}

package dev.voce.scoring;

import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.voce.scoring.KaplanMeier.Time;

import static org.assertj.core.api.Assertions.assertThat;

class KaplanMeierTest {

	private static Stream<Time> over(long... lengths) {
		return LongStream.of(lengths).mapToObj((length) -> new Time(length, true));
	}

	private static Stream<Time> going(long... lengths) {
		return LongStream.of(lengths).mapToObj((length) -> new Time(length, false));
	}

	@Test
	void theMedianOfTheScoringDocumentIsTwo() {
		assertThat(KaplanMeier.median(Stream.concat(over(1, 2, 2, 4), going(3, 5)).toList())).hasValue(2);
	}

	/** The remission times of Freireich et al., 1963, as in Cox and Oakes, 1984. */
	@Test
	void theMedianOfPublishedRemissionTimesIs23Weeks() {
		assertThat(KaplanMeier.median(
				Stream.concat(over(6, 6, 6, 7, 10, 13, 16, 22, 23), going(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35))
					.toList()))
			.hasValue(23);
		assertThat(KaplanMeier
			.median(over(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23).toList())).hasValue(8);
	}

	@Test
	void withoutAnEndThereIsNoMedian() {
		assertThat(KaplanMeier.median(List.of())).isEmpty();
		assertThat(KaplanMeier.median(going(1, 2, 3).toList())).isEmpty();
		assertThat(KaplanMeier.median(Stream.concat(over(1), going(2, 3)).toList())).isEmpty();
	}

	@Test
	void whereAllIsOverItIsTheLowerMedian() {
		Random random = new Random(7);
		for (int run = 0; run < 200; run++) {
			long[] lengths = random.longs(1 + random.nextInt(40), 0, 20).toArray();
			long[] sorted = LongStream.of(lengths).sorted().toArray();
			assertThat(KaplanMeier.median(over(lengths).toList())).hasValue(sorted[(sorted.length - 1) / 2]);
		}
	}

}

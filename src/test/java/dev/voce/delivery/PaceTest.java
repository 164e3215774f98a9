package dev.voce.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is sent leaves the processors to who answers. */
class PaceTest {

	private final Pace pace = new Pace(2);

	private Duration work() {
		long start = System.nanoTime();
		assertThat(this.pace.work(() -> true)).isTrue();
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void fewResponsesHoldNothingUp() {
		this.pace.came(2_999);
		assertThat(this.pace.isRush()).isFalse();
		assertThat(work()).isLessThan(Duration.ofMillis(250));
	}

	@Test
	void aRushIsOverWithinTwoSeconds() throws Exception {
		this.pace.came(1_000_000);
		assertThat(this.pace.isRush()).isTrue();
		Thread.sleep(2_000);
		assertThat(this.pace.isRush()).isFalse();
	}

	@Test
	void whileManyComeItPausesAfterEachPiece() {
		this.pace.came(1_000_000);
		assertThat(work()).isGreaterThanOrEqualTo(Duration.ofMillis(250));
	}

	@Test
	void twoWhoWorkPauseTwiceAsLong() {
		this.pace.came(1_000_000);
		this.pace.work(() -> {
			assertThat(work()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
			return true;
		});
	}

}

package dev.voce.delivery;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is sent leaves the processors to who answers. */
class PaceTest {

	private final Pace pace = new Pace(2);

	/** How long it takes to work for 10 ms. */
	private Duration work() {
		ThreadMXBean threads = ManagementFactory.getThreadMXBean();
		long start = System.nanoTime();
		this.pace.work(() -> {
			long over = threads.getCurrentThreadCpuTime() + Duration.ofMillis(10).toNanos();
			while (threads.getCurrentThreadCpuTime() < over) {
				Thread.onSpinWait();
			}
			return true;
		});
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Test
	void fewResponsesHoldNothingUp() {
		this.pace.came(100);
		assertThat(this.pace.isRush()).isFalse();
	}

	@Test
	void aRushIsOverWithinTwoSeconds() throws Exception {
		this.pace.came(1_000_000);
		assertThat(this.pace.isRush()).isTrue();
		Thread.sleep(2_000);
		assertThat(this.pace.isRush()).isFalse();
	}

	@Test
	void whileManyComeItWorksAnEightiethOfTheProcessorsTime() {
		this.pace.came(1_000_000);
		assertThat(work()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
	}

}

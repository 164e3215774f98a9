package dev.voce.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import dev.voce.web.Problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How slowly an upload may come. */
class SteadyStreamTest {

	/** A kilobyte each time it is asked, after a while. */
	private static InputStream every(int millis) {
		return new InputStream() {

			@Override
			public int read() {
				return ' ';
			}

			@Override
			public int read(byte[] bytes, int offset, int length) {
				try {
					Thread.sleep(millis);
				}
				catch (InterruptedException ex) {
					throw new IllegalStateException(ex);
				}
				return Math.min(length, 1024);
			}

		};
	}

	@Test
	void anUploadThatTricklesIsRefused() {
		SteadyStream upload = new SteadyStream(every(200), Duration.ofMillis(500));
		assertThatExceptionOfType(Problem.class).isThrownBy(upload::readAllBytes)
			.satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(408));
	}

	@Test
	void anUploadThatIsSlowAndSteadyIsReadToItsEnd() throws IOException {
		SteadyStream upload = new SteadyStream(every(50), Duration.ofMillis(500));
		assertThat(upload.readNBytes(40 * 1024)).hasSize(40 * 1024);
	}

	@Test
	void timeSpentStoringWhatCameDoesNotCount() throws Exception {
		SteadyStream upload = new SteadyStream(new ByteArrayInputStream(new byte[3]), Duration.ofMillis(50));
		for (int i = 0; i < 3; i++) {
			assertThat(upload.read()).isZero();
			Thread.sleep(60);
		}
		assertThat(upload.read()).isEqualTo(-1);
	}

}

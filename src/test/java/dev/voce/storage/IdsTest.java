package dev.voce.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class IdsTest {

	@Test
	void idsAreOfVersionSevenAndRise() {
		List<UUID> ids = Stream.generate(Ids::next).limit(10_000).toList();

		assertThat(ids).allMatch((id) -> id.version() == 7 && id.variant() == 2);
		assertThat(ids.stream().map(UUID::toString)).isSorted().doesNotHaveDuplicates();
		assertThat(Instant.ofEpochMilli(ids.get(0).getMostSignificantBits() >>> 16))
			.isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now().plus(Duration.ofSeconds(1)));
	}

	@Test
	void allButTheTimeIsRandom() {
		long ever = 0;
		long always = -1;
		for (int i = 0; i < 100; i++) {
			long low = Ids.next().getLeastSignificantBits();
			ever |= low;
			always &= low;
		}
		assertThat(ever & ~always).isEqualTo(-1L >>> 2);
	}

}

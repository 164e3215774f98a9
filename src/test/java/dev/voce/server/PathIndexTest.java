package dev.voce.server;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

class PathIndexTest {

	private static final List<String> PATTERNS = List.of("", "/", "/a", "/a/", "/a/b", "/a/{x}", "/{x}/b", "/a/{x}/c",
			"/a/{x:[bc]+}/c", "/a/b*", "/a/?/c", "/a/{*rest}", "/b/**", "/{x}/{y}/{z}");

	@Test
	void findsEveryPatternThatMatches() {
		PathIndex<String> index = new PathIndex<>();
		PATTERNS.forEach((pattern) -> index.add(pattern, pattern));
		Random random = new Random(7);
		Stream<String> paths = IntStream.range(0, 3_000)
			.mapToObj((i) -> random.ints(random.nextInt(5), 0, 5)
				.mapToObj((which) -> "/" + List.of("a", "b", "c", "bb", "").get(which))
				.reduce("", String::concat));
		assertThat(paths).allSatisfy((path) -> assertThat(index.find(path)).containsAll(matching(path)));
	}

	@Test
	void leavesOutWhatCannotMatch() {
		PathIndex<String> index = new PathIndex<>();
		PATTERNS.forEach((pattern) -> index.add(pattern, pattern));
		assertThat(index.find("/c/b")).containsExactly("/{x}/b");
		assertThat(index.find("/c/c/c/c")).isEmpty();
	}

	private static List<String> matching(String path) {
		PathPatternParser parser = new PathPatternParser();
		return PATTERNS.stream()
			.filter((pattern) -> parser.parse(pattern).matches(PathContainer.parsePath(path)))
			.toList();
	}

}

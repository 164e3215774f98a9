package dev.voce.bounce;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;

import org.springframework.stereotype.Component;

import dev.voce.web.Problem;

/**
 * Counts wrong tokens for each network that sends them, and refuses those who guess
 * before anything is read. A provider may share the network, as behind a proxy: a token
 * that was right before may always be tried. Each node counts for itself.
 */
@Component
class WrongTokens {

	private static final int PER_MINUTE = 30;

	private final LoadingCache<String, Bucket> networks = Caffeine.newBuilder()
		.expireAfterAccess(Duration.ofMinutes(2))
		.maximumSize(10_000)
		.build((network) -> Bucket.builder()
			.withNanosecondPrecision()
			.addLimit((limit) -> limit.capacity(PER_MINUTE).refillGreedy(PER_MINUTE, Duration.ofMinutes(1)))
			.build());

	/** Tokens that were right. */
	private final Cache<String, Boolean> right = Caffeine.newBuilder()
		.expireAfterAccess(Duration.ofDays(7))
		.maximumSize(1_000)
		.build();

	/**
	 * Checks that a network may try a token.
	 * @throws Problem (429) if it sent too many that were wrong
	 */
	void check(String network, String token) {
		Bucket bucket = this.networks.getIfPresent(network);
		if (bucket != null && bucket.getAvailableTokens() == 0 && this.right.getIfPresent(token) == null) {
			throw Problem.tooMany(Duration.ofMinutes(1).toSeconds() / PER_MINUTE, "bounce.tooMany");
		}
	}

	/** Remembers a token that was right. */
	void right(String token) {
		this.right.put(token, true);
	}

	/** Counts a token that was wrong. */
	void wrong(String network) {
		this.networks.get(network).tryConsume(1);
	}

}

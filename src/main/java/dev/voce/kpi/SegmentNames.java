package dev.voce.kpi;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Decides which values stand under their own name in a segment: the first 1,000 that
 * come. A name once given stays, so that an answer is found again where it was counted.
 */
@Component
class SegmentNames {

	/** How many values of a segment have a name. */
	static final int MOST = 1_000;

	/** Where all further values stand together. */
	static final String OTHER = "(other)";

	private final TallyRepository repository;

	/** Names that are certainly on disk. */
	private final Cache<Segment, Set<String>> known = Caffeine.newBuilder()
		.expireAfterAccess(Duration.ofMinutes(10))
		.maximumWeight(200_000)
		.weigher((Segment segment, Set<String> names) -> names.size() + 1)
		.build();

	SegmentNames(TallyRepository repository) {
		this.repository = repository;
	}

	private record Segment(UUID survey, String name) {
	}

	/** Begins to name values for one transaction that holds the surveys' locks. */
	Naming naming() {
		return new Naming();
	}

	void forget(UUID survey) {
		this.known.asMap().keySet().removeIf((segment) -> segment.survey().equals(survey));
	}

	/** Names values within one transaction. */
	final class Naming {

		private final Map<Segment, Set<String>> current = new HashMap<>();

		/** Those of the current ones that were read here, and grow. */
		private final Map<Segment, Set<String>> growing = new HashMap<>();

		/** The name that a value stands under. */
		String name(UUID survey, String segment, String value) {
			if (value.equals(TallyKeeper.NONE)) {
				return value;
			}
			Segment key = new Segment(survey, segment);
			Set<String> names = this.current.computeIfAbsent(key, SegmentNames.this.known::getIfPresent);
			if (names == null || (!names.contains(value) && names.size() < MOST)) {
				names = add(key, value);
			}
			return names.contains(value) ? value : OTHER;
		}

		private Set<String> add(Segment key, String value) {
			Set<String> names = this.growing.get(key);
			if (names == null) {
				names = new HashSet<>(SegmentNames.this.repository.names(key.survey(), key.name()));
				this.growing.put(key, names);
				this.current.put(key, names);
				rememberAfterCommit(key, names);
			}
			if (names.size() < MOST && names.add(value)) {
				SegmentNames.this.repository.name(key.survey(), key.name(), new String[] { value });
			}
			return names;
		}

		private void rememberAfterCommit(Segment key, Set<String> names) {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
				@Override
				public void afterCommit() {
					SegmentNames.this.known.put(key, Set.copyOf(names));
				}
			});
		}

	}

}

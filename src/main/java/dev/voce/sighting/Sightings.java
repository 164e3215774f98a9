package dev.voce.sighting;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.survey.SurveyRows;

/**
 * Knows on whose pages surveys were last shown. Requests leave a note in memory alone; it
 * is written later, each host of a survey at most once a minute.
 */
@Component
public class Sightings implements SurveyRows {

	/** How many hosts are kept of a survey: those seen last. */
	private static final int KEPT = 20;

	/**
	 * How many notes are kept at most, waiting or written; whoever invents origins costs
	 * no more memory.
	 */
	private static final int MOST = 10_000;

	private static final int LONGEST = 260;

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final Map<Sighting.Key, Instant> seen = new ConcurrentHashMap<>();

	/** When each was last written; the writing thread's alone. */
	private final Map<Sighting.Key, Instant> written = new HashMap<>();

	private final SightingRepository repository;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Sightings(SightingRepository repository, Jobs jobs, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		// What a node holds in memory no other can write.
		jobs.everyOnEachNode("sightings", Duration.ofSeconds(2), this::write);
	}

	/**
	 * Notes that a survey was shown.
	 * @param origin of the page; {@code null} for Voce's own pages and callers that are
	 * no pages
	 */
	public void note(UUID survey, @Nullable String origin) {
		String host = (origin != null) ? host(origin) : null;
		if (host != null && this.seen.size() < MOST) {
			this.seen.put(new Sighting.Key(survey, host), this.clock.instant());
		}
	}

	@Override
	public int removeSome(UUID survey, int limit) {
		return this.repository.forget(survey);
	}

	List<Sighting> of(UUID survey) {
		return this.repository.findBySurveyIdOrderByLastSeenAtDescHostAsc(survey);
	}

	private void write() {
		Instant now = this.clock.instant();
		this.written.values().removeIf((at) -> at.plus(PAUSE).isBefore(now));
		Map<Sighting.Key, Instant> due = new HashMap<>();
		this.seen.forEach((key, at) -> {
			if (!this.written.containsKey(key) && this.written.size() + due.size() < MOST) {
				due.put(key, at);
			}
		});
		if (due.isEmpty()) {
			return;
		}
		write(due);
		due.forEach((key, at) -> {
			this.seen.remove(key, at);
			this.written.put(key, now);
		});
	}

	private void write(Map<Sighting.Key, Instant> due) {
		List<UUID> surveys = new ArrayList<>();
		List<String> hosts = new ArrayList<>();
		List<Instant> times = new ArrayList<>();
		due.forEach((key, at) -> {
			surveys.add(key.surveyId());
			hosts.add(key.host());
			times.add(at);
		});
		UUID[] ids = surveys.toArray(UUID[]::new);
		this.transaction.executeWithoutResult((status) -> {
			this.repository.see(ids, hosts.toArray(String[]::new), times.toArray(Instant[]::new));
			this.repository.keepLatest(ids, KEPT);
		});
	}

	private static @Nullable String host(String origin) {
		try {
			String host = URI.create(origin.toLowerCase(Locale.ROOT)).getRawAuthority();
			return (host != null && host.length() <= LONGEST && host.indexOf('@') < 0) ? host : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyRows;

/**
 * Stores on whose pages surveys were last shown. Requests only record it in memory; it is
 * written later, each host of a survey at most once a minute.
 */
@Component
public class Sightings implements SurveyRows {

	private static final Logger log = LoggerFactory.getLogger(Sightings.class);

	/** How many hosts are kept of a survey: those seen last. */
	private static final int KEPT = 20;

	/**
	 * The most sightings in memory, waiting or written: invented origins can't use more.
	 */
	private static final int MOST = 10_000;

	private static final int LONGEST = 260;

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final Map<Sighting.Key, Instant> seen = new ConcurrentHashMap<>();

	/** When each was last written; used by the writing thread only. */
	private final Map<Sighting.Key, Instant> written = new HashMap<>();

	private final SightingRepository repository;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Sightings(SightingRepository repository, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
	}

	/**
	 * Records that a survey was shown.
	 * @param origin of the page; {@code null} for Voce's own pages and for callers that
	 * are not web pages
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

	@Scheduled(fixedDelayString = "2s")
	void write() {
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
		try {
			write(due);
		}
		catch (RuntimeException ex) {
			if (!DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			log.debug("The database is away; sightings wait", ex);
			return;
		}
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

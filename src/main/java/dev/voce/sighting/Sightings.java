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
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.survey.SurveyRows;
import dev.voce.survey.Surveys;

/**
 * Records on whose pages surveys were last shown, answered or refused. Requests record it
 * in memory only; it is written later, each host of a survey at most once a minute.
 */
@Component
public class Sightings implements SurveyRows {

	/**
	 * How many hosts are kept of a survey, and as many again that it was refused: those
	 * that responses came from, and then those seen last.
	 */
	private static final int KEPT = 20;

	/**
	 * How many records are held at most, waiting or written, and as many again of
	 * responses; invented origins take no more memory.
	 */
	private static final int MOST = 10_000;

	private static final int LONGEST = 260;

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private final Map<Sighting.Key, Seen> seen = new ConcurrentHashMap<>();

	/** What was last written of each, and when; the writing thread's alone. */
	private final Map<Sighting.Key, Seen> written = new HashMap<>();

	private final SightingRepository repository;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Sightings(SightingRepository repository, Jobs jobs, Clock clock, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.clock = clock;
		this.transaction = new TransactionTemplate(transactions);
		// No other node can write what this one holds in memory.
		jobs.everyOnEachNode("sightings", Duration.ofSeconds(2), this::write);
	}

	/**
	 * What is recorded of a host.
	 *
	 * @param at when last
	 * @param responded whether a response came from there
	 * @param refused the origin where it was refused last; {@code null} where it was not
	 */
	private record Seen(Instant at, boolean responded, @Nullable String refused) {

		Seen and(Seen later) {
			return new Seen(later.at, this.responded || later.responded, later.refused);
		}

		/** Whether it is worth writing so soon after what was written last. */
		boolean tellsMoreThan(Seen last) {
			return (this.responded && !last.responded) || !Objects.equals(this.refused, last.refused);
		}

		int most() {
			return this.responded ? 2 * MOST : MOST;
		}

	}

	/**
	 * Records that a survey was shown.
	 * @param survey the survey's id
	 * @param origin of the page; {@code null} for Voce's own pages and callers that are
	 * no pages
	 */
	public void shown(UUID survey, @Nullable String origin) {
		note(survey, origin, new Seen(this.clock.instant(), false, null));
	}

	/**
	 * Records that a survey was answered.
	 * @param survey the survey's id
	 * @param origin of the page; {@code null} for Voce's own pages and callers that are
	 * no pages
	 */
	public void answered(UUID survey, @Nullable String origin) {
		note(survey, origin, new Seen(this.clock.instant(), true, null));
	}

	/** Records that a page asked for a survey that it may not show. */
	@EventListener
	void refused(Surveys.OriginRefused refusal) {
		note(refusal.survey(), refusal.origin(), new Seen(this.clock.instant(), false, refusal.origin()));
	}

	private void note(UUID survey, @Nullable String origin, Seen now) {
		String host = (origin != null) ? host(origin) : null;
		if (host != null && this.seen.size() < now.most()) {
			this.seen.merge(new Sighting.Key(survey, host), now, Seen::and);
		}
	}

	@Override
	public int removeSome(UUID survey, int limit) {
		return this.repository.delete(survey);
	}

	List<Sighting> of(UUID survey) {
		return this.repository.findBySurveyIdOrderByLastSeenAtDescHostAsc(survey);
	}

	private void write() {
		Instant now = this.clock.instant();
		this.written.values().removeIf((last) -> last.at().plus(PAUSE).isBefore(now));
		Map<Sighting.Key, Seen> due = new HashMap<>();
		this.seen.forEach((key, seen) -> {
			Seen last = this.written.get(key);
			boolean news = last == null || seen.tellsMoreThan(last);
			if (news && this.written.size() + due.size() < seen.most()) {
				due.put(key, seen);
			}
		});
		if (due.isEmpty()) {
			return;
		}
		write(due);
		due.forEach((key, seen) -> {
			this.seen.remove(key, seen);
			this.written.put(key, new Seen(now, seen.responded(), seen.refused()));
		});
	}

	private void write(Map<Sighting.Key, Seen> due) {
		List<UUID> surveys = new ArrayList<>();
		List<String> hosts = new ArrayList<>();
		List<Instant> times = new ArrayList<>();
		List<Boolean> responded = new ArrayList<>();
		List<@Nullable String> refused = new ArrayList<>();
		due.forEach((key, seen) -> {
			surveys.add(key.surveyId());
			hosts.add(key.host());
			times.add(seen.at());
			responded.add(seen.responded());
			refused.add(seen.refused());
		});
		UUID[] ids = surveys.toArray(UUID[]::new);
		this.transaction.executeWithoutResult((status) -> {
			this.repository.see(ids, hosts.toArray(String[]::new), times.toArray(Instant[]::new),
					responded.toArray(Boolean[]::new), refused.toArray(String[]::new));
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

package dev.voce.tally;

import dev.voce.jobs.Jobs;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.storage.Ids;
import dev.voce.web.Problem;

/** Asks for rebuilds: people do, and whoever finds a tally that can't be right. */
@Component
public class RebuildRequests {

	private final RebuildRepository repository;

	private final Jobs jobs;

	private final Clock clock;

	private final Set<UUID> noticed = ConcurrentHashMap.newKeySet();

	RebuildRequests(RebuildRepository repository, Jobs jobs, Clock clock) {
		this.jobs = jobs;
		this.repository = repository;
		this.clock = clock;
	}

	/** Asks for a rebuild within the current transaction. */
	@Transactional
	void request(UUID survey) {
		this.repository.request(survey, Ids.next(), this.clock.instant(), false);
		this.jobs.runSoon(TallyJobs.BUILDING);
	}

	/**
	 * Asks for a rebuild, or finds the one that is under way.
	 * @param names whether values get their names anew
	 * @return its id
	 */
	@Transactional
	public UUID request(UUID survey, boolean names) {
		UUID running = null;
		while (running == null) { // the one that was under way may end in between
			this.repository.request(survey, Ids.next(), this.clock.instant(), names);
			running = this.repository.running(survey);
		}
		this.jobs.runSoon(TallyJobs.BUILDING);
		return running;
	}

	/**
	 * How far a rebuild is.
	 *
	 * @param status whether it goes on, is done or has failed
	 * @param checked how many responses were counted again
	 * @param corrected how many tallies were corrected
	 */
	public record Progress(RebuildRow.Status status, long checked, long corrected) {
	}

	/**
	 * Says how far a rebuild is.
	 * @param survey the survey's id
	 * @param rebuild the rebuild's id
	 * @return how far it is
	 * @throws Problem (404) if there is none
	 */
	public Progress progress(UUID survey, UUID rebuild) {
		return this.repository.findBySurveyIdAndId(survey, rebuild)
			.map((row) -> new Progress(row.status, row.checked, row.corrected))
			.orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND, "kpi.rebuild"));
	}

	/** Remembers, for whoever only reads, that a survey wants a rebuild. */
	void requestSoon(UUID survey) {
		this.noticed.add(survey);
	}

	/** Asks for what was remembered. */
	@Transactional
	void requestNoticed() {
		for (UUID survey : Set.copyOf(this.noticed)) {
			request(survey, false);
			this.noticed.remove(survey);
		}
	}

}

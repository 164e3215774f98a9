package dev.voce.tally;

import dev.voce.jobs.Jobs;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyNotFound;

/**
 * What is left to do to tallies: found in the database, by whichever node looks first.
 */
@Component
class TallyJobs {

	private static final Logger log = LoggerFactory.getLogger(TallyJobs.class);

	/** The job that builds series and rebuilds tallies. */
	static final String BUILDING = "tally-building";

	private static final int CONFLICTS = 20;

	private final TallyStateRepository states;

	private final SeriesRepository series;

	private final RebuildRepository rebuilds;

	private final RebuildRequests requests;

	private final Tallying tallying;

	private final Building building;

	private final Rebuilding rebuilding;

	private final Jobs jobs;

	private final Clock clock;

	TallyJobs(TallyStateRepository states, SeriesRepository series, RebuildRepository rebuilds,
			RebuildRequests requests, Tallying tallying, Building building, Rebuilding rebuilding, Jobs jobs,
			Clock clock) {
		this.clock = clock;
		this.states = states;
		this.series = series;
		this.rebuilds = rebuilds;
		this.requests = requests;
		this.tallying = tallying;
		this.building = building;
		this.rebuilding = rebuilding;
		this.jobs = jobs;
		jobs.every("tallying", Duration.ofMinutes(1), this::sweep);
		jobs.every(BUILDING, Duration.ofMinutes(1), this::build);
	}

	/** Tallies what waits: what a crash left, and what another node wrote. */
	private void sweep() {
		this.states.findUntallied(this.clock.instant().minus(TallyThread.LONGEST), Tallying.FEWEST)
			.forEach((survey) -> all(survey, (id) -> !this.tallying.tally(id).whole()));
	}

	/** Builds and rebuilds what is to be. */
	private void build() {
		this.requests.requestNoticed();
		this.rebuilds.findRunning().forEach((survey) -> {
			try {
				all(survey, this.rebuilding::step);
			}
			catch (RuntimeException ex) {
				if (DatabaseFault.of(ex).passes()) {
					throw ex;
				}
				log.error("The rebuild of survey {} failed", survey, ex);
				this.rebuilding.fail(survey);
			}
		});
		this.series.findUnbuilt().forEach((survey) -> all(survey, this.building::step));
	}

	/** Does steps until there are no more; one that met another's work is done again. */
	private void all(UUID survey, Predicate<UUID> step) {
		int conflicts = 0;
		boolean more = true;
		while (more && !this.jobs.stopping()) {
			try {
				more = step.test(survey);
				conflicts = 0;
			}
			catch (SurveyNotFound ex) {
				log.debug("The survey {} was deleted meanwhile", survey);
				return;
			}
			catch (RuntimeException ex) {
				if (DatabaseFault.of(ex) != DatabaseFault.CONFLICT || ++conflicts > CONFLICTS) {
					throw ex;
				}
				log.debug("Somebody else tallied {} meanwhile", survey);
			}
		}
	}

}

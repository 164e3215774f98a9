package dev.voce.survey;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

import dev.voce.jobs.Jobs;

/**
 * Removes the rows of surveys that were deleted long ago, or for good, in all modules and
 * in small steps.
 */
@Component
class Removal {

	private static final Logger log = LoggerFactory.getLogger(Removal.class);

	static final String JOB = "removal";

	private static final int STEP = 5_000;

	private final Surveys surveys;

	private final List<SurveyRows> rows;

	private final Jobs jobs;

	Removal(Surveys surveys, List<SurveyRows> rows, Jobs jobs) {
		this.surveys = surveys;
		this.rows = rows;
		this.jobs = jobs;
		jobs.every(JOB, Duration.ofMinutes(1), this::run);
	}

	private void run() {
		this.surveys.giveUpHidden();
		this.surveys.removing().forEach(this::remove);
	}

	private void remove(UUID survey) {
		for (SurveyRows kept : this.rows) {
			do {
				if (this.jobs.stopping()) {
					return;
				}
			}
			while (kept.removeSome(survey, STEP) > 0);
		}
		this.surveys.remove(survey);
		log.debug("Removed all rows of the deleted survey {}", survey);
	}

}

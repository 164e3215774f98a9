package dev.voce.survey;

import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.voce.storage.DatabaseFault;

/** Removes the rows of deleted surveys in all modules, in small steps. */
@Component
class Removal {

	private static final Logger log = LoggerFactory.getLogger(Removal.class);

	private static final int STEP = 5_000;

	private final Surveys surveys;

	private final List<SurveyRows> rows;

	Removal(Surveys surveys, List<SurveyRows> rows) {
		this.surveys = surveys;
		this.rows = rows;
	}

	@Scheduled(fixedDelayString = "5s")
	void run() {
		try {
			this.surveys.deleted().forEach(this::remove);
		}
		catch (RuntimeException ex) {
			if (!DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			log.debug("The database is not reachable; removals wait", ex);
		}
	}

	private void remove(UUID survey) {
		this.rows.forEach((kept) -> {
			while (kept.removeSome(survey, STEP) > 0) {
				log.debug("Removed rows of the deleted survey {}", survey);
			}
		});
		this.surveys.forget(survey);
	}

}

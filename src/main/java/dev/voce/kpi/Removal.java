package dev.voce.kpi;

import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.response.Responses;
import dev.voce.storage.DatabaseFault;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;

/**
 * Removes the rows of deleted surveys, in small steps: here, as this room alone knows all
 * that is kept of a survey.
 */
@Component
class Removal {

	private static final Logger log = LoggerFactory.getLogger(Removal.class);

	private static final int STEP = 5_000;

	private final Surveys surveys;

	private final Responses responses;

	private final TallyRepository repository;

	private final SegmentNames names;

	private final SurveyStates states;

	private final TransactionTemplate transaction;

	Removal(Surveys surveys, Responses responses, TallyRepository repository, SegmentNames names, SurveyStates states,
			PlatformTransactionManager transactions) {
		this.surveys = surveys;
		this.responses = responses;
		this.repository = repository;
		this.names = names;
		this.states = states;
		this.transaction = new TransactionTemplate(transactions);
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
			log.debug("The database is away; removals wait", ex);
		}
	}

	private void remove(UUID survey) {
		while (this.responses.removeSome(survey, STEP) > 0) {
			log.debug("Removed responses of the deleted survey {}", survey);
		}
		while (removeTallies(survey) > 0) {
			log.debug("Removed tallies of the deleted survey {}", survey);
		}
		this.transaction.executeWithoutResult((status) -> {
			this.repository.forgetNames(survey);
			this.repository.forgetRebuilds(survey);
			this.repository.dropDifferences(survey);
		});
		this.names.forget(survey);
		this.surveys.forget(survey);
	}

	private int removeTallies(UUID survey) {
		Integer removed = this.transaction.execute((status) -> {
			this.states.lock(Set.of(survey));
			return this.repository.deleteSome(survey, STEP);
		});
		return (removed != null) ? removed : 0;
	}

}

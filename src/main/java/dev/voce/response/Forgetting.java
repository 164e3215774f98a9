package dev.voce.response;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.access.Trail;
import dev.voce.problem.DatabaseFault;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;

/**
 * Erases from old responses who gave them, in the surveys that say after how many days.
 * One node at a time, in small steps; what is counted stays as it is.
 */
@Component
class Forgetting {

	private static final Logger log = LoggerFactory.getLogger(Forgetting.class);

	/** How many responses one transaction takes, while the survey's intake waits. */
	private static final int STEP = 500;

	private final Surveys surveys;

	private final ResponseRepository repository;

	private final Ledger ledger;

	private final Trail trail;

	private final Clock clock;

	private final TransactionTemplate holding;

	private final TransactionTemplate step;

	Forgetting(Surveys surveys, ResponseRepository repository, Ledger ledger, Trail trail, Clock clock,
			PlatformTransactionManager transactions) {
		this.surveys = surveys;
		this.repository = repository;
		this.ledger = ledger;
		this.trail = trail;
		this.clock = clock;
		this.holding = new TransactionTemplate(transactions);
		this.step = new TransactionTemplate(transactions);
		this.step.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
	}

	@Scheduled(fixedDelayString = "${voce.forgetting.every:1h}")
	void run() {
		try {
			this.holding.executeWithoutResult((status) -> {
				if (this.repository.lockForgetting()) {
					// Each step commits by itself, while this transaction keeps the other
					// nodes away.
					this.step.executeWithoutResult((none) -> this.surveys.forgetful().forEach(this::forget));
				}
			});
		}
		catch (RuntimeException ex) {
			if (!DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			log.debug("The database is away; forgetting waits", ex);
		}
	}

	private void forget(SurveyDefinition survey) {
		Integer days = survey.forgetAfterDays();
		if (days == null) {
			return;
		}
		Instant before = this.clock.instant().minus(Duration.ofDays(days));
		long forgotten = 0;
		List<Response.Key> named;
		do {
			named = this.repository.named(survey.id(), before, STEP);
			List<Operation> operations = new ArrayList<>();
			named.forEach((key) -> operations.add(new Operation.Change(key.surveyId(), key.id(),
					(response, definition) -> response.withoutPerson(definition))));
			forgotten += Respondents.changed(this.ledger.write(operations, Ledger.Locking.WAIT));
		}
		while (named.size() == STEP);
		if (forgotten > 0) {
			this.trail.note(survey.workspace(), "erased", "those who gave " + forgotten + " responses of survey "
					+ survey.id() + ", older than " + days + " days");
		}
	}

}

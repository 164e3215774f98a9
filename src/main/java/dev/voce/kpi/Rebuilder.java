package dev.voce.kpi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.jobs.Jobs;
import dev.voce.storage.DatabaseFault;
import dev.voce.storage.LongWork;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;

/**
 * Mends tallies while answers keep coming: what differs in one snapshot is added
 * afterwards, which is right since every answer taken in meanwhile moves both sides
 * alike.
 */
@Component
class Rebuilder {

	private static final Logger log = LoggerFactory.getLogger(Rebuilder.class);

	static final String JOB = "rebuild";

	/**
	 * How many tallies are mended in one transaction, while the survey's intake waits.
	 */
	private static final int STEP = 5_000;

	private final TallyRepository repository;

	private final SegmentNames names;

	private final Surveys surveys;

	private final SurveyStates states;

	private final LongWork longWork;

	private final TransactionTemplate holding;

	private final TransactionTemplate step;

	Rebuilder(TallyRepository repository, SegmentNames names, Surveys surveys, SurveyStates states, LongWork longWork,
			Jobs jobs, PlatformTransactionManager transactions) {
		this.longWork = longWork;
		this.repository = repository;
		this.names = names;
		this.surveys = surveys;
		this.states = states;
		this.holding = new TransactionTemplate(transactions);
		this.step = new TransactionTemplate(transactions);
		this.step.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		jobs.every(JOB, Duration.ofMinutes(1), this::run);
	}

	private void run() {
		while (Boolean.TRUE.equals(this.holding.execute((status) -> takeOne()))) {
			log.debug("Looking for a further rebuild");
		}
	}

	private boolean takeOne() {
		this.longWork.begin();
		List<Object[]> rows = this.repository.takeRebuild();
		if (rows.isEmpty()) {
			return false;
		}
		UUID survey = (UUID) rows.get(0)[0];
		UUID id = (UUID) rows.get(0)[1];
		try {
			rebuild(survey, id);
		}
		catch (SurveyNotFound ex) {
			this.repository.finish(survey, id, "FAILED", 0, 0);
		}
		catch (RuntimeException ex) {
			if (DatabaseFault.of(ex).passes()) {
				throw ex;
			}
			log.error("The rebuild of survey {} failed", survey, ex);
			this.repository.finish(survey, id, "FAILED", 0, 0);
		}
		return true;
	}

	// A survey that is edited meanwhile stays RUNNING, to be taken up again as it is now.
	private void rebuild(UUID id, UUID rebuild) {
		SurveyDefinition survey = this.surveys.currentDefinition(id);
		nameValues(survey);
		this.step.executeWithoutResult((status) -> {
			this.longWork.begin();
			this.repository.lockDifferences(id);
			this.repository.dropDifferences(id);
			this.repository.keepDifferences(id, Audit.segments(survey), survey.choices().toArray(String[]::new));
		});
		int corrected = 0;
		for (int added = STEP; added == STEP;) {
			added = Objects.requireNonNull(this.step.execute((status) -> mendSome(survey)));
			corrected += added;
		}
		long checked = this.repository.countAnswers(id, Audit.rawFrom(this.states.read(id)));
		// In one transaction with the end of the rebuild: whoever declares a segment
		// holds the same lock, and finds either this rebuild under way or none.
		SurveyStates.State state = lock(id);
		boolean whole = state.definitionRevision() == survey.revision();
		if (whole) {
			this.states.built(state);
		}
		this.repository.finish(id, rebuild, whole ? "DONE" : "RUNNING", checked, corrected);
	}

	// Before answers are counted again, so that each is counted where the intake will
	// look for it.
	private void nameValues(SurveyDefinition survey) {
		for (String segment : survey.dimensions()) {
			boolean choice = survey.choices().contains(segment);
			this.step.executeWithoutResult((status) -> {
				this.longWork.begin();
				List<String> nameless = this.repository.nameless(survey.id(), segment, choice, SegmentNames.MOST);
				if (!nameless.isEmpty()) {
					this.states.lock(Set.of(survey.id()));
					SegmentNames.Naming naming = this.names.naming();
					nameless.forEach((value) -> naming.name(survey.id(), segment, value));
				}
			});
		}
	}

	/** Adds some of what was found, unless the survey was edited meanwhile. */
	private int mendSome(SurveyDefinition survey) {
		if (lock(survey.id()).definitionRevision() != survey.revision()) {
			return 0;
		}
		int added = this.repository.addSomeDifferences(survey.id(), STEP);
		if (added > 0) {
			this.states.changed(Set.of(survey.id()));
		}
		return added;
	}

	private SurveyStates.State lock(UUID survey) {
		SurveyStates.State state = this.states.lock(Set.of(survey)).get(survey);
		if (state == null) {
			throw new SurveyNotFound();
		}
		return state;
	}

}

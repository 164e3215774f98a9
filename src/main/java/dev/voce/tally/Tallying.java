package dev.voce.tally;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.counting.Cells;
import dev.voce.counting.Counting;
import dev.voce.counting.Deltas;
import dev.voce.counting.Series;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.counting.Cells.UnreadableCells;
import dev.voce.counting.Deltas.RowKey;

/**
 * Adds to a survey's tallies what was stored since the last time. A transaction of its
 * own under the lock of the survey's tallies, in one snapshot.
 */
@Component
class Tallying {

	private static final Logger log = LoggerFactory.getLogger(Tallying.class);

	/** How many responses one transaction tallies at most. */
	static final int MOST = 20_000;

	/** For fewer changes tallying does not pay. */
	static final int FEWEST = 500;

	private final TallyStateRepository states;

	private final SeriesCatalog catalog;

	private final TallyRepository tallies;

	private final CountedRows rows;

	private final Surveys surveys;

	private final SurveyStates surveyStates;

	private final RebuildRequests rebuilds;

	private final ZoneAgreement zones;

	private final TransactionTemplate transaction;

	Tallying(TallyStateRepository states, SeriesCatalog catalog, TallyRepository tallies, CountedRows rows,
			Surveys surveys, SurveyStates surveyStates, RebuildRequests rebuilds, ZoneAgreement zones,
			PlatformTransactionManager transactions) {
		this.states = states;
		this.catalog = catalog;
		this.tallies = tallies;
		this.rows = rows;
		this.surveys = surveys;
		this.surveyStates = surveyStates;
		this.rebuilds = rebuilds;
		this.zones = zones;
		this.transaction = new TransactionTemplate(transactions);
		this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * What a tallying did.
	 *
	 * @param whole whether nothing was left
	 * @param rows how many rows of tallies were written
	 */
	record Done(boolean whole, int rows) {

		static final Done NOTHING = new Done(true, 0);

	}

	/**
	 * Tallies a survey, unless somebody else is at it.
	 * @param survey the survey's id
	 * @return what was done
	 * @throws org.springframework.dao.DataAccessException if the database failed, or
	 * somebody else tallied meanwhile: then nothing was done
	 */
	Done tally(UUID survey) {
		Done done = this.transaction.execute((status) -> this.states.lockFree(survey)
			.filter((state) -> mayWrite(survey, state))
			.map((state) -> tally(survey, state))
			.orElse(Done.NOTHING));
		return (done != null) ? done : Done.NOTHING;
	}

	private boolean mayWrite(UUID survey, TallyStateRepository.State state) {
		return this.zones.mayWrite(survey, this.surveys.currentDefinition(survey).zone(), state);
	}

	/**
	 * Tallies all of a survey within the current transaction, which holds the locks of
	 * both its tallies and its responses.
	 * @return {@code false} where that is left to a node with newer zone rules
	 */
	boolean tallyAll(UUID survey) {
		if (!mayWrite(survey, this.states.read(survey).orElseThrow())) {
			return false;
		}
		while (!tally(survey, this.states.read(survey).orElseThrow()).whole()) {
			log.debug("Tallying what is left of {}", survey);
		}
		return true;
	}

	private Done tally(UUID survey, TallyStateRepository.State state) {
		CountedRows.Untallied untallied = this.rows.untallied(survey, state.getTalliedTo(), MOST);
		// What was stored and erased since counts nowhere, but its numbers are taken:
		// were
		// the tallies to end between the two, they would have to hold it.
		long to = untallied.whole() ? Math.max(this.states.lastSequence(survey), untallied.to()) : untallied.to();
		if (to <= state.getTalliedTo()) {
			return Done.NOTHING;
		}
		SurveyStates.State surveyState = this.surveyStates.read(survey);
		SurveyDefinition definition = this.surveys.currentDefinition(survey);
		List<Series> series = this.catalog.all(survey);
		Deltas deltas = new Deltas(new Counting(definition), series, surveyState.firstKept());
		deltas.advance(state.getTalliedTo(), to, untallied.rows());
		Map<RowKey, byte[]> written = add(survey, deltas);
		this.tallies.write(survey, written);
		this.catalog.storeNewNames(survey, series);
		this.states.tallied(survey, to, written.size());
		this.rows.forgetSuperseded(survey, to);
		return new Done(untallied.whole(), written.size());
	}

	private Map<RowKey, byte[]> add(UUID survey, Deltas deltas) {
		Map<RowKey, byte[]> stored = this.tallies.find(survey, deltas.keys());
		Map<RowKey, byte[]> written = new HashMap<>();
		for (RowKey key : deltas.keys()) {
			Cells delta = deltas.of(key);
			if (!delta.isEmpty()) {
				try {
					Cells sum = Cells.unpack(stored.getOrDefault(key, new byte[0])).plus(delta);
					if (sum.isNegative()) {
						log.error("The tally {} of survey {} would fall below zero; its days are recounted", key,
								survey);
						this.rebuilds.request(survey);
					}
					written.put(key, sum.pack());
				}
				catch (UnreadableCells ex) {
					// Left as it is until the rebuild replaces it.
					log.error("The tally {} of survey {} is unreadable ({}); its days are recounted", key, survey,
							ex.getMessage());
					this.rebuilds.request(survey);
				}
			}
		}
		return written;
	}

	/**
	 * Tells whether tallying pays: it writes each touched row once, for however many
	 * responses.
	 * @param waiting how many rows wait
	 * @param lastRows how many rows of tallies were written last time
	 */
	static boolean isDue(long waiting, int lastRows) {
		return waiting >= Math.min(MOST, Math.max(FEWEST, 2L * lastRows));
	}

}

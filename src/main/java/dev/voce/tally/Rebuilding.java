package dev.voce.tally;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.counting.Deltas;
import dev.voce.counting.Series;
import dev.voce.storage.LongWork;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;

/**
 * Replaces tallies of covered days by a recount, from the newest day backwards, a step at
 * a time, and gives values their names anew where asked to.
 */
@Component
class Rebuilding {

	private static final Logger log = LoggerFactory.getLogger(Rebuilding.class);

	private final RebuildRepository repository;

	private final TallyStateRepository states;

	private final SeriesCatalog catalog;

	private final TallyRepository tallies;

	private final Recount recount;

	private final Building building;

	private final Surveys surveys;

	private final SurveyStates surveyStates;

	private final ZoneAgreement zones;

	private final LongWork longWork;

	private final TransactionTemplate transaction;

	Rebuilding(RebuildRepository repository, TallyStateRepository states, SeriesCatalog catalog,
			TallyRepository tallies, Recount recount, Building building, Surveys surveys, SurveyStates surveyStates,
			ZoneAgreement zones, LongWork longWork, PlatformTransactionManager transactions) {
		this.repository = repository;
		this.states = states;
		this.catalog = catalog;
		this.tallies = tallies;
		this.recount = recount;
		this.building = building;
		this.surveys = surveys;
		this.surveyStates = surveyStates;
		this.zones = zones;
		this.longWork = longWork;
		this.transaction = new TransactionTemplate(transactions);
		this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * Does a step of what was asked for of a survey.
	 * @return whether more is left
	 * @throws org.springframework.dao.DataAccessException if the database failed, or
	 * somebody tallied meanwhile: then nothing was done
	 */
	boolean step(UUID survey) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.states.lock(survey)
			.filter((state) -> this.zones.mayWrite(survey, this.surveys.currentDefinition(survey).zone(), state))
			.flatMap((state) -> this.repository.findRunning(survey).map((rebuild) -> step(survey, state, rebuild)))
			.orElse(false)));
	}

	/** Gives up on what was asked for of a survey. */
	void fail(UUID survey) {
		this.transaction.executeWithoutResult((status) -> this.repository.findRunning(survey)
			.ifPresent((rebuild) -> rebuild.end(RebuildRow.Status.FAILED)));
	}

	private boolean step(UUID survey, TallyStateRepository.State state, RebuildRow rebuild) {
		this.longWork.begin();
		SurveyStates.State surveyState = this.surveyStates.read(survey);
		SurveyDefinition definition = this.surveys.currentDefinition(survey);
		if (rebuild.before == null && rebuild.names) {
			this.catalog.nameAnew(definition, this.catalog.all(survey), null);
		}
		List<Series> all = this.catalog.all(survey);
		LocalDate floor = surveyState.firstKept();
		LocalDate before = (rebuild.before != null) ? rebuild.before : Series.NEVER;
		if (!before.isAfter(floor)) {
			boolean more = !isNamed(all) && this.building.stepWithin(survey, state.getTalliedTo());
			if (!more && isNamed(this.catalog.all(survey))) {
				rebuild.end(RebuildRow.Status.DONE);
			}
			return more;
		}
		Range days = this.recount.step(definition, before, floor);
		List<Series> covering = all.stream().filter((one) -> one.coversFrom().isBefore(days.to())).toList();
		Recount.Result counted = this.recount.count(definition, covering, days, state.getTalliedTo());
		Map<RowKey, byte[]> corrected = differing(survey, covering, days, counted.deltas());
		this.tallies.write(survey, corrected);
		this.catalog.storeNewNames(survey, covering);
		rebuild.doneFrom(days.from(), counted.responses(), corrected.size());
		if (!corrected.isEmpty()) {
			this.catalog.revise(survey);
			log.warn("Rebuilding survey {} corrected {} tallies from {} to {}", survey, corrected.size(), days.from(),
					days.to());
		}
		return true;
	}

	/** Whether no series is built beside another to name its values anew. */
	private static boolean isNamed(List<Series> all) {
		return all.stream().allMatch(Series::isServing);
	}

	private Map<RowKey, byte[]> differing(UUID survey, List<Series> covering, Range days, Deltas counts) {
		Map<RowKey, byte[]> stored = new HashMap<>();
		Map<Integer, Series> byId = covering.stream().collect(Collectors.toMap(Series::id, (one) -> one));
		this.tallies.read(survey, byId.keySet(), days, stored::put);
		Map<RowKey, byte[]> differing = new HashMap<>();
		Set<RowKey> keys = new HashSet<>(stored.keySet());
		keys.addAll(counts.keys());
		for (RowKey key : keys) {
			Series one = byId.get(key.series());
			byte[] counted = counts.of(key).pack();
			if (one != null && one.covers(key.day())
					&& !Arrays.equals(counted, stored.getOrDefault(key, new byte[0]))) {
				differing.put(key, counted);
			}
		}
		return differing;
	}

}

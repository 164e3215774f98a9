package dev.voce.tally;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.voce.counting.Cells;
import dev.voce.counting.Deltas;
import dev.voce.counting.LocalDays;
import dev.voce.counting.Series;
import dev.voce.storage.LongWork;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.counting.Cells.UnreadableCells;
import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;

/**
 * Builds series that don't cover all days yet, from the newest day backwards, a step at a
 * time: each is a transaction, so that a crash repeats it and nothing counts twice.
 */
@Component
class Building {

	private static final Logger log = LoggerFactory.getLogger(Building.class);

	private final TallyStateRepository states;

	private final SeriesCatalog catalog;

	private final TallyRepository tallies;

	private final CountedRows rows;

	private final Recount recount;

	private final Surveys surveys;

	private final SurveyStates surveyStates;

	private final ZoneAgreement zones;

	private final LongWork longWork;

	private final TransactionTemplate transaction;

	Building(TallyStateRepository states, SeriesCatalog catalog, TallyRepository tallies, CountedRows rows,
			Recount recount, Surveys surveys, SurveyStates surveyStates, ZoneAgreement zones, LongWork longWork,
			PlatformTransactionManager transactions) {
		this.states = states;
		this.catalog = catalog;
		this.tallies = tallies;
		this.rows = rows;
		this.recount = recount;
		this.surveys = surveys;
		this.surveyStates = surveyStates;
		this.zones = zones;
		this.longWork = longWork;
		this.transaction = new TransactionTemplate(transactions);
		this.transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
	}

	/**
	 * Builds a step of a survey's series.
	 * @param survey the survey's id
	 * @return whether more is left
	 * @throws org.springframework.dao.DataAccessException if the database failed, or
	 * somebody tallied meanwhile: then nothing was done
	 */
	boolean step(UUID survey) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> this.states.lock(survey)
			.filter((state) -> this.zones.mayWrite(survey, this.surveys.currentDefinition(survey).zone(), state))
			.map((state) -> stepWithin(survey, state.getTalliedTo()))
			.orElse(false)));
	}

	/**
	 * Builds a step within the current transaction, which holds the lock of the tallies.
	 */
	boolean stepWithin(UUID survey, long talliedTo) {
		this.longWork.begin();
		SurveyStates.State state = this.surveyStates.read(survey);
		SurveyDefinition definition = this.surveys.currentDefinition(survey);
		LocalDate floor = state.firstKept();
		Instant earliest = this.rows.earliest(survey);
		// Surveys of earlier versions have no series yet.
		this.catalog.adjust(definition,
				(earliest.equals(Instant.MAX) && floor.equals(Series.ALWAYS)) ? Series.ALWAYS : Series.NEVER, Set.of());
		List<Series> all = this.catalog.all(survey);
		LocalDate before = all.stream()
			.map(Series::coversFrom)
			.filter((covers) -> covers.isAfter(floor))
			.max(Comparator.naturalOrder())
			.orElse(null);
		if (before == null) {
			takeOver(survey, all, floor);
			return false;
		}
		Range days = this.recount.step(definition, before, floor);
		List<Series> built = all.stream().filter((one) -> one.coversFrom().equals(before)).toList();
		Recount.Result counted = this.recount.count(definition, built, days, talliedTo);
		Deltas counts = counted.deltas();
		Map<RowKey, byte[]> rows = new HashMap<>();
		counts.keys().forEach((key) -> rows.put(key, counts.of(key).pack()));
		this.tallies.write(survey, rows);
		this.catalog.storeNewNames(survey, built);
		boolean whole = !days.from().isAfter(floor);
		cover(survey, built, days.from(), whole);
		LocalDate first = earliest.equals(Instant.MAX) ? floor : LocalDays.of(earliest, definition.zone());
		log.info("Built {} series of survey {} from {} responses {}", built.size(), survey, counted.read(),
				whole ? "of its earliest days: they are whole"
						: "back to " + days.from() + ", of days back to " + (first.isBefore(floor) ? floor : first));
		return true;
	}

	// Those that hold purged days cover them too once all days after them are built.
	private void cover(UUID survey, List<Series> built, LocalDate from, boolean whole) {
		List<Series> holding = built.stream().filter((one) -> whole && one.holdsPurged()).toList();
		List<Series> others = built.stream().filter((one) -> !holding.contains(one)).toList();
		this.catalog.cover(survey, holding, Series.ALWAYS);
		this.catalog.cover(survey, others, from);
	}

	/**
	 * Lets series that were built beside others take their place, with what was purged.
	 */
	private void takeOver(UUID survey, List<Series> all, LocalDate firstKept) {
		for (Series fresh : all) {
			if (!fresh.isServing()) {
				Series old = all.stream()
					.filter((one) -> one.isServing() && one.key().equals(fresh.key()))
					.findFirst()
					.orElseThrow();
				takeOver(survey, old, fresh, firstKept);
			}
		}
	}

	private void takeOver(UUID survey, Series old, Series fresh, LocalDate firstKept) {
		Map<RowKey, Cells> purged = new HashMap<>();
		this.tallies.read(survey, List.of(old.id()), new Range(Series.ALWAYS, firstKept), (key, packed) -> {
			try {
				purged.put(key, Cells.unpack(packed));
			}
			catch (UnreadableCells ex) {
				log.error("The purged tally {} of survey {} is unreadable ({}) and can't be recounted", key, survey,
						ex.getMessage());
			}
		});
		Map<RowKey, byte[]> rows = new HashMap<>();
		Deltas.takeOver(old, fresh, firstKept, purged).forEach((key, cells) -> rows.put(key, cells.pack()));
		this.tallies.write(survey, rows);
		this.catalog.storeNewNames(survey, List.of(fresh));
		this.catalog.replace(survey, old, fresh);
	}

}

package dev.voce.tally;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.counting.Cells;
import dev.voce.counting.Deltas;
import dev.voce.counting.Series;
import dev.voce.storage.LongWork;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStates;
import dev.voce.survey.Surveys;
import dev.voce.counting.Cells.UnreadableCells;
import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;

/** Compares tallies with a recount of the stored responses, without writing anything. */
@Service
public class Audit {

	private static final int MOST_DIFFERENCES = 1_000;

	private final TallyStateRepository states;

	private final SeriesCatalog catalog;

	private final TallyRepository tallies;

	private final Recount recount;

	private final Surveys surveys;

	private final SurveyStates surveyStates;

	private final LongWork longWork;

	private final Clock clock;

	Audit(TallyStateRepository states, SeriesCatalog catalog, TallyRepository tallies, Recount recount, Surveys surveys,
			SurveyStates surveyStates, LongWork longWork, Clock clock) {
		this.states = states;
		this.catalog = catalog;
		this.tallies = tallies;
		this.recount = recount;
		this.surveys = surveys;
		this.surveyStates = surveyStates;
		this.longWork = longWork;
		this.clock = clock;
	}

	/**
	 * What an audit found.
	 *
	 * @param asOf when
	 * @param responses how many responses count and have at least one score
	 * @param tallyRows how many rows of tallies were compared
	 * @param differences tallies that are not what the responses say, the first 1,000:
	 * there must be none
	 */
	public record Report(Instant asOf, long responses, long tallyRows, List<Difference> differences) {
	}

	/**
	 * Counts of one value on one day that are not what the responses say.
	 *
	 * @param question the question's id; the survey's own for the reach
	 * @param segment the segment; empty for all responses
	 * @param day the local day
	 * @param value the segment's value; empty for all responses
	 * @param missing for each score what the tally lacks, negative where it has too many;
	 * {@code null} where the tally can't be read
	 */
	public record Difference(UUID question, String segment, LocalDate day, String value,
			@JsonInclude @Nullable List<Long> missing) {
	}

	/**
	 * Compares all tallies of a survey with its responses, of days that are covered and
	 * not purged.
	 * @param id the survey's id
	 * @return what was found
	 */
	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	public Report audit(UUID id) {
		this.longWork.begin();
		SurveyStates.State surveyState = this.surveyStates.read(id);
		SurveyDefinition survey = this.surveys.currentDefinition(id);
		long talliedTo = this.states.read(id).orElseThrow(SurveyNotFound::new).getTalliedTo();
		List<Series> series = this.catalog.all(id);
		List<Difference> differences = new ArrayList<>();
		long responses = 0;
		long rows = 0;
		LocalDate floor = surveyState.firstKept();
		for (LocalDate before = Series.NEVER; before.isAfter(floor);) {
			Range days = this.recount.step(survey, before, floor);
			List<Series> covering = series.stream().filter((one) -> one.coversFrom().isBefore(days.to())).toList();
			Recount.Result counted = this.recount.count(survey, covering, days, talliedTo);
			rows += compare(id, covering, days, counted.deltas(), differences);
			responses += counted.responses();
			before = days.from();
		}
		return new Report(this.clock.instant(), responses, rows,
				differences.stream()
					.sorted(Comparator.comparing(Difference::day)
						.thenComparing(Difference::question)
						.thenComparing(Difference::segment)
						.thenComparing(Difference::value))
					.limit(MOST_DIFFERENCES)
					.toList());
	}

	private long compare(UUID survey, List<Series> covering, Range days, Deltas counts, List<Difference> differences) {
		Map<Integer, Series> byId = new HashMap<>();
		covering.forEach((one) -> byId.put(one.id(), one));
		Map<RowKey, byte[]> stored = new HashMap<>();
		this.tallies.read(survey, byId.keySet(), days, stored::put);
		Set<RowKey> keys = new HashSet<>(stored.keySet());
		keys.addAll(counts.keys());
		for (RowKey key : keys) {
			Series one = byId.get(key.series());
			if (one != null && one.covers(key.day()) && differences.size() < MOST_DIFFERENCES) {
				differences.addAll(differences(one, key, counts.of(key), stored.getOrDefault(key, new byte[0])));
			}
		}
		return stored.size();
	}

	private static List<Difference> differences(Series series, RowKey key, Cells counted, byte[] stored) {
		try {
			Map<Integer, Long[]> missing = new TreeMap<>();
			counted.minus(Cells.unpack(stored)).forEach((value, score, count) -> {
				Long[] scores = missing.computeIfAbsent(value, (number) -> {
					Long[] none = new Long[Cells.SCORES];
					Arrays.fill(none, 0L);
					return none;
				});
				scores[score] = count;
			});
			return missing.entrySet()
				.stream()
				.map((entry) -> new Difference(series.key().question(), series.key().segment(), key.day(),
						series.value(key.part() * Cells.VALUES + entry.getKey()), List.of(entry.getValue())))
				.toList();
		}
		catch (UnreadableCells ex) {
			return List.of(new Difference(series.key().question(), series.key().segment(), key.day(),
					series.value(key.part() * Cells.VALUES), null));
		}
	}

}

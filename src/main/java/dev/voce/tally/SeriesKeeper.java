package dev.voce.tally;

import dev.voce.response.Responses;
import dev.voce.jobs.Jobs;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.counting.Series;
import dev.voce.survey.CountedChanged;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyRows;
import dev.voce.survey.SurveyStates;

/** Has series follow what surveys say is to be counted. */
@Component
class SeriesKeeper implements SurveyRows {

	private final SeriesCatalog catalog;

	private final SeriesRepository series;

	private final TallyRepository tallies;

	private final RebuildRepository rebuilds;

	private final CountedRows rows;

	private final SurveyStates states;

	private final Tallying tallying;

	private final Jobs jobs;

	SeriesKeeper(SeriesCatalog catalog, SeriesRepository series, TallyRepository tallies, RebuildRepository rebuilds,
			CountedRows rows, SurveyStates states, Tallying tallying, Jobs jobs) {
		this.catalog = catalog;
		this.series = series;
		this.tallies = tallies;
		this.rebuilds = rebuilds;
		this.rows = rows;
		this.states = states;
		this.tallying = tallying;
		this.jobs = jobs;
	}

	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void follow(CountedChanged changed) {
		SurveyDefinition before = changed.before();
		SurveyDefinition after = changed.after();
		UUID survey = after.id();
		if (!before.zone().equals(after.zone())) {
			// Days begin elsewhere: what was counted by other days is of no use.
			this.catalog.discard(survey);
		}
		this.catalog.adjust(after, coversFrom(survey), added(before, after));
		List<Series> all = this.catalog.all(survey);
		for (String segment : after.segments()) {
			Set<String> allowed = after.segmentValues(segment);
			if (before.segments().contains(segment)
					&& !java.util.Objects.equals(before.segmentValues(segment), allowed)) {
				this.catalog.nameAnew(after, all, segment);
			}
		}
		this.jobs.runSoon(TallyJobs.BUILDING);
	}

	private static Set<UUID> added(SurveyDefinition before, SurveyDefinition after) {
		Set<UUID> added = new HashSet<>(questions(after));
		added.removeAll(questions(before));
		return added;
	}

	private static List<UUID> questions(SurveyDefinition survey) {
		return survey.questions().stream().map(SurveyDefinition.Question::id).toList();
	}

	/** Tallies what goes, which nobody can count any more. */
	@EventListener
	@Transactional(propagation = Propagation.MANDATORY)
	void tallyAll(Responses.Purging purging) {
		UUID survey = purging.survey().id();
		LocalDate kept = this.states.read(survey).firstKept();
		if (this.catalog.all(survey).stream().anyMatch((one) -> one.coversFrom().isAfter(kept))) {
			purging.postpone();
			this.jobs.runSoon(TallyJobs.BUILDING);
		}
		else if (this.tallying.tallyAll(survey)) {
			this.catalog.revise(survey);
		}
		else {
			purging.postpone();
		}
	}

	/** Nothing has to be built where nothing was stored. */
	private LocalDate coversFrom(UUID survey) {
		return (this.rows.earliest(survey).equals(Instant.MAX)
				&& this.states.read(survey).firstKept().equals(SurveyStates.BEGINNING)) ? Series.ALWAYS : Series.NEVER;
	}

	@Override
	@Transactional
	public int removeSome(UUID survey, int limit) {
		this.states.lockTallies(survey); // or two nodes would each think the other done
		int removed = this.tallies.removeSome(survey, limit);
		if (removed == 0) {
			this.series.forgetAllNames(survey);
			this.series.removeAll(survey);
			this.rebuilds.removeAll(survey);
		}
		return removed;
	}

}

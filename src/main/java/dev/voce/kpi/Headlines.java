package dev.voce.kpi;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.scoring.Interval;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Scale;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyView;
import dev.voce.survey.Surveys;
import dev.voce.tally.CountsReader;

/**
 * The headline figures of surveys. They are kept, and computed again when what they are
 * made of has changed, since lists are read again and again.
 */
@Component
class Headlines {

	/** How many days they cover. */
	private static final int DAYS = 90;

	/** Of how many surveys they are kept, of each a few kilobytes. */
	private static final int MOST = 2_000;

	private final Surveys surveys;

	private final Figures figures;

	private final CountsReader counts;

	private final Clock clock;

	private final Map<UUID, Known> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
		@Override
		protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
			return size() > MOST;
		}
	});

	Headlines(Surveys surveys, Figures figures, CountsReader counts, Clock clock) {
		this.surveys = surveys;
		this.figures = figures;
		this.counts = counts;
		this.clock = clock;
	}

	/**
	 * What is known of a survey.
	 *
	 * @param madeOf what it was computed from
	 * @param firstPublishedAt when the survey was first published
	 * @param headline its figures; {@code null} where no question has a score
	 */
	record Known(String madeOf, @Nullable Instant firstPublishedAt, @Nullable Headline headline) {

		static final Known NOTHING = new Known("", null, null);

	}

	/**
	 * The figures of a survey's first scored question over the last 90 days, today being
	 * the last.
	 *
	 * @param question the question's key
	 * @param metric what is measured
	 * @param scale the lowest and highest score
	 * @param formula how it is computed
	 * @param from the first day
	 * @param to the first day after
	 * @param responses the answers it is made of; {@code null} where that can't be known
	 * any more
	 * @param today how many of them were given today
	 * @param value the figure; {@code null} without answers
	 * @param mean the mean score; {@code null} without answers, and for thumbs
	 * @param interval of the value
	 * @param change against the 90 days before; {@code null} where either is empty or not
	 * known
	 * @param complete {@code false} while responses are still being counted
	 * @param series each week, the first one from the first day on
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Headline(String question, Metric metric, Scale scale, String formula, LocalDate from, LocalDate to,
			@Nullable Long responses, @Nullable Long today, @Nullable Double value, @Nullable Double mean,
			@Nullable Interval interval, KpiView.@Nullable RangeChange change, boolean complete, List<Week> series) {
	}

	/**
	 * A week's figure.
	 *
	 * @param from its first day in the range
	 * @param to the first day after
	 * @param responses the answers it is made of; {@code null} where that can't be known
	 * any more
	 * @param value the figure; {@code null} without answers
	 * @param interval of the value
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Week(LocalDate from, LocalDate to, @Nullable Long responses, @Nullable Double value,
			@Nullable Interval interval) {

		static Week of(KpiView.PeriodFigure week) {
			KpiView.Figure figure = week.figure();
			return new Week(week.from(), week.to(), figure.responses(), figure.value(), figure.interval());
		}

	}

	/**
	 * Reads the headlines of surveys.
	 * @param list the surveys
	 * @return what is known of each, {@link Known#NOTHING} of one that was deleted
	 */
	Map<UUID, Known> of(List<SurveyView> list) {
		// Read before the figures: were they to change in between, the tag is the older
		// one, and the next list computes them again.
		Map<UUID, String> tags = this.counts.tags(list.stream().map(SurveyView::id).toList());
		Instant now = this.clock.instant();
		Map<UUID, Known> found = new HashMap<>();
		for (SurveyView survey : list) {
			LocalDate to = LocalDate.ofInstant(now, ZoneId.of(survey.zone())).plusDays(1);
			String madeOf = survey.revision() + " " + tags.get(survey.id()) + " " + to;
			Known last = this.known.get(survey.id());
			if (last == null || !last.madeOf().equals(madeOf)) {
				last = read(survey, madeOf, to, now);
				this.known.put(survey.id(), last);
			}
			found.put(survey.id(), last);
		}
		return found;
	}

	private Known read(SurveyView view, String madeOf, LocalDate to, Instant now) {
		try {
			SurveyDefinition definition = this.surveys.definitionInForce(view.id(), view.revision());
			return this.figures.inForce(definition,
					(survey) -> new Known(madeOf, survey.firstPublishedAt(), headline(survey, to, now)));
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return Known.NOTHING;
		}
	}

	private @Nullable Headline headline(SurveyDefinition survey, LocalDate to, Instant now) {
		if (survey.at(survey.version()).stream().allMatch((question) -> question.formula() == null)) {
			return null;
		}
		LocalDate from = to.minusDays(DAYS);
		KpiRequest request = KpiRequest.of(survey, new KpiRequest.Parameters(null, from.toString(), to.toString(), null,
				"week", null, null, null, null, null), now);
		Figures.Recent recent = this.figures.recent(request);
		KpiView.Figure overall = recent.overall().figure();
		return new Headline(request.question().key(), request.formula().metric(), request.formula().scale(),
				request.formula().name(), from, to, overall.responses(), recent.lastDay(), overall.value(),
				overall.mean(), overall.interval(), recent.overall().change(), recent.complete(),
				recent.series().stream().map(Week::of).toList());
	}

}

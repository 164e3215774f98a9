package dev.voce.kpi;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.kpi.KpiView.Figure;
import dev.voce.kpi.KpiView.PeriodFigure;
import dev.voce.kpi.KpiView.Reach;
import dev.voce.kpi.KpiView.SegmentFigure;
import dev.voce.scoring.Comparison;
import dev.voce.scoring.Distribution;
import dev.voce.scoring.Formula;
import dev.voce.scoring.Score;
import dev.voce.survey.SurveyStates;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Computes figures from tallies: all of one answer from one snapshot. */
@Service
class Figures {

	/** How many figures of segments one answer holds at most. */
	private static final int MOST_SEGMENT_FIGURES = 50_000;

	private final TallyRepository repository;

	private final SurveyStates states;

	private final Clock clock;

	Figures(TallyRepository repository, SurveyStates states, Clock clock) {
		this.repository = repository;
		this.states = states;
		this.clock = clock;
	}

	@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
	KpiView figures(KpiRequest request) {
		SurveyStates.State state = this.states.read(request.survey().id());
		refuseTooMany(request);
		Reader reader = new Reader(request, previous(request));
		TallySums all = reader.sums(request.question().id(), "");
		TallySums bySegment = (request.segment() != null) ? reader.sums(request.question().id(), request.segment())
				: null;
		TallySums main = (request.value() != null && bySegment != null) ? bySegment : all;
		String value = (request.value() != null) ? request.value() : "";
		return new KpiView(request.survey().id(), request.question().key(), request.version(), reader.formula.metric(),
				reader.formula.scale(), reader.formula.scoreClasses(), reader.formula.name(),
				state.building().isEmpty(), bySegment != null && bySegment.values().contains(SegmentNames.OTHER),
				request.zone().getId(), request.unit().name().toLowerCase(Locale.ROOT), request.from(), request.to(),
				reader.rawFrom(state), this.clock.instant(),
				Figure.of(reader.score(main, value, request.from(), request.to())), reader.series(main, value),
				(bySegment != null) ? reader.segments(bySegment, all) : null, reader.reach());
	}

	private void refuseTooMany(KpiRequest request) {
		if (request.segment() == null) {
			return;
		}
		long values = this.repository.countNames(request.survey().id(), request.segment());
		if ((values + 1) * request.periods().size() > MOST_SEGMENT_FIGURES) {
			throw Problem.invalid(Flaw.in("segment", "kpi.values", values, request.periods().size()));
		}
	}

	/** The score of a range as a whole. */
	@Transactional(readOnly = true)
	Score overall(KpiRequest request) {
		Reader reader = new Reader(request, null);
		return reader.score(reader.sums(request.question().id(), ""), "", request.from(), request.to());
	}

	/** The period, or the part of one, that ends where the range begins. */
	private static Periods.@Nullable Period previous(KpiRequest request) {
		if (request.window() != null) {
			return null;
		}
		LocalDate start = request.unit().start(request.from().minusDays(1));
		return new Periods.Period(request.unit().name(start), start, request.from());
	}

	/** Reads and computes what one request asks for. */
	private final class Reader {

		private final KpiRequest request;

		private final Periods.@Nullable Period previous;

		private final Formula formula;

		private final SortedSet<LocalDate> days = new TreeSet<>();

		Reader(KpiRequest request, Periods.@Nullable Period previous) {
			this.request = request;
			this.previous = previous;
			this.formula = request.formula();
			for (Periods.Period period : request.periods()) {
				this.days.add(period.from());
				this.days.add(period.to());
				this.days.add(start(period));
			}
			if (previous != null) {
				this.days.add(previous.from());
			}
		}

		/** The first day that a period's figure counts. */
		private LocalDate start(Periods.Period period) {
			return (this.request.window() != null) ? period.to().minusDays(this.request.window()) : period.from();
		}

		@Nullable Instant rawFrom(SurveyStates.State state) {
			LocalDate first = start(this.request.periods().get(0));
			return state.isPurged(first.atStartOfDay(this.request.zone()).toInstant()) ? state.rawFrom() : null;
		}

		TallySums sums(UUID question, String segment) {
			return TallySums.read(Figures.this.repository, this.request.survey().id(), question, segment, this.days,
					this.request.zone());
		}

		Score score(TallySums sums, String value, LocalDate from, LocalDate to) {
			return this.formula.score(sums.between(value, from, to, this.formula.scale()), this.request.level());
		}

		List<PeriodFigure> series(TallySums sums, String value) {
			List<PeriodFigure> series = new ArrayList<>();
			Distribution before = (this.previous != null)
					? sums.between(value, this.previous.from(), this.previous.to(), this.formula.scale()) : null;
			for (Periods.Period period : this.request.periods()) {
				Distribution answers = sums.between(value, start(period), period.to(), this.formula.scale());
				Comparison change = (before != null) ? this.formula.compare(answers, before, this.request.level())
						: null;
				series.add(new PeriodFigure(period.name(), period.from(), period.to(),
						Figure.of(this.formula.score(answers, this.request.level())), change));
				before = (this.previous != null) ? answers : null;
			}
			return series;
		}

		List<SegmentFigure> segments(TallySums bySegment, TallySums all) {
			List<String> values = bySegment.values();
			LocalDate from = this.request.from();
			LocalDate to = this.request.to();
			Distribution whole = all.between("", from, to, this.formula.scale());
			List<Distribution> answers = values.stream()
				.map((value) -> bySegment.between(value, from, to, this.formula.scale()))
				.toList();
			List<@Nullable Comparison> versusRest = Comparison.adjust(
					answers.stream().<@Nullable Comparison>map((mine) -> versusRest(mine, whole)).toList(),
					this.request.level());
			List<SegmentFigure> segments = new ArrayList<>();
			for (int i = 0; i < values.size(); i++) {
				if (answers.get(i).total() > 0) {
					segments.add(new SegmentFigure(values.get(i), answers.get(i).total(),
							Figure.of(this.formula.score(answers.get(i), this.request.level())),
							series(bySegment, values.get(i)), versusRest.get(i)));
				}
			}
			segments.sort(Comparator.comparingLong((SegmentFigure segment) -> -segment.responses())
				.thenComparing(SegmentFigure::value));
			return segments;
		}

		private @Nullable Comparison versusRest(Distribution mine, Distribution whole) {
			long[] rest = whole.counts();
			long[] counts = mine.counts();
			for (int i = 0; i < rest.length; i++) {
				rest[i] = Math.max(0, rest[i] - counts[i]);
			}
			return this.formula.compare(mine, Distribution.of(whole.scale(), rest), this.request.level());
		}

		Reach reach() {
			String segment = (this.request.value() != null) ? this.request.segment() : null;
			if (segment != null && !TallyKeeper.SHOWN_BY.contains(segment)) {
				return new Reach(null, null, null, null);
			}
			String value = (segment != null) ? String.valueOf(this.request.value()) : "";
			long[] counts = sums(this.request.survey().id(), (segment != null) ? segment : "").between(value,
					this.request.from(), this.request.to());
			long shown = counts[TallyKeeper.SHOWN];
			long started = counts[TallyKeeper.STARTED];
			// Answers may also come without the survey having been shown by the widget.
			Double rate = (shown == 0 || started > shown) ? null : (Double) (100.0 * started / shown);
			return new Reach((shown == 0) ? null : (Long) shown, started, counts[TallyKeeper.FINISHED], rate);
		}

	}

}

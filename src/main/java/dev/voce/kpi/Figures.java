package dev.voce.kpi;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

import dev.voce.kpi.KpiView.Figure;
import dev.voce.kpi.KpiView.PeriodFigure;
import dev.voce.kpi.KpiView.RangeChange;
import dev.voce.kpi.KpiView.RangeFigure;
import dev.voce.kpi.KpiView.Reach;
import dev.voce.kpi.KpiView.SegmentFigure;
import dev.voce.scoring.Comparison;
import dev.voce.scoring.Distribution;
import dev.voce.scoring.Formula;
import dev.voce.scoring.Score;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.tally.Counts;
import dev.voce.tally.CountsReader;
import dev.voce.counting.ReachEvent;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/** Computes figures from counts: all of one reply from one snapshot. */
@Service
class Figures {

	/** How many figures of segments one reply holds at most. */
	private static final int MOST_SEGMENT_FIGURES = 50_000;

	private static final String OTHER = "(other)";

	private final Surveys surveys;

	private final CountsReader counts;

	private final Clock clock;

	Figures(Surveys surveys, CountsReader counts, Clock clock) {
		this.surveys = surveys;
		this.counts = counts;
		this.clock = clock;
	}

	/**
	 * Reads by a survey's definition, and again by the one in force where it was edited
	 * meanwhile.
	 */
	<T> T inForce(SurveyDefinition survey, Function<SurveyDefinition, T> read) {
		SurveyDefinition definition = survey;
		while (true) {
			try {
				return read.apply(definition);
			}
			catch (CountsReader.DefinitionChanged ex) {
				definition = this.surveys.definitionInForce(survey.id(), ex.revision());
				if (definition.deleted()) {
					throw new SurveyNotFound();
				}
			}
		}
	}

	/**
	 * Figures, and what they are made of.
	 *
	 * @param view the figures
	 * @param tag names the counts that they are made of
	 * @see CountsReader#tag
	 */
	record Tagged(KpiView view, String tag) {
	}

	Tagged figures(KpiRequest request) {
		Range range = new Range(request);
		List<String> segments = (request.segment() != null) ? List.of("", request.segment()) : List.of("");
		String reachSegment = range.reachSegment();
		CountsReader.Reading reading = this.counts
			.read(new CountsReader.Request(request.survey(), request.question().id(), segments,
					(reachSegment != null) ? List.of(reachSegment) : List.of(), range.days, request.zone()));
		Counts all = Objects.requireNonNull(reading.bySegment().get(""));
		Counts bySegment = (request.segment() != null) ? reading.bySegment().get(request.segment()) : null;
		Counts main = (request.value() != null && bySegment != null) ? bySegment : all;
		String value = (request.value() != null) ? request.value() : "";
		refuseTooMany(request, bySegment);
		KpiView view = new KpiView(request.survey().id(), request.question().key(), request.version(),
				range.formula.metric(), range.formula.scale(), range.formula.scoreClasses(), range.formula.name(),
				all.isComplete() && (bySegment == null || bySegment.isComplete()),
				bySegment != null && bySegment.isCapped() && bySegment.values().contains(OTHER), request.zone().getId(),
				request.unit().name().toLowerCase(Locale.ROOT), request.from(), request.to(), this.clock.instant(),
				new RangeFigure(range.figure(main, value), range.change(main, value)), range.series(main, value),
				(bySegment != null) ? range.segments(bySegment, all) : null, range.reach(reading));
		return new Tagged(view, reading.tag());
	}

	private static void refuseTooMany(KpiRequest request, @Nullable Counts bySegment) {
		long values = (bySegment != null) ? bySegment.values().size() : 0;
		if (values * request.periods().size() > MOST_SEGMENT_FIGURES) {
			throw Problem.invalid(Flaw.in("segment", "kpi.values", values, request.periods().size()));
		}
	}

	/**
	 * The figures of a range and its periods, and how many responses its last day has.
	 */
	Recent recent(KpiRequest request) {
		Range range = new Range(request);
		LocalDate last = request.to().minusDays(1);
		range.days.add(last);
		Counts counts = Objects.requireNonNull(this.counts
			.read(new CountsReader.Request(request.survey(), request.question().id(), List.of(""), List.of(),
					range.days, request.zone()))
			.bySegment()
			.get(""));
		return new Recent(new RangeFigure(range.figure(counts, ""), range.change(counts, "")), range.series(counts, ""),
				range.figure(range.known(counts, "", last, request.to())).responses(), counts.isComplete());
	}

	/**
	 * What {@link #recent} reads.
	 *
	 * @param overall the whole range, compared with the range of equal length before it
	 * @param series each period of the range
	 * @param lastDay the responses of the last day; {@code null} where that can't be
	 * known any more
	 * @param complete {@code false} while responses are still being counted
	 */
	record Recent(RangeFigure overall, List<PeriodFigure> series, @Nullable Long lastDay, boolean complete) {
	}

	private static Distribution distribution(Formula formula, Counts counts, String value, LocalDate from,
			LocalDate to) {
		long[] scores = counts.between(value, from, to);
		return Distribution.of(formula.scale(), java.util.Arrays.copyOf(scores, formula.scale().size()));
	}

	/** Computes what one request asks for. */
	private static final class Range {

		private final KpiRequest request;

		private final Formula formula;

		/** The whole period before the range, where its first period is whole too. */
		private final Periods.@Nullable Period previous;

		/** Where the range of equal length before begins. */
		private final LocalDate before;

		private final SortedSet<LocalDate> days = new TreeSet<>();

		Range(KpiRequest request) {
			this.request = request;
			this.formula = request.formula();
			this.previous = previous(request);
			this.before = request.from().minusDays(ChronoUnit.DAYS.between(request.from(), request.to()));
			this.days.add(this.before);
			for (Periods.Period period : request.periods()) {
				this.days.add(period.from());
				this.days.add(period.to());
				this.days.add(start(period));
			}
			if (this.previous != null) {
				this.days.add(this.previous.from());
			}
		}

		private static Periods.@Nullable Period previous(KpiRequest request) {
			LocalDate start = request.unit().start(request.from().minusDays(1));
			return (request.window() == null && request.unit().start(request.from()).equals(request.from()))
					? new Periods.Period(request.unit().name(start), start, request.from()) : null;
		}

		/** The first day that a period's figure counts. */
		private LocalDate start(Periods.Period period) {
			return (this.request.window() != null) ? period.to().minusDays(this.request.window()) : period.from();
		}

		private @Nullable Distribution known(Counts counts, String value, LocalDate from, LocalDate to) {
			return counts.isPurged(from, to) ? null : distribution(this.formula, counts, value, from, to);
		}

		private Figure figure(@Nullable Distribution responses) {
			return (responses != null) ? Figure.of(this.formula.score(responses, this.request.level())) : Figure.PURGED;
		}

		Figure figure(Counts counts, String value) {
			return figure(known(counts, value, this.request.from(), this.request.to()));
		}

		private @Nullable Comparison compare(@Nullable Distribution one, @Nullable Distribution other) {
			return (one != null && other != null) ? this.formula.compare(one, other, this.request.level()) : null;
		}

		@Nullable RangeChange change(Counts counts, String value) {
			Distribution earlier = counts.isComplete() ? known(counts, value, this.before, this.request.from()) : null;
			Comparison comparison = compare(known(counts, value, this.request.from(), this.request.to()), earlier);
			if (earlier == null || comparison == null) {
				return null;
			}
			Score score = this.formula.score(earlier, this.request.level());
			return new RangeChange(score.responses(), score.value(), score.classes(), comparison);
		}

		List<PeriodFigure> series(Counts counts, String value) {
			List<PeriodFigure> series = new ArrayList<>();
			Distribution before = (this.previous != null)
					? known(counts, value, this.previous.from(), this.previous.to()) : null;
			for (Periods.Period period : this.request.periods()) {
				Distribution responses = known(counts, value, start(period), period.to());
				boolean comparable = this.request.window() == null && isWhole(period) && counts.isComplete();
				series.add(new PeriodFigure(period.name(), period.from(), period.to(), figure(responses),
						comparable ? compare(responses, before) : null));
				before = comparable ? responses : null;
			}
			return series;
		}

		private boolean isWhole(Periods.Period period) {
			return this.request.unit().start(period.from()).equals(period.from())
					&& this.request.unit().plus(period.from(), 1).equals(period.to());
		}

		List<SegmentFigure> segments(Counts bySegment, Counts all) {
			LocalDate from = this.request.from();
			LocalDate to = this.request.to();
			List<String> values = bySegment.values();
			Distribution whole = known(all, "", from, to);
			List<@Nullable Comparison> versusRest = Comparison.adjust(values.stream()
				.<@Nullable Comparison>map((value) -> versusRest(known(bySegment, value, from, to), whole))
				.toList(), this.request.level());
			List<SegmentFigure> segments = new ArrayList<>();
			for (int i = 0; i < values.size(); i++) {
				String value = values.get(i);
				Figure figure = figure(bySegment, value);
				if (figure.responses() == null || figure.responses() > 0) {
					segments.add(new SegmentFigure(value, figure.responses(), figure, change(bySegment, value),
							series(bySegment, value), bySegment.isComplete() ? versusRest.get(i) : null));
				}
			}
			segments.sort(Comparator
				.comparingLong((SegmentFigure segment) -> (segment.responses() != null) ? -segment.responses() : 0)
				.thenComparing(SegmentFigure::value));
			return segments;
		}

		private @Nullable Comparison versusRest(@Nullable Distribution mine, @Nullable Distribution whole) {
			if (mine == null || whole == null) {
				return null;
			}
			long[] rest = whole.counts();
			long[] counts = mine.counts();
			for (int i = 0; i < rest.length; i++) {
				rest[i] = Math.max(0, rest[i] - counts[i]);
			}
			return compare(mine, Distribution.of(whole.scale(), rest));
		}

		/**
		 * The segment that the reach is read under; {@code null} where it isn't counted
		 * so.
		 */
		@Nullable String reachSegment() {
			if (this.request.value() == null || this.request.segment() == null) {
				return "";
			}
			return CountsReader.countsReachBy(this.request.segment()) ? this.request.segment() : null;
		}

		Reach reach(CountsReader.Reading reading) {
			String segment = reachSegment();
			Counts counts = (segment != null) ? reading.reach().get(segment) : null;
			LocalDate from = this.request.from();
			if (segment == null || counts == null || counts.isPurged(from, this.request.to())) {
				return Reach.UNKNOWN;
			}
			long[] events = counts.between(segment.isEmpty() ? "" : String.valueOf(this.request.value()), from,
					this.request.to());
			boolean known = reading.askedFrom() == null || !from.isBefore(reading.askedFrom());
			Long asked = known ? (Long) (of(events, ReachEvent.ASKED) - of(events, ReachEvent.VOID)) : null;
			Long answered = known ? (Long) of(events, ReachEvent.ANSWERED) : null;
			return new Reach(asked, answered, of(events, ReachEvent.INVITED), of(events, ReachEvent.SENT),
					of(events, ReachEvent.SHOWN), of(events, ReachEvent.DISMISSED), of(events, ReachEvent.STARTED),
					of(events, ReachEvent.FINISHED),
					(asked != null && answered != null && asked > 0) ? (Double) (100.0 * answered / asked) : null);
		}

		private static long of(long[] events, ReachEvent event) {
			return events[event.ordinal()];
		}

	}

}

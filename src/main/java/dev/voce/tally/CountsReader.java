package dev.voce.tally;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.counting.Cells;
import dev.voce.counting.Counting;
import dev.voce.counting.Deltas;
import dev.voce.counting.LocalDays;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.counting.CountedRow;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStatus;
import dev.voce.counting.Cells.UnreadableCells;
import dev.voce.counting.Deltas.Range;
import dev.voce.counting.Deltas.RowKey;

/**
 * The one place that reads counts: tallies, and what is not tallied yet, in one snapshot.
 */
@Service
public class CountsReader {

	private static final Logger log = LoggerFactory.getLogger(CountsReader.class);

	/** How many rows of tallies one reading reads at most. */
	private static final int MOST_ROWS = 200_000;

	/** How many counts one reading holds at most: values times days asked for. */
	private static final int MOST_COUNTS = 200_000;

	/** How many responses are read for the edges of periods in another zone. */
	private static final long MOST_EDGE_ROWS = 1_000_000;

	private final TallyStateRepository states;

	private final TallyRepository tallies;

	private final CountedRows rows;

	private final RebuildRequests rebuilds;

	CountsReader(TallyStateRepository states, TallyRepository tallies, CountedRows rows, RebuildRequests rebuilds) {
		this.states = states;
		this.tallies = tallies;
		this.rows = rows;
		this.rebuilds = rebuilds;
	}

	/**
	 * What is to be read.
	 *
	 * @param survey of which survey
	 * @param question the question's id
	 * @param segments the segments of the question; empty for all together
	 * @param reach the segments of the reach; empty for all together
	 * @param days between which counts will be asked for, two at least
	 * @param zone where these days begin
	 */
	public record Request(SurveyDefinition survey, UUID question, List<String> segments, List<String> reach,
			SortedSet<LocalDate> days, ZoneId zone) {
	}

	/**
	 * What was read.
	 *
	 * @param bySegment the question's counts by segment
	 * @param reach the counts of those asked by segment; events by {@code ordinal}
	 * @param askedFrom the first day of which it is known who was asked, {@code null}
	 * where of all
	 * @param tag as {@link #tag} returns it, of the same snapshot
	 */
	public record Reading(Map<String, Counts> bySegment, Map<String, Counts> reach, @Nullable LocalDate askedFrom,
			String tag) {
	}

	/**
	 * Names what figures are computed from: it changes when they may.
	 * @param survey the survey's id
	 * @return the last sequence number of the survey, and how often its tallies were
	 * revised
	 */
	public String tag(UUID survey) {
		return this.tallies.tag(survey).orElseThrow(SurveyNotFound::new);
	}

	/**
	 * Names what the figures of many surveys are computed from.
	 * @param surveys their ids
	 * @return the tag of each, as {@link #tag} returns it; none for a survey that there
	 * is no more
	 */
	@Transactional(readOnly = true)
	public Map<UUID, String> tags(Collection<UUID> surveys) {
		return this.states.tags(surveys)
			.stream()
			.collect(Collectors.toMap(TallyStateRepository.Tag::getSurvey, TallyStateRepository.Tag::getTag));
	}

	/**
	 * Reads counts.
	 * @param request what is to be read
	 * @return the counts, of one snapshot
	 * @throws DefinitionChanged if the survey was edited meanwhile
	 * @throws Problem (422) if more would be read than a reply may cost
	 */
	@Transactional(readOnly = true)
	public Reading read(Request request) {
		UUID survey = request.survey().id();
		List<SeriesKey> keys = new ArrayList<>();
		request.segments().forEach((segment) -> keys.add(new SeriesKey(request.question(), segment)));
		request.reach().forEach((segment) -> keys.add(new SeriesKey(survey, segment)));
		Cuts cuts = Cuts.of(request);
		TallyRows.Serving serving = this.tallies.serving(survey, keys, cuts.range(), MOST_ROWS + 1);
		if (serving.definitionRevision() != request.survey().revision()) {
			throw new DefinitionChanged(serving.definitionRevision());
		}
		Snapshot snapshot = new Snapshot(request, cuts, serving);
		snapshot.addTallies();
		snapshot.addUntallied();
		snapshot.addEdges();
		return new Reading(counts(snapshot, request.question(), request.segments()),
				counts(snapshot, survey, request.reach()), serving.askedFrom(),
				serving.last() + "." + serving.revision());
	}

	private static Map<String, Counts> counts(Snapshot snapshot, UUID question, Collection<String> segments) {
		return segments.stream()
			.collect(Collectors.toMap((segment) -> segment,
					(segment) -> snapshot.counts(new SeriesKey(question, segment))));
	}

	/**
	 * Tells whether it is counted who was asked, by a segment.
	 * @param segment the segment
	 * @return {@code true} for where somebody was asked
	 */
	public static boolean countsReachBy(String segment) {
		return Counting.REACH_SEGMENTS.contains(segment);
	}

	/** The survey was edited between looking it up and reading its figures. */
	public static final class DefinitionChanged extends RuntimeException {

		private final long revision;

		DefinitionChanged(long revision) {
			this.revision = revision;
		}

		/** The revision of the definition in force. */
		public long revision() {
			return this.revision;
		}

	}

	/** What each value of a series counts, by day asked for and score. */
	private static final class Sums {

		private final int days;

		/** By the values' numbers; {@code null} for one that counts nothing. */
		private long[] @Nullable [][] byNumber = new long[Cells.VALUES][][];

		Sums(int days) {
			this.days = days;
		}

		long[][] of(int number) {
			if (number >= this.byNumber.length) {
				this.byNumber = Arrays.copyOf(this.byNumber, Math.max(number + 1, 2 * this.byNumber.length));
			}
			long[][] sums = this.byNumber[number];
			if (sums == null) {
				sums = new long[this.days][Cells.SCORES];
				this.byNumber[number] = sums;
			}
			return sums;
		}

		void forEach(BiConsumer<Integer, long[][]> visitor) {
			for (int number = 0; number < this.byNumber.length; number++) {
				if (this.byNumber[number] != null) {
					visitor.accept(number, this.byNumber[number]);
				}
			}
		}

	}

	/**
	 * Where the survey's local days are cut by the days asked for.
	 *
	 * @param days for each day asked for, the survey's first local day that hasn't ended
	 * when it begins, counted from 1970-01-01
	 * @param edges for each day asked for, when all before it have ended, which is later
	 * than it begins where the day before ends twice; {@code null} where only whole days
	 * lie before
	 */
	private record Cuts(long[] days, @Nullable Instant[] edges) {

		static Cuts of(Request request) {
			Cuts cuts = new Cuts(new long[request.days().size()], new Instant[request.days().size()]);
			int next = 0;
			for (LocalDate day : request.days()) {
				cuts.cut(next++, day, request.zone(), request.survey().zone());
			}
			return cuts;
		}

		private void cut(int i, LocalDate day, ZoneId wanted, ZoneId zone) {
			if (wanted.equals(zone)) {
				this.days[i] = day.toEpochDay();
				return;
			}
			LocalDate cut = LocalDays.firstNotEnded(LocalDays.start(day, wanted), zone);
			Instant end = LocalDays.end(day.minusDays(1), wanted);
			this.days[i] = cut.toEpochDay();
			this.edges[i] = LocalDays.start(cut, zone).isBefore(end) ? end : null;
		}

		LocalDate day(int i) {
			return LocalDate.ofEpochDay(this.days[i]);
		}

		Range range() {
			return new Range(day(0), day(this.days.length - 1));
		}

		/** The first of the days asked for before which all of a local day lies. */
		int firstAfter(long day) {
			int low = 0;
			int high = this.days.length;
			while (low < high) {
				int middle = (low + high) >>> 1;
				if (this.days[middle] > day) {
					high = middle;
				}
				else {
					low = middle + 1;
				}
			}
			return low;
		}

	}

	/** One reading. Not for several threads. */
	private final class Snapshot {

		private final Request request;

		private final UUID survey;

		private final ZoneId zone;

		private final TallyRows.Serving serving;

		private final List<LocalDate> days;

		private final Cuts cuts;

		private final Map<SeriesKey, Series> series;

		private final Map<Series, Sums> whole = new HashMap<>();

		private final Map<Series, Sums> atEdges = new HashMap<>();

		private final List<SeriesKey> incomplete = new ArrayList<>();

		Snapshot(Request request, Cuts cuts, TallyRows.Serving serving) {
			this.request = request;
			this.survey = request.survey().id();
			this.zone = request.survey().zone();
			this.serving = serving;
			this.days = List.copyOf(request.days());
			this.cuts = cuts;
			this.series = serving.series()
				.stream()
				.map(TallyRows.Tallied::series)
				.collect(Collectors.toMap(Series::key, (one) -> one));
		}

		void addTallies() {
			if (this.series.values().stream().anyMatch((one) -> one.values() * this.days.size() > MOST_COUNTS)) {
				throw tooMany();
			}
			int rows = 0;
			for (TallyRows.Tallied tallied : this.serving.series()) {
				while (tallied.rows().hasRemaining()) {
					add(tallied.series(), tallied.rows());
					if (++rows > MOST_ROWS) {
						throw tooMany();
					}
				}
			}
		}

		private static Problem tooMany() {
			return Problem.invalid(Flaw.in("segment", "kpi.tallies"));
		}

		private void add(Series one, ByteBuffer row) {
			LocalDate day = LocalDate.ofEpochDay(row.getInt());
			short part = row.getShort();
			byte[] packed = new byte[row.getInt()];
			row.get(packed);
			if (one.covers(day)) {
				try {
					add(one, day, part, Cells.unpack(packed));
				}
				catch (UnreadableCells ex) {
					log.error("The tally {} of survey {} is unreadable ({}); its days are recounted",
							new RowKey(one.id(), day, part), this.survey, ex.getMessage());
					this.incomplete.add(one.key());
					CountsReader.this.rebuilds.requestSoon(this.survey);
				}
			}
		}

		private void add(Series one, LocalDate day, int part, Cells cells) {
			int until = this.cuts.firstAfter(day.toEpochDay());
			if (until < this.days.size()) {
				Sums sums = sums(this.whole, one);
				int first = part * Cells.VALUES;
				cells.forEach((value, score, count) -> sums.of(first + value)[until][score] += count);
			}
		}

		private Sums sums(Map<Series, Sums> of, Series one) {
			return of.computeIfAbsent(one, (series) -> new Sums(this.days.size()));
		}

		void addUntallied() {
			long talliedTo = this.serving.talliedTo();
			if (this.serving.last() <= talliedTo) {
				return;
			}
			Deltas deltas = new Deltas(new Counting(this.request.survey()), this.series.values(),
					this.serving.firstKept());
			deltas.advance(talliedTo, CountedRow.CURRENT - 1, CountsReader.this.rows.untallied(this.survey, talliedTo));
			Map<Integer, Series> byId = this.series.values()
				.stream()
				.collect(Collectors.toMap(Series::id, (one) -> one));
			Range range = this.cuts.range();
			for (RowKey key : deltas.keys()) {
				Series one = byId.get(key.series());
				if (one != null && range.contains(key.day())) {
					add(one, key.day(), key.part(), deltas.of(key));
				}
			}
		}

		/**
		 * Adds the parts of the survey's local days that lie before the days asked for,
		 * in another zone: counted from the responses as they are.
		 */
		void addEdges() {
			List<Integer> cut = new ArrayList<>();
			for (int i = 0; i < this.days.size(); i++) {
				if (this.cuts.edges()[i] != null && !this.cuts.day(i).isBefore(this.serving.firstKept())) {
					cut.add(i);
				}
			}
			if (cut.isEmpty()) {
				return;
			}
			Counting counting = new Counting(this.request.survey());
			refuseTooMany(cut);
			for (int i : cut) {
				Instant to = Objects.requireNonNull(this.cuts.edges()[i]);
				LocalDate first = this.cuts.day(i);
				Instant from = LocalDays.start(first, this.zone);
				Predicate<Instant> before = (at) -> LocalDays.of(at, this.request.zone()).isBefore(this.days.get(i));
				Counting.Counts counts = (key, day, value, score) -> {
					Series one = this.series.get(key);
					if (one != null && !day.isBefore(first)) {
						sums(this.atEdges, one).of(one.number(value))[i][score]++;
					}
				};
				CountsReader.this.rows.submitted(this.survey, from, to, (response, since) -> {
					if (before.test(response.submittedAt())) {
						counting.countSubmitted(response, counts);
					}
				});
				CountsReader.this.rows.asked(this.survey, from, to, CountedRow.CURRENT, (response) -> {
					if (before.test(Objects.requireNonNull(response.asked()).at())) {
						counting.countAsked(response, counts);
					}
				});
				CountsReader.this.rows.shown(this.survey, from, to, CountedRow.CURRENT, (shown) -> {
					if (before.test(shown.at())) {
						counting.count(shown, counts);
					}
				});
			}
		}

		private void refuseTooMany(List<Integer> cut) {
			List<Integer> ids = this.series.values()
				.stream()
				.filter((one) -> one.key().isWhole())
				.map(Series::id)
				.toList();
			long[] rows = new long[1];
			for (int i : cut) {
				CountsReader.this.tallies.read(this.survey, ids,
						new Range(this.cuts.day(i), this.cuts.day(i).plusDays(1)), (key, packed) -> {
							try {
								Cells.unpack(packed).forEach((value, score, count) -> rows[0] += count);
							}
							catch (UnreadableCells ex) {
								log.debug("An unreadable tally can't be estimated by", ex);
							}
						});
				if (rows[0] > MOST_EDGE_ROWS) {
					throw Problem.invalid(Flaw.in("zone", "kpi.edges", MOST_EDGE_ROWS));
				}
			}
		}

		Counts counts(SeriesKey key) {
			Series one = this.series.get(key);
			boolean[] unknown = new boolean[this.days.size()];
			if (one == null) {
				// What is not published yet has no series, and no responses that count.
				return new Counts(this.days, this.request.survey().status() == SurveyStatus.DRAFT, false, unknown);
			}
			LocalDate firstKept = this.serving.firstKept();
			boolean built = !one.coversFrom().isAfter(firstKept);
			for (int i = 0; i < unknown.length; i++) {
				unknown[i] = built && (this.cuts.day(i).isBefore(one.coversFrom())
						|| (this.cuts.edges()[i] != null && this.cuts.day(i).isBefore(firstKept)));
			}
			boolean complete = !this.incomplete.contains(key)
					&& (built || !this.cuts.day(0).isBefore(one.coversFrom()));
			Counts counts = new Counts(this.days, complete, one.isCapped(), unknown);
			Map<String, long[][]> byName = new HashMap<>();
			sums(this.whole, one).forEach((number, sums) -> merge(byName, one.value(number), cumulated(sums)));
			sums(this.atEdges, one).forEach((number, sums) -> merge(byName, one.value(number), sums));
			byName.forEach(counts::put);
			return counts;
		}

		private static long[][] cumulated(long[][] sums) {
			for (int i = 1; i < sums.length; i++) {
				for (int score = 0; score < Cells.SCORES; score++) {
					sums[i][score] += sums[i - 1][score];
				}
			}
			return sums;
		}

		private static void merge(Map<String, long[][]> into, String value, long[][] sums) {
			into.merge(value, sums, (one, two) -> {
				for (int i = 0; i < one.length; i++) {
					for (int score = 0; score < Cells.SCORES; score++) {
						one[i][score] += two[i][score];
					}
				}
				return one;
			});
		}

	}

}

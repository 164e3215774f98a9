package dev.voce.counting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import dev.voce.counting.Cells;
import dev.voce.counting.Counting;
import dev.voce.counting.Deltas;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.counting.Content;
import dev.voce.counting.CountedRow;
import dev.voce.survey.Definitions;
import dev.voce.survey.SurveyDefinition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of storing, amending, marking, erasing, tallying, building, naming
 * anew and purging: at every step the figures are those of a plain recount of the
 * responses.
 */
class DeltasTest {

	private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

	private static final SurveyDefinition SURVEY = Definitions.of("""
			{"name": "S", "segments": ["plan"], "questions": [
				{"key": "csat", "type": "CSAT", "scale": {"min": 1, "max": 3}, "text": {"en": "?"}}]}""");

	private static final SeriesKey PLAN = new SeriesKey(SURVEY.questions().get(0).id(), "plan");

	static List<Long> seeds() {
		return new Random().longs(150).boxed().toList();
	}

	@ParameterizedTest
	@MethodSource("seeds")
	void figuresAreThoseOfARecountAtEveryMoment(long seed) {
		History history = new History(new Random(seed));
		for (int step = 0; step < 120; step++) {
			history.step();
			history.check();
		}
	}

	/** What the database holds of one survey, and what is done to it. */
	private static final class History {

		private final Random random;

		private final Counting counting = new Counting(SURVEY);

		private final Map<Integer, CountedRow> rows = new TreeMap<>();

		private List<CountedRow> superseded = new ArrayList<>();

		private final Map<Deltas.RowKey, Cells> tallies = new HashMap<>();

		private final Map<Integer, List<String>> names = new HashMap<>();

		private final Map<Integer, LocalDate> coversFrom = new HashMap<>();

		private int serving;

		private @Nullable Integer building;

		private int lastSeries;

		private long sequence;

		private long talliedTo;

		private LocalDate purgedBefore = FIRST;

		/** What purged days held, by day and score: for the check alone. */
		private final Map<String, Long> kept = new TreeMap<>();

		History(Random random) {
			this.random = random;
			this.serving = series(day(random.nextInt(3) * 5));
		}

		private static LocalDate day(int day) {
			return FIRST.plusDays(day);
		}

		/** All but four of the names are taken. */
		private int series(LocalDate coversFrom) {
			int id = ++this.lastSeries;
			List<String> taken = new ArrayList<>();
			for (int i = 4; i < Series.MOST_NAMES; i++) {
				taken.add("taken" + i);
			}
			this.names.put(id, taken);
			this.coversFrom.put(id, coversFrom);
			return id;
		}

		private Series read(int id) {
			return new Series(id, PLAN, coversFrom(id), false, id == this.serving, null,
					this.names.getOrDefault(id, List.of()));
		}

		private LocalDate coversFrom(int id) {
			return this.coversFrom.getOrDefault(id, Series.NEVER);
		}

		private void store(Series series) {
			this.names.computeIfAbsent(series.id(), (id) -> new ArrayList<>()).addAll(series.newNames());
		}

		private List<CountedRow> all() {
			List<CountedRow> all = new ArrayList<>(this.rows.values());
			all.addAll(this.superseded);
			return all;
		}

		private Content.OfResponse some() {
			return content(day(this.random.nextInt(10)), "v" + this.random.nextInt(7), 1 + this.random.nextInt(3),
					this.random.nextInt(100) < 85);
		}

		private static Content.OfResponse content(LocalDate day, String value, int score, boolean counts) {
			Instant at = day.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
			return new Content.OfResponse(1, at, counts, true, null, null, null, Map.of("plan", value),
					Map.of("csat", score), null);
		}

		private LocalDate dayOf(CountedRow row) {
			return this.counting.day(((Content.OfResponse) row.content()).submittedAt());
		}

		void step() {
			int operation = this.random.nextInt(100);
			int id = this.random.nextInt(14);
			if (operation < 42) {
				write(id, some());
			}
			else if (operation < 56) {
				mark(id);
			}
			else if (operation < 64) {
				erase(id);
			}
			else if (operation < 80) {
				tally(this.talliedTo + this.random.nextLong(this.sequence - this.talliedTo + 1));
			}
			else if (operation < 86) {
				build(this.serving, day(this.random.nextInt(10)));
			}
			else if (operation < 90 && this.building != null) {
				build(this.building, day(this.random.nextInt(10)));
			}
			else if (operation < 92) {
				nameAnew();
			}
			else if (operation < 95) {
				finish();
			}
			else if (operation < 97) {
				purge(day(this.random.nextInt(4)));
			}
		}

		private void write(int id, Content.OfResponse content) {
			if (this.counting.day(content.submittedAt()).isBefore(this.purgedBefore)) {
				return;
			}
			this.sequence += 1 + this.random.nextInt(3);
			CountedRow old = this.rows.put(id, new CountedRow(this.sequence, CountedRow.CURRENT, content));
			supersede(old);
		}

		private void supersede(@Nullable CountedRow old) {
			if (old != null) {
				this.superseded.add(new CountedRow(old.since(), this.sequence, old.content()));
			}
		}

		private void mark(int id) {
			CountedRow old = this.rows.get(id);
			if (old != null) {
				Content.OfResponse content = (Content.OfResponse) old.content();
				write(id, new Content.OfResponse(1, content.submittedAt(), !content.counts(), true, null, null, null,
						content.attributes(), content.answers(), null));
			}
		}

		private void erase(int id) {
			if (this.rows.containsKey(id)) {
				this.sequence++;
				supersede(this.rows.remove(id));
			}
		}

		private void tally(long to) {
			List<Series> all = new ArrayList<>(List.of(read(this.serving)));
			if (this.building != null) {
				all.add(read(this.building));
			}
			Deltas deltas = new Deltas(this.counting, all, this.purgedBefore);
			deltas.advance(this.talliedTo, to, all());
			deltas.keys().forEach((key) -> this.tallies.merge(key, deltas.of(key), Cells::plus));
			this.tallies.forEach((key, cells) -> assertThat(cells.isNegative()).as("%s", key).isFalse());
			all.forEach(this::store);
			this.superseded.removeIf((row) -> row.until() <= to);
			this.talliedTo = to;
		}

		private void build(int id, LocalDate wanted) {
			LocalDate from = wanted.isBefore(this.purgedBefore) ? this.purgedBefore : wanted;
			Series series = read(id);
			if (from.isBefore(series.coversFrom())) {
				Deltas deltas = new Deltas(this.counting, List.of(series), this.purgedBefore);
				recount(deltas, new Deltas.Range(from, series.coversFrom()));
				deltas.keys().forEach((key) -> this.tallies.put(key, deltas.of(key)));
				store(series);
				this.coversFrom.put(id, from);
			}
		}

		private void recount(Deltas deltas, Deltas.Range days) {
			all().stream()
				.filter((row) -> row.since() <= this.talliedTo && this.talliedTo < row.until())
				.forEach((row) -> deltas.recount(days, (counts) -> this.counting.count(row.content(), counts)));
		}

		private void nameAnew() {
			if (this.building == null && !coversFrom(this.serving).isAfter(this.purgedBefore)) {
				this.building = series(day(10));
			}
		}

		private void finish() {
			Integer built = this.building;
			if (built == null || coversFrom(built).isAfter(this.purgedBefore)) {
				return;
			}
			Series old = read(this.serving);
			Series series = read(built);
			Deltas.takeOver(old, series, this.purgedBefore, this.tallies)
				.forEach((key, cells) -> this.tallies.merge(key, cells, Cells::plus));
			store(series);
			this.tallies.keySet().removeIf((key) -> key.series() == this.serving);
			this.coversFrom.put(built, coversFrom(this.serving));
			this.serving = built;
			this.building = null;
		}

		private void purge(LocalDate before) {
			if (!before.isAfter(this.purgedBefore) || this.building != null
					|| coversFrom(this.serving).isAfter(this.purgedBefore)) {
				return;
			}
			tally(this.sequence);
			this.rows.values().removeIf((row) -> {
				boolean goes = dayOf(row).isBefore(before);
				Content.OfResponse content = (Content.OfResponse) row.content();
				if (goes && content.counts()) {
					this.kept.merge(dayOf(row) + " " + content.score("csat"), 1L, Long::sum);
				}
				return goes;
			});
			this.purgedBefore = before;
		}

		/** Stored tallies with what is untallied, as a figure reads them. */
		private Map<String, Long> figure(Series series, boolean purged) {
			Deltas untallied = new Deltas(this.counting, List.of(series), this.purgedBefore);
			untallied.advance(this.talliedTo, CountedRow.CURRENT - 1, all());
			Map<Deltas.RowKey, Cells> sums = new HashMap<>(this.tallies);
			untallied.keys().forEach((key) -> sums.merge(key, untallied.of(key), Cells::plus));
			Map<String, Long> figure = new TreeMap<>();
			sums.forEach((key, cells) -> {
				assertThat(cells.isNegative()).isFalse();
				if (key.series() == series.id() && key.day().isBefore(this.purgedBefore) == purged) {
					cells.forEach((value, score, count) -> figure.merge(
							purged ? key.day() + " " + (score + 1) : key.day() + " "
									+ series.value(key.part() * Cells.VALUES + value) + " " + (score + 1),
							count, Long::sum));
				}
			});
			return figure;
		}

		void check() {
			Series series = read(this.serving);
			Map<String, Long> figure = figure(series, false);
			Map<String, Long> recount = new TreeMap<>();
			this.rows.values().stream().sorted(Comparator.comparingLong(CountedRow::since)).forEach((row) -> {
				Content.OfResponse content = (Content.OfResponse) row.content();
				LocalDate day = dayOf(row);
				if (content.counts() && series.covers(day) && !day.isBefore(this.purgedBefore)) {
					String value = series.value(series.known(String.valueOf(content.attributes().get("plan"))));
					recount.merge(day + " " + value + " " + content.score("csat"), 1L, Long::sum);
				}
			});
			assertThat(figure).isEqualTo(recount);
			assertThat(figure(read(this.serving), true)).isEqualTo(this.kept);
			audit();
		}

		/**
		 * The tallies of what is covered and not purged are a recount as of the last
		 * tallying.
		 */
		private void audit() {
			Series series = read(this.serving);
			LocalDate from = series.coversFrom().isAfter(this.purgedBefore) ? series.coversFrom() : this.purgedBefore;
			Deltas recount = new Deltas(this.counting, List.of(series), this.purgedBefore);
			recount(recount, new Deltas.Range(from, day(100)));
			Map<Deltas.RowKey, Cells> wanted = new HashMap<>();
			recount.keys().forEach((key) -> wanted.put(key, recount.of(key)));
			Map<Deltas.RowKey, Cells> held = new HashMap<>(this.tallies);
			held.keySet().removeIf((key) -> key.series() != series.id() || key.day().isBefore(from));
			held.values().removeIf(Cells::isEmpty);
			wanted.values().removeIf(Cells::isEmpty);
			assertThat(held).isEqualTo(wanted);
		}

	}

}

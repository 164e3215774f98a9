package dev.voce.kpi;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.voce.response.ResponsesChanged;
import dev.voce.response.ResponsesChanged.Shown;
import dev.voce.response.StoredResponse;
import dev.voce.survey.SegmentsChanged;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyStates;

/**
 * Keeps the tallies at what the stored answers say, in the transaction that stores them.
 */
@Component
class TallyKeeper {

	/** Counters of the rows that count the reach. */
	static final int SHOWN = 0;

	static final int STARTED = 1;

	static final int FINISHED = 2;

	/** The segments that the reach is counted under: where a survey was shown. */
	static final List<String> SHOWN_BY = List.of("channel", "touchpoint");

	static final String NONE = "(none)";

	private static final Comparator<Tally.Key> ORDER = Comparator.comparing(Tally.Key::surveyId)
		.thenComparing(Tally.Key::questionId)
		.thenComparing(Tally.Key::segment)
		.thenComparing(Tally.Key::granularity)
		.thenComparing(Tally.Key::periodStart)
		.thenComparing(Tally.Key::segmentValue);

	private final TallyRepository repository;

	private final SegmentNames names;

	private final SurveyStates states;

	TallyKeeper(TallyRepository repository, SegmentNames names, SurveyStates states) {
		this.repository = repository;
		this.names = names;
		this.states = states;
	}

	@EventListener
	void count(ResponsesChanged changed) {
		Count count = new Count(changed.surveys());
		changed.changes().forEach((change) -> {
			count.add(change.before(), -1);
			count.add(change.after(), 1);
		});
		changed.shown().forEach(count::add);
		count.write();
	}

	@EventListener
	void forget(SegmentsChanged changed) {
		if (!changed.removed().isEmpty()) {
			this.repository.deleteSegments(changed.survey(), changed.removed().toArray(String[]::new));
		}
	}

	/**
	 * Where an answer is counted: in one quarter of an hour of one series.
	 *
	 * @param quarter the start of the quarter of an hour
	 */
	private record Cell(UUID survey, UUID question, String segment, String value, Instant quarter) {

		// Each answer asks for a dozen of these, and what a record computes by itself is
		// slower.
		@Override
		public int hashCode() {
			return 31 * (31 * (31 * this.question.hashCode() + this.segment.hashCode()) + this.value.hashCode())
					+ this.quarter.hashCode();
		}

		// What differs most often first.
		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Cell cell && this.value.equals(cell.value) && this.segment.equals(cell.segment)
					&& this.quarter.equals(cell.quarter) && this.question.equals(cell.question)
					&& this.survey.equals(cell.survey);
		}

	}

	/** What one transaction adds to the tallies. */
	private final class Count {

		private final Map<UUID, SurveyDefinition> surveys;

		private final Map<Cell, long[]> quarters = new HashMap<>();

		private final Map<SurveyDefinition, List<String>> dimensions = new IdentityHashMap<>();

		private final SegmentNames.Naming naming = TallyKeeper.this.names.naming();

		Count(Map<UUID, SurveyDefinition> surveys) {
			this.surveys = surveys;
		}

		void add(@Nullable StoredResponse response, long sign) {
			SurveyDefinition survey = (response != null) ? this.surveys.get(response.survey()) : null;
			if (response == null || survey == null || !response.counts()) {
				return;
			}
			List<String> dimensions = this.dimensions.computeIfAbsent(survey, SurveyDefinition::dimensions);
			Instant quarter = Granularity.QUARTER_HOUR.floor(response.submittedAt());
			for (SurveyDefinition.Question question : survey.at(response.version())) {
				Integer score = response.score(question.key());
				if (score != null && question.formula() != null) {
					int counter = question.formula().scale().index(score);
					add(response.survey(), question.id(), "", "", quarter, counter, sign);
					for (String segment : dimensions) {
						for (String value : values(survey, response, segment)) {
							add(response.survey(), question.id(), segment, value, quarter, counter, sign);
						}
					}
				}
			}
			reach(response.survey(), response.channel(), response.touchpoint(), quarter, STARTED, sign);
			if (response.finished()) {
				reach(response.survey(), response.channel(), response.touchpoint(), quarter, FINISHED, sign);
			}
		}

		void add(Shown shown) {
			reach(shown.survey(), shown.channel(), shown.touchpoint(), Granularity.QUARTER_HOUR.floor(shown.at()),
					SHOWN, 1);
		}

		private void reach(UUID survey, @Nullable String channel, @Nullable String touchpoint, Instant quarter,
				int counter, long sign) {
			add(survey, survey, "", "", quarter, counter, sign);
			add(survey, survey, "channel", orNone(channel), quarter, counter, sign);
			add(survey, survey, "touchpoint", orNone(touchpoint), quarter, counter, sign);
		}

		private void add(UUID survey, UUID question, String segment, String value, Instant quarter, int counter,
				long sign) {
			String name = segment.isEmpty() ? "" : this.naming.name(survey, segment, value);
			this.quarters.computeIfAbsent(new Cell(survey, question, segment, name, quarter),
					(cell) -> new long[Tally.COUNTERS])[counter] += sign;
		}

		private Map<Tally.Key, long[]> deltas() {
			Map<Tally.Key, long[]> deltas = new HashMap<>();
			this.quarters.forEach((cell, counts) -> {
				for (Granularity granularity : Granularity.values()) {
					long[] sum = deltas.computeIfAbsent(
							new Tally.Key(cell.survey(), cell.question(), cell.segment(), granularity,
									granularity.floor(cell.quarter()), cell.value()),
							(key) -> new long[Tally.COUNTERS]);
					Arrays.setAll(sum, (counter) -> sum[counter] + counts[counter]);
				}
			});
			return deltas;
		}

		void write() {
			List<Map.Entry<Tally.Key, long[]>> rows = new ArrayList<>(deltas().entrySet());
			rows.removeIf((row) -> Arrays.stream(row.getValue()).allMatch((delta) -> delta == 0));
			if (rows.isEmpty()) {
				return;
			}
			rows.sort(Map.Entry.comparingByKey(ORDER));
			TallyKeeper.this.repository.add(keys(rows, UUID[]::new, Tally.Key::surveyId),
					keys(rows, UUID[]::new, Tally.Key::questionId), keys(rows, String[]::new, Tally.Key::segment),
					keys(rows, String[]::new, (key) -> key.granularity().name()),
					keys(rows, Instant[]::new, Tally.Key::periodStart),
					keys(rows, String[]::new, Tally.Key::segmentValue), counter(rows, 0), counter(rows, 1),
					counter(rows, 2), counter(rows, 3), counter(rows, 4), counter(rows, 5), counter(rows, 6),
					counter(rows, 7), counter(rows, 8), counter(rows, 9), counter(rows, 10));
			TallyKeeper.this.states.changed(rows.stream().map((row) -> row.getKey().surveyId()).distinct().toList());
		}

	}

	private static List<String> values(SurveyDefinition survey, StoredResponse response, String segment) {
		return switch (segment) {
			case "channel" -> List.of(orNone(response.channel()));
			case "touchpoint" -> List.of(orNone(response.touchpoint()));
			case "locale" -> List.of(orNone(response.locale()));
			default -> {
				if (survey.segments().contains(segment)) {
					Object value = response.attributes().get(segment);
					yield List.of(orNone((value instanceof BigDecimal number) ? number.toPlainString()
							: (value != null) ? value.toString() : null));
				}
				List<String> chosen = response.choices(segment);
				yield chosen.isEmpty() ? List.of(NONE) : chosen;
			}
		};
	}

	private static String orNone(@Nullable String value) {
		return (value == null || value.isEmpty()) ? NONE : value;
	}

	private static <C> C[] keys(List<Map.Entry<Tally.Key, long[]>> rows, IntFunction<C[]> array,
			Function<Tally.Key, C> part) {
		return rows.stream().map((row) -> part.apply(row.getKey())).toArray(array);
	}

	private static Long[] counter(List<Map.Entry<Tally.Key, long[]>> rows, int counter) {
		return rows.stream().map((row) -> row.getValue()[counter]).toArray(Long[]::new);
	}

}

package dev.voce.kpi;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

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

	private final TallyRepository repository;

	private final TallyBatches batches;

	private final SegmentNames names;

	private final SurveyStates states;

	TallyKeeper(TallyRepository repository, TallyBatches batches, SegmentNames names, SurveyStates states) {
		this.repository = repository;
		this.batches = batches;
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

	/** What one transaction adds to the tallies. */
	private final class Count {

		private final Map<UUID, SurveyDefinition> surveys;

		private final Map<TallyBatches.Series, Map<TallyBatches.Cell, int[]>> quarters = new HashMap<>();

		private final Map<SurveyDefinition, List<String>> dimensions = new IdentityHashMap<>();

		private final SegmentNames.Naming naming = TallyKeeper.this.names.naming();

		Count(Map<UUID, SurveyDefinition> surveys) {
			this.surveys = surveys;
		}

		void add(@Nullable StoredResponse response, int sign) {
			SurveyDefinition survey = (response != null) ? this.surveys.get(response.survey()) : null;
			if (response == null || survey == null || !response.counts()) {
				return;
			}
			List<String> dimensions = this.dimensions.computeIfAbsent(survey, SurveyDefinition::dimensions);
			Instant quarter = Granularity.QUARTER_HOUR.floor(response.submittedAt());
			Map<String, List<String>> names = new HashMap<>();
			for (SurveyDefinition.Question question : survey.at(response.version())) {
				Integer score = response.score(question.key());
				if (score != null && question.formula() != null) {
					int counter = question.formula().scale().index(score);
					add(response.survey(), question.id(), "", "", quarter, counter, sign);
					for (String segment : dimensions) {
						for (String name : names.computeIfAbsent(segment, (key) -> names(survey, response, key))) {
							add(response.survey(), question.id(), segment, name, quarter, counter, sign);
						}
					}
				}
			}
			String channel = this.naming.name(response.survey(), "channel", orNone(response.channel()));
			String touchpoint = this.naming.name(response.survey(), "touchpoint", orNone(response.touchpoint()));
			reach(response.survey(), channel, touchpoint, quarter, STARTED, sign);
			if (response.finished()) {
				reach(response.survey(), channel, touchpoint, quarter, FINISHED, sign);
			}
		}

		private List<String> names(SurveyDefinition survey, StoredResponse response, String segment) {
			return values(survey, response, segment).stream()
				.map((value) -> this.naming.name(response.survey(), segment, value))
				.toList();
		}

		void add(Shown shown) {
			reach(shown.survey(), this.naming.name(shown.survey(), "channel", orNone(shown.channel())),
					this.naming.name(shown.survey(), "touchpoint", orNone(shown.touchpoint())),
					Granularity.QUARTER_HOUR.floor(shown.at()), SHOWN, 1);
		}

		private void reach(UUID survey, String channel, String touchpoint, Instant quarter, int counter, int sign) {
			add(survey, survey, "", "", quarter, counter, sign);
			add(survey, survey, "channel", channel, quarter, counter, sign);
			add(survey, survey, "touchpoint", touchpoint, quarter, counter, sign);
		}

		private void add(UUID survey, UUID question, String segment, String name, Instant quarter, int counter,
				int sign) {
			this.quarters.computeIfAbsent(new TallyBatches.Series(survey, question, segment), (key) -> new HashMap<>())
				.computeIfAbsent(new TallyBatches.Cell(Granularity.QUARTER_HOUR, quarter, name),
						(cell) -> new int[Tally.COUNTERS])[counter] += sign;
		}

		void write() {
			this.quarters.values().forEach(Count::addDays);
			this.quarters.values().forEach((cells) -> cells.values().removeIf(Count::isZero));
			this.quarters.values().removeIf(Map::isEmpty);
			if (!this.quarters.isEmpty()) {
				TallyKeeper.this.batches.add(this.quarters);
				TallyKeeper.this.states
					.changed(this.quarters.keySet().stream().map(TallyBatches.Series::survey).distinct().toList());
			}
		}

		private static void addDays(Map<TallyBatches.Cell, int[]> cells) {
			Map<TallyBatches.Cell, int[]> days = new HashMap<>();
			cells.forEach((cell, counts) -> {
				int[] sum = days.computeIfAbsent(
						new TallyBatches.Cell(Granularity.DAY, Granularity.DAY.floor(cell.start()), cell.value()),
						(day) -> new int[Tally.COUNTERS]);
				for (int i = 0; i < sum.length; i++) {
					sum[i] += counts[i];
				}
			});
			cells.putAll(days);
		}

		private static boolean isZero(int[] counts) {
			for (int count : counts) {
				if (count != 0) {
					return false;
				}
			}
			return true;
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

}

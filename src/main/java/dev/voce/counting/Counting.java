package dev.voce.counting;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.voce.counting.Counting;
import dev.voce.counting.ReachEvent;
import dev.voce.counting.Series;
import dev.voce.counting.SeriesKey;
import dev.voce.counting.Content;
import dev.voce.survey.SurveyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Says where stored rows of one survey are counted: the one place that knows it, whether
 * rows are tallied, read untallied or recounted. Pure.
 */
public final class Counting {

	/** The segments of the reach: where somebody was asked, or answered. */
	public static final List<String> REACH_SEGMENTS = List.of("channel", "touchpoint");

	private final SurveyDefinition survey;

	private final ZoneId zone;

	private final Map<Integer, List<Scored>> scored = new HashMap<>();

	private final List<Segment> segments;

	private final SeriesKey reach;

	private final SeriesKey reachByChannel;

	private final SeriesKey reachByTouchpoint;

	public Counting(SurveyDefinition survey) {
		this.survey = survey;
		this.zone = survey.zone();
		Set<String> choices = Set.copyOf(survey.choices());
		this.segments = survey.dimensions().stream().map((name) -> new Segment(name, choices.contains(name))).toList();
		this.reach = new SeriesKey(survey.id(), "");
		this.reachByChannel = new SeriesKey(survey.id(), REACH_SEGMENTS.get(0));
		this.reachByTouchpoint = new SeriesKey(survey.id(), REACH_SEGMENTS.get(1));
	}

	/** Takes what is counted. */
	@FunctionalInterface
	public interface Counts {

		/**
		 * Takes one count.
		 * @param series where it is counted
		 * @param day the local day in the survey's zone
		 * @param value of the segment; empty for all together
		 * @param score the score's index on its scale, or the event's ordinal
		 */
		void add(SeriesKey series, LocalDate day, String value, int score);

	}

	/** Something that responses are broken down by. */
	private record Segment(String name, boolean choice) {

		List<String> values(Content.OfResponse response) {
			if (this.choice) {
				List<String> chosen = response.choices(this.name);
				return chosen.isEmpty() ? List.of(Series.NONE) : chosen;
			}
			String value = switch (this.name) {
				case "channel" -> response.channel();
				case "touchpoint" -> response.touchpoint();
				case "locale" -> response.locale();
				default -> text(response.attributes().get(this.name));
			};
			return List.of(orNone(value));
		}

		private static @Nullable String text(@Nullable Object value) {
			return (value instanceof BigDecimal number) ? number.toPlainString()
					: (value != null) ? value.toString() : null;
		}

	}

	/** A question with a score, as of some versions, and its series. */
	private record Scored(SurveyDefinition.Question question, SeriesKey whole, List<SeriesKey> bySegment) {
	}

	/** All that is counted of this survey, questions of earlier versions included. */
	public List<SeriesKey> series() {
		List<SeriesKey> series = new ArrayList<>(List.of(this.reach, this.reachByChannel, this.reachByTouchpoint));
		this.survey.questions().stream().filter((question) -> question.formula() != null).forEach((question) -> {
			series.add(new SeriesKey(question.id(), ""));
			this.segments.forEach((segment) -> series.add(new SeriesKey(question.id(), segment.name())));
		});
		return series;
	}

	/** The local day of an instant, in the survey's zone. */
	public LocalDate day(Instant at) {
		return at.atZone(this.zone).toLocalDate();
	}

	/** The value that a row without one is counted under. */
	public static String orNone(@Nullable String value) {
		return (value == null || value.isEmpty()) ? Series.NONE : value;
	}

	/** Counts a stored row. */
	public void count(Content content, Counts counts) {
		if (content instanceof Content.OfResponse response) {
			count(response, counts);
		}
		else if (content instanceof Content.OfShown shown) {
			count(shown, counts);
		}
	}

	private void count(Content.OfResponse response, Counts counts) {
		countAsked(response, counts);
		countSubmitted(response, counts);
	}

	/** Counts a response on the day on which somebody was asked for it. */
	public void countAsked(Content.OfResponse response, Counts counts) {
		Content.Asked asked = response.asked();
		if (asked != null) {
			reach(day(asked.at()), asked.channel(), asked.touchpoint(),
					response.counts() ? ReachEvent.ANSWERED : ReachEvent.VOID, counts);
		}
	}

	/** Counts a response on its own day. */
	public void countSubmitted(Content.OfResponse response, Counts counts) {
		if (!response.counts()) {
			return;
		}
		LocalDate day = day(response.submittedAt());
		reach(day, response.channel(), response.touchpoint(), ReachEvent.STARTED, counts);
		if (response.finished()) {
			reach(day, response.channel(), response.touchpoint(), ReachEvent.FINISHED, counts);
		}
		List<List<String>> values = null;
		for (Scored scored : scored(response.version())) {
			Integer score = response.score(scored.question().key());
			if (score != null) {
				int index = index(scored.question(), score);
				counts.add(scored.whole(), day, "", index);
				if (values == null) {
					values = this.segments.stream().map((segment) -> segment.values(response)).toList();
				}
				for (int i = 0; i < values.size(); i++) {
					for (String value : values.get(i)) {
						counts.add(scored.bySegment().get(i), day, value, index);
					}
				}
			}
		}
	}

	private static int index(SurveyDefinition.Question question, int score) {
		return Objects.requireNonNull(question.formula()).scale().index(score);
	}

	private void count(Content.OfShown shown, Counts counts) {
		if (!shown.counts()) {
			return;
		}
		LocalDate day = day(shown.at());
		reach(day, shown.channel(), shown.touchpoint(), ReachEvent.valueOf(shown.stage().name()), counts);
		if (shown.asked()) {
			reach(day, shown.channel(), shown.touchpoint(), ReachEvent.ASKED, counts);
		}
	}

	private void reach(LocalDate day, @Nullable String channel, @Nullable String touchpoint, ReachEvent event,
			Counts counts) {
		counts.add(this.reach, day, "", event.ordinal());
		counts.add(this.reachByChannel, day, orNone(channel), event.ordinal());
		counts.add(this.reachByTouchpoint, day, orNone(touchpoint), event.ordinal());
	}

	/** Whether a response counts and has at least one score. */
	public boolean isScored(Content.OfResponse response) {
		return response.counts() && scored(response.version()).stream()
			.anyMatch((scored) -> response.score(scored.question().key()) != null);
	}

	private List<Scored> scored(int version) {
		return this.scored.computeIfAbsent(version,
				(asked) -> this.survey.at(asked)
					.stream()
					.filter((question) -> question.formula() != null)
					.map((question) -> new Scored(question, new SeriesKey(question.id(), ""),
							this.segments.stream()
								.map((segment) -> new SeriesKey(question.id(), segment.name()))
								.collect(Collectors.toList())))
					.toList());
	}

}

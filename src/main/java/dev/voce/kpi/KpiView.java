package dev.voce.kpi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Comparison;
import dev.voce.scoring.Interval;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Scale;
import dev.voce.scoring.Score;
import dev.voce.scoring.ScoreClass;

/**
 * The figures of a question over a range, by period and, where asked for, by segment.
 *
 * @param survey the survey's id
 * @param question the question's key
 * @param version the survey version whose question is meant
 * @param metric what is measured
 * @param scale the lowest and highest score
 * @param scoreClasses the class of each score, the lowest first; absent for RATING
 * @param formula how it is computed; another way would have another name
 * @param complete {@code false} while responses of the range are still being counted
 * under a segment or question, or where a count could not be read
 * @param capped whether values beyond the first 1,000 stand together under (other)
 * @param zone where days begin
 * @param period the kind of periods
 * @param from the first day
 * @param to the first day after
 * @param asOf when the figures were read
 * @param overall the whole range, compared with the range of equal length before it
 * @param series each period of the range
 * @param segments each value of the segment asked for
 * @param reach how many were asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KpiView(UUID survey, String question, int version, Metric metric, Scale scale,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScoreClass> scoreClasses, String formula, boolean complete,
		boolean capped, String zone, String period, LocalDate from, LocalDate to, Instant asOf, RangeFigure overall,
		List<PeriodFigure> series, @Nullable List<SegmentFigure> segments, Reach reach) {

	/**
	 * A figure.
	 *
	 * @param responses the responses it is made of; {@code null} where that can't be
	 * known any more
	 * @param value NPS from -100 to 100, a share in percent, or a mean; {@code null}
	 * without responses
	 * @param mean the mean score; {@code null} without responses, and for thumbs
	 * @param net easy less difficult in percent, for CES
	 * @param interval of the value
	 * @param classes responses per class
	 * @param distribution responses per score, the lowest first; {@code null} where they
	 * can't be known any more
	 * @param purged {@code true} where responses of the range were removed for their age
	 * before they were counted so; absent otherwise
	 */
	record Figure(@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long responses,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double value,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double mean,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double net,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Interval interval,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<ScoreClass, Long> classes, long @Nullable [] distribution,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean purged) {

		static final Figure PURGED = new Figure(null, null, null, null, null, Map.of(), null, true);

		static Figure of(Score score) {
			return new Figure(score.responses(), score.value(), score.mean(), score.net(), score.interval(),
					score.classes(), score.distribution().counts(), null);
		}

	}

	/**
	 * A range's figure.
	 *
	 * @param figure over the range
	 * @param change against the range of equal length before it; {@code null} where
	 * either is empty or not known
	 */
	record RangeFigure(@JsonUnwrapped Figure figure,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RangeChange change) {
	}

	/**
	 * How a range's figure differs from that of the range of equal length before it.
	 *
	 * @param responses how many responses the range before is made of
	 * @param value its figure
	 * @param classes its responses per class
	 * @param comparison of the two
	 */
	record RangeChange(long responses, @Nullable Double value,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<ScoreClass, Long> classes,
			@JsonUnwrapped Comparison comparison) {
	}

	/**
	 * A period's figure.
	 *
	 * @param period the period's name
	 * @param from its first day in the range
	 * @param to the first day after
	 * @param figure over the period
	 * @param change against the period before, the first one's against the whole period
	 * before the range; {@code null} where either is empty, clipped by the range or not
	 * known, for means without variance, and with a window
	 */
	record PeriodFigure(String period, LocalDate from, LocalDate to, @JsonUnwrapped Figure figure,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Comparison change) {
	}

	/**
	 * A segment value's figure.
	 *
	 * @param value the value; (none) for answers without one, (other) for those beyond
	 * 1,000
	 * @param responses the responses it is made of
	 * @param overall the whole range
	 * @param change against the range of equal length before it
	 * @param series its periods
	 * @param versusRest against all other responses; {@code null} where either side is
	 * empty or not known
	 */
	record SegmentFigure(String value, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long responses,
			Figure overall, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable RangeChange change,
			List<PeriodFigure> series, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Comparison versusRest) {
	}

	/**
	 * How many people were asked, and how many of them answered. Who was asked is counted
	 * by the response's id, on the day when that was first shown; what a server or a shop
	 * posts for people who were not is left out of the rate.
	 *
	 * @param asked how many people were asked, those whose responses count nowhere left
	 * out; {@code null} where that is not known
	 * @param answered how many of them gave a response
	 * @param invited how many people were invited by mail
	 * @param sent how many of them the mail server took a mail for
	 * @param shown how often the survey was shown
	 * @param dismissed how often it was dismissed
	 * @param started responses with at least one answer, also of people who weren't asked
	 * @param finished responses that came to the end
	 * @param responseRate answered per asked in percent; {@code null} where nobody was
	 * asked, or it is not known
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Reach(@Nullable Long asked, @Nullable Long answered, @Nullable Long invited, @Nullable Long sent,
			@Nullable Long shown, @Nullable Long dismissed, @Nullable Long started, @Nullable Long finished,
			@Nullable Double responseRate) {

		static final Reach UNKNOWN = new Reach(null, null, null, null, null, null, null, null, null);

	}

}

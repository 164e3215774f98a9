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
 * @param complete {@code false} while answers given earlier are still being counted under
 * a new segment
 * @param capped whether values beyond the first 1,000 stand together under (other)
 * @param zone where days begin
 * @param period the kind of periods
 * @param from the first day
 * @param to the first day after
 * @param rawFrom where the figures count answers that are not kept any more: of those
 * given before, only the counts are left, and under segments declared meanwhile not even
 * these
 * @param asOf when the figures were read
 * @param overall the whole range
 * @param series each period of the range
 * @param segments each value of the segment asked for
 * @param reach how many were asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KpiView(UUID survey, String question, int version, Metric metric, Scale scale,
		@JsonInclude(JsonInclude.Include.NON_EMPTY) List<ScoreClass> scoreClasses, String formula, boolean complete,
		boolean capped, String zone, String period, LocalDate from, LocalDate to, @Nullable Instant rawFrom,
		Instant asOf, Figure overall, List<PeriodFigure> series, @Nullable List<SegmentFigure> segments, Reach reach) {

	/**
	 * A figure.
	 *
	 * @param responses the answers it is made of
	 * @param value NPS from -100 to 100, a share in percent, or a mean; {@code null}
	 * without answers
	 * @param mean the mean score; {@code null} without answers, and for thumbs
	 * @param net easy less difficult in percent, for CES
	 * @param interval of the value
	 * @param classes answers per class
	 * @param distribution answers per score, the lowest first
	 */
	record Figure(long responses, @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double value,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double mean,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double net,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Interval interval,
			@JsonInclude(JsonInclude.Include.NON_EMPTY) Map<ScoreClass, Long> classes, long[] distribution) {

		static Figure of(Score score) {
			return new Figure(score.responses(), score.value(), score.mean(), score.net(), score.interval(),
					score.classes(), score.distribution().counts());
		}

	}

	/**
	 * A period's figure.
	 *
	 * @param period the period's name
	 * @param from its first day in the range
	 * @param to the first day after
	 * @param figure over the period
	 * @param change against the period before; {@code null} where either is empty, and
	 * with a window
	 */
	record PeriodFigure(String period, LocalDate from, LocalDate to, @JsonUnwrapped Figure figure,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Comparison change) {
	}

	/**
	 * A segment value's figure.
	 *
	 * @param value the value; (none) for answers without one, (other) for those beyond
	 * 1,000
	 * @param responses the answers it is made of
	 * @param overall the whole range
	 * @param series its periods
	 * @param versusRest against all other answers; {@code null} where either side is
	 * empty
	 */
	record SegmentFigure(String value, long responses, Figure overall, List<PeriodFigure> series,
			@JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Comparison versusRest) {
	}

	/**
	 * How many were asked.
	 *
	 * @param shown how often the survey was shown; {@code null} where that is not known
	 * @param started responses with at least one answer
	 * @param finished responses that came to the end
	 * @param responseRate started per shown in percent; {@code null} where the number
	 * asked is not known
	 */
	@JsonInclude(JsonInclude.Include.ALWAYS)
	record Reach(@Nullable Long shown, @Nullable Long started, @Nullable Long finished, @Nullable Double responseRate) {
	}

}

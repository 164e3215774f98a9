package dev.voce.scoring;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The figure of some answers with everything that belongs to it. What can't be computed
 * is {@code null}, never 0 and never NaN.
 *
 * @param responses the number of answers
 * @param value NPS −100 to 100, CSAT and CES 0 to 100 percent, RATING the mean in points
 * of its scale; {@code null} without answers
 * @param mean the mean score in points of the scale; {@code null} without answers and for
 * thumbs, where it would repeat the value
 * @param net CES only: easy minus difficult answers, −100 to 100; {@code null} without
 * answers and for other metrics
 * @param interval the interval of {@code value}; {@code null} without answers, and for a
 * RATING with a single one
 * @param classes the answers in each class, best class first, classes without answers
 * included; empty for RATING
 * @param distribution the counts that all this was computed from
 */
public record Score(long responses, @Nullable Double value, @Nullable Double mean, @Nullable Double net,
		@Nullable Interval interval, Map<ScoreClass, Long> classes, Distribution distribution) {

	/**
	 * Checks that the parts are consistent.
	 * @throws IllegalArgumentException if a figure is not finite, is there without
	 * answers, is outside its interval, or a sum isn't the number of answers
	 */
	public Score {
		if (responses != distribution.total()) {
			throw new IllegalArgumentException("%d responses, but %s".formatted(responses, distribution));
		}
		if ((value == null) != (responses == 0)) {
			throw new IllegalArgumentException("%d responses can't have the value %s".formatted(responses, value));
		}
		for (Double figure : new @Nullable Double[] { value, mean, net }) {
			if (figure != null && (value == null || !Double.isFinite(figure))) {
				throw new IllegalArgumentException(
						"%d responses can't have the figure %s".formatted(responses, figure));
			}
		}
		if (interval != null && (value == null || value < interval.lower() || value > interval.upper())) {
			throw new IllegalArgumentException("%s doesn't contain %s".formatted(interval, value));
		}
		if (!classes.isEmpty() && classes.values().stream().mapToLong(Long::longValue).sum() != responses) {
			throw new IllegalArgumentException("%d responses, but %s".formatted(responses, classes));
		}
		classes = Collections.unmodifiableMap(new LinkedHashMap<>(classes));
	}

}

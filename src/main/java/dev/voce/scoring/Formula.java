package dev.voce.scoring;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * How a figure is computed from the answers on a scale. There is one for every scale and
 * orientation of a metric, and its name changes whenever its results would. Immutable;
 * two are equal when metric, scale and orientation are.
 * <p>
 * Classes are those of Reichheld, <i>The One Number You Need to Grow</i>, Harvard
 * Business Review, December 2003 (NPS); Dixon, Freeman and Toman, <i>Stop Trying to
 * Delight Your Customers</i>, Harvard Business Review, July–August 2010 (CES 1.0, effort)
 * and its revision of 2013 (CES 2.0, agreement); CSAT counts the top boxes.
 */
public final class Formula {

	// Metric, scale, orientation, name, and where the middle and the best class begin,
	// counted as if the highest score were the best. Thumbs have no middle.
	private static final List<Formula> LISTED = List.of(
			new Formula(Metric.NPS, new Scale(0, 10), Orientation.NORMAL, "nps/1", 7, 9),
			new Formula(Metric.NPS, new Scale(1, 10), Orientation.NORMAL, "nps/1", 7, 9),
			new Formula(Metric.CSAT, new Scale(1, 5), Orientation.NORMAL, "csat-top2/1", 3, 4),
			new Formula(Metric.CSAT, new Scale(1, 5), Orientation.REVERSED, "csat-top2-reversed/1", 3, 4),
			new Formula(Metric.CSAT, new Scale(1, 7), Orientation.NORMAL, "csat-top2/1", 3, 6),
			new Formula(Metric.CSAT, new Scale(1, 7), Orientation.REVERSED, "csat-top2-reversed/1", 3, 6),
			new Formula(Metric.CSAT, new Scale(1, 10), Orientation.NORMAL, "csat-top2/1", 5, 9),
			new Formula(Metric.CSAT, new Scale(1, 10), Orientation.REVERSED, "csat-top2-reversed/1", 5, 9),
			new Formula(Metric.CSAT, new Scale(1, 3), Orientation.NORMAL, "csat-top1/1", 2, 3),
			new Formula(Metric.CSAT, new Scale(1, 3), Orientation.REVERSED, "csat-top1-reversed/1", 2, 3),
			new Formula(Metric.CSAT, new Scale(0, 1), Orientation.NORMAL, "csat-thumbs/1", 1, 1),
			new Formula(Metric.CSAT, new Scale(0, 1), Orientation.REVERSED, "csat-thumbs-reversed/1", 1, 1),
			new Formula(Metric.CES, new Scale(1, 7), Orientation.NORMAL, "ces-agreement/1", 4, 5),
			new Formula(Metric.CES, new Scale(1, 5), Orientation.EASE, "ces-ease/1", 3, 4),
			new Formula(Metric.CES, new Scale(1, 5), Orientation.EFFORT, "ces-effort/1", 3, 4));

	private static final List<Scale> RATINGS = List.of(new Scale(1, 5), new Scale(1, 3), new Scale(1, 7),
			new Scale(1, 10));

	private final Metric metric;

	private final Scale scale;

	private final Orientation orientation;

	private final String name;

	private final int middle;

	private final int best;

	private final List<ScoreClass> classes;

	/** For each score, the lowest first, the place of its class among the classes. */
	private final int[] places;

	private Formula(Metric metric, Scale scale, Orientation orientation, String name, int middle, int best) {
		this.metric = metric;
		this.scale = scale;
		this.orientation = orientation;
		this.name = name;
		this.middle = middle;
		this.best = best;
		this.classes = switch (metric) {
			case NPS -> List.of(ScoreClass.PROMOTER, ScoreClass.PASSIVE, ScoreClass.DETRACTOR);
			case CSAT -> (middle < best) ? List.of(ScoreClass.SATISFIED, ScoreClass.NEUTRAL, ScoreClass.DISSATISFIED)
					: List.of(ScoreClass.SATISFIED, ScoreClass.DISSATISFIED);
			case CES -> List.of(ScoreClass.EASY, ScoreClass.NEUTRAL, ScoreClass.DIFFICULT);
			case RATING -> List.of();
		};
		this.places = this.classes.isEmpty() ? new int[0]
				: IntStream.rangeClosed(scale.min(), scale.max()).map(this::place).toArray();
	}

	private int place(int score) {
		boolean lowIsGood = this.orientation == Orientation.REVERSED || this.orientation == Orientation.EFFORT;
		int upward = lowIsGood ? this.scale.max() - this.scale.index(score) : score;
		if (upward >= this.best) {
			return 0;
		}
		return (upward >= this.middle) ? 1 : this.classes.size() - 1;
	}

	/**
	 * The formula for a question.
	 * @param metric what is measured
	 * @param scale the scale: NPS 0–10 or 1–10; CSAT 1–5, 1–7, 1–10, 1–3 or 0–1; CES 1–7
	 * or 1–5; RATING any
	 * @param orientation {@code NORMAL}; for CSAT also {@code REVERSED}; for CES on 1–5,
	 * which is asked both ways, {@code EASE} or {@code EFFORT}
	 * @return the formula
	 * @throws IllegalArgumentException if the metric isn't asked like that; the message
	 * names what is accepted
	 */
	public static Formula of(Metric metric, Scale scale, Orientation orientation) {
		if (metric == Metric.RATING && orientation == Orientation.NORMAL) {
			return new Formula(metric, scale, orientation, "rating-mean/1", 0, 0);
		}
		return LISTED.stream()
			.filter((listed) -> listed.metric == metric && listed.scale.equals(scale)
					&& listed.orientation == orientation)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException(
					"%s takes %s, not %s %s".formatted(metric, accepted(metric), scale, orientation)));
	}

	private static String accepted(Metric metric) {
		if (metric == Metric.RATING) {
			return "any scale NORMAL";
		}
		return LISTED.stream()
			.filter((listed) -> listed.metric == metric)
			.map((listed) -> listed.scale + " " + listed.orientation)
			.collect(Collectors.joining(", "));
	}

	/**
	 * The scale that a metric is asked on where none is stated.
	 * @param metric the metric
	 * @return NPS 0–10, CSAT 1–5, CES 1–7; empty for RATING, which must state it
	 */
	public static Optional<Scale> defaultScale(Metric metric) {
		return LISTED.stream().filter((listed) -> listed.metric == metric).findFirst().map(Formula::scale);
	}

	/**
	 * The formulas that a metric is usually asked for, one per scale and orientation.
	 * @param metric the metric
	 * @return all that there are, the default one first; for RATING, which takes any
	 * scale, the common ones
	 */
	public static List<Formula> usual(Metric metric) {
		return (metric == Metric.RATING)
				? RATINGS.stream().map((scale) -> of(metric, scale, Orientation.NORMAL)).toList()
				: LISTED.stream().filter((listed) -> listed.metric == metric).toList();
	}

	/**
	 * The name that figures carry.
	 * @return for example {@code nps/1}, with the version of the formula at its end
	 */
	public String name() {
		return this.name;
	}

	/**
	 * What is measured.
	 * @return the metric
	 */
	public Metric metric() {
		return this.metric;
	}

	/**
	 * The scores that can be given.
	 * @return the scale
	 */
	public Scale scale() {
		return this.scale;
	}

	/**
	 * Which end of the scale is the good one.
	 * @return the orientation
	 */
	public Orientation orientation() {
		return this.orientation;
	}

	/**
	 * The classes that scores fall into.
	 * @return two or three, best first; none for RATING
	 */
	public List<ScoreClass> classes() {
		return this.classes;
	}

	/**
	 * The class that a score falls into.
	 * @param score a score of the scale
	 * @return its class; {@code null} for RATING
	 * @throws IllegalArgumentException if the score isn't on the scale
	 */
	public @Nullable ScoreClass classOf(int score) {
		int index = this.scale.index(score);
		return this.classes.isEmpty() ? null : this.classes.get(this.places[index]);
	}

	/**
	 * The class of each score.
	 * @return the lowest score's first; empty for RATING
	 */
	public List<ScoreClass> scoreClasses() {
		return Arrays.stream(this.places).mapToObj(this.classes::get).toList();
	}

	/**
	 * The figure of some answers. NPS has the adjusted Wald interval, CSAT and CES
	 * Wilson's, RATING Student's t.
	 * @param answers counts on the scale of this formula
	 * @param level the confidence level of the interval, 0.8 to 0.999
	 * @return the figure
	 * @throws IllegalArgumentException if the counts are on another scale or the level is
	 * out of range
	 */
	public Score score(Distribution answers, double level) {
		Level at = new Level(level);
		requireScale(answers);
		long[] byClass = byClass(answers);
		Map<ScoreClass, Long> counts = new LinkedHashMap<>();
		for (int i = 0; i < byClass.length; i++) {
			counts.put(this.classes.get(i), byClass[i]);
		}
		if (answers.total() == 0) {
			return new Score(0, null, null, null, null, counts, answers);
		}
		Estimate estimate = switch (this.metric) {
			case NPS -> promoters(byClass);
			case CSAT, CES -> new Share(byClass[0], answers.total());
			case RATING -> new Mean(answers);
		};
		// With two scores the mean is the share.
		Double mean = (this.classes.size() == 2) ? null : Double.valueOf(new Mean(answers).value());
		Double net = (this.metric == Metric.CES)
				? Double.valueOf(Share.percent(byClass[0] - byClass[2], answers.total())) : null;
		return new Score(answers.total(), estimate.value(), mean, net, estimate.interval(at), counts, answers);
	}

	/**
	 * The figure of some answers minus that of others, which must not overlap them. NPS
	 * is tested by z with the adjusted Wald errors, CSAT and CES by the N − 1
	 * two-proportion test with Newcombe's interval, RATING by Welch's t.
	 * @param a counts on the scale of this formula
	 * @param b counts on the same scale
	 * @param level the confidence level, 0.8 to 0.999
	 * @return the difference, not adjusted for other comparisons; {@code null} where a
	 * side is empty, and for RATING also where a side has a single answer or neither has
	 * any spread
	 * @throws IllegalArgumentException if counts are on another scale or the level is out
	 * of range
	 */
	public @Nullable Comparison compare(Distribution a, Distribution b, double level) {
		Level at = new Level(level);
		requireScale(a);
		requireScale(b);
		if (a.total() == 0 || b.total() == 0) {
			return null;
		}
		return switch (this.metric) {
			case NPS -> promoters(byClass(a)).minus(promoters(byClass(b)), at);
			case CSAT, CES -> new Share(byClass(a)[0], a.total()).minus(new Share(byClass(b)[0], b.total()), at);
			case RATING -> new Mean(a).minus(new Mean(b), at);
		};
	}

	/** The figure of some answers for tests that are repeated. */
	Sample sample(Distribution answers) {
		requireScale(answers);
		long[] byClass = byClass(answers);
		return switch (this.metric) {
			case NPS -> promoters(byClass).sample();
			case CSAT, CES -> new Share(byClass[0], answers.total()).sample();
			case RATING -> throw new IllegalArgumentException("a mean has no such test");
		};
	}

	private static NetPromoters promoters(long[] byClass) {
		return new NetPromoters(byClass[0], byClass[1], byClass[2]);
	}

	/** How many answers fall into each of the classes. */
	private long[] byClass(Distribution answers) {
		long[] counts = new long[this.classes.size()];
		for (int i = 0; i < this.places.length; i++) {
			counts[this.places[i]] += answers.at(i);
		}
		return counts;
	}

	private void requireScale(Distribution answers) {
		if (!answers.scale().equals(this.scale)) {
			throw new IllegalArgumentException(
					"%s wants counts on the scale %s, not %s".formatted(this.name, this.scale, answers.scale()));
		}
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Formula that && this.metric == that.metric && this.scale.equals(that.scale)
				&& this.orientation == that.orientation;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.metric, this.scale, this.orientation);
	}

	@Override
	public String toString() {
		return this.name + " on " + this.scale;
	}

}

package dev.voce.alert;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Distribution;
import dev.voce.scoring.Drift;
import dev.voce.scoring.Formula;
import dev.voce.scoring.Score;
import dev.voce.scoring.ScoreClass;
import dev.voce.scoring.Surge;
import dev.voce.survey.SurveyDefinition;

/**
 * Looks at the figures of one day as they are then: what is seen depends on counts alone.
 */
final class Look {

	/** The level of the intervals of single figures. */
	private static final double LEVEL = 0.95;

	/** Fewer days than these are no usual time. */
	private static final int LEAST_BASELINE = 7;

	private Look() {
	}

	/** The days that a look needs counts between. */
	static SortedSet<LocalDate> days(AlertRule rule, SurveyDefinition survey, LocalDate day) {
		AlertRule.Days period = rule.period(day);
		AlertRule.Days baseline = rule.baseline(period);
		SortedSet<LocalDate> days = new TreeSet<>();
		days.add(period.from());
		days.add(day.plusDays(1));
		days.add(baseline.from());
		days.add(baseline.to());
		days.add(firstDay(survey, baseline));
		return days;
	}

	/**
	 * What the rule sees on a day, with all the answers of that day.
	 * @return the finding; {@code null} where counts can't be known, or the day is none
	 * of its own
	 */
	static @Nullable Finding at(AlertRule rule, CountedDays.Read counts, LocalDate day) {
		AlertRule.Days period = rule.period(day);
		AlertRule.Days baseline = rule.baseline(period);
		if (day.isBefore(period.from()) || baseline.to().isAfter(period.from())) {
			return null;
		}
		Distribution running = counts.between(period.from(), day.plusDays(1));
		Distribution before = (rule.kind() == AlertRule.Kind.BELOW) ? Distribution.empty(counts.formula().scale())
				: counts.between(baseline.from(), baseline.to());
		if (running == null || before == null) {
			return null;
		}
		return switch (rule.kind()) {
			case DROP -> drop(rule, counts.formula(), new Side(period, running), new Side(baseline, before), day);
			case BELOW -> below(rule, counts.formula(), new Side(period, running), day);
			case SURGE -> surge(rule, counts, new Side(period, running), new Side(baseline, before), day);
			case SILENCE -> throw new IllegalArgumentException("silence is no figure");
		};
	}

	/** Some days and their answers. */
	private record Side(AlertRule.Days days, Distribution answers) {
	}

	private static Finding drop(AlertRule rule, Formula formula, Side now, Side before, LocalDate day) {
		Drift drift = Drift.fromBaseline(formula, now.answers(), before.answers(), rule.alpha());
		return new Finding(drift != null && drift.fell(), now.days().from(), day.plusDays(1),
				figure(formula, now, day.plusDays(1)), figure(formula, before, before.days().to()), drift, null, null);
	}

	private static Finding below(AlertRule rule, Formula formula, Side now, LocalDate day) {
		double threshold = (rule.threshold() != null) ? rule.threshold() : 0;
		Drift drift = Drift.fromThreshold(formula, now.answers(), threshold, rule.alpha());
		return new Finding(drift != null && drift.fell(), now.days().from(), day.plusDays(1),
				figure(formula, now, day.plusDays(1)), null, drift, null, null);
	}

	private static Finding.Figure figure(Formula formula, Side side, LocalDate to) {
		return Finding.Figure.of(side.days(), to, formula.score(side.answers(), LEVEL));
	}

	// More answers can only come, so that a test before the end says what one at the end
	// would.
	private static @Nullable Finding surge(AlertRule rule, CountedDays.Read counts, Side now, Side before,
			LocalDate day) {
		LocalDate published = firstDay(counts.survey(), before.days());
		Distribution earlier = counts.between(before.days().from(), published);
		// Answers that were imported are as old as they say.
		LocalDate from = (earlier != null && earlier.total() == 0) ? published : before.days().from();
		long lengthBefore = ChronoUnit.DAYS.between(from, before.days().to());
		if (lengthBefore < LEAST_BASELINE || before.answers().total() < Drift.FEWEST) {
			return null;
		}
		long length = now.days().length();
		long events = bad(counts.formula(), now.answers());
		long usual = bad(counts.formula(), before.answers());
		double pValue = Surge.pValue(events, length, usual, lengthBefore);
		long fewest = Surge.fewest(length, usual, lengthBefore, rule.alpha());
		return new Finding(events >= fewest, now.days().from(), day.plusDays(1), null, null, null,
				new Finding.Surged(events, fewest, usual, from, before.days().to(), pValue), null);
	}

	/** The day on which a survey was published, as far as it lies within some days. */
	private static LocalDate firstDay(SurveyDefinition survey, AlertRule.Days days) {
		if (survey.firstPublishedAt() == null) {
			return days.to();
		}
		LocalDate published = LocalDate.ofInstant(survey.firstPublishedAt(), survey.zone());
		LocalDate notBefore = published.isBefore(days.from()) ? days.from() : published;
		return notBefore.isAfter(days.to()) ? days.to() : notBefore;
	}

	private static long bad(Formula formula, Distribution answers) {
		Score score = formula.score(answers, LEVEL);
		return score.classes().getOrDefault(worst(formula), 0L);
	}

	/** The class of the worst scores. */
	static ScoreClass worst(Formula formula) {
		return formula.classes().get(formula.classes().size() - 1);
	}

}

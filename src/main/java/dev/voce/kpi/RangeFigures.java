package dev.voce.kpi;

import java.time.Clock;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;

import dev.voce.scoring.Comparison;
import dev.voce.scoring.Formula;
import dev.voce.scoring.Interval;
import dev.voce.survey.SurveyDefinition;

/** The figures of surveys over some days, for other modules. */
@Service
public class RangeFigures {

	private final Figures figures;

	private final Clock clock;

	RangeFigures(Figures figures, Clock clock) {
		this.figures = figures;
		this.clock = clock;
	}

	/**
	 * The figure of a survey's first scored question over some days.
	 *
	 * @param survey the survey as it was when the figure was made
	 * @param question the question
	 * @param formula how it is computed
	 * @param responses the answers that it is made of
	 * @param value the figure; {@code null} without answers
	 * @param mean the mean score; {@code null} without answers, and for thumbs
	 * @param interval of the value; {@code null} without answers
	 * @param before the figure of as many days before; {@code null} where it can't be
	 * compared
	 * @param responsesBefore the answers that this is made of
	 * @param change from that one; {@code null} where it can't be compared
	 * @param asked how many people were asked; {@code null} where that isn't known
	 * @param answered how many of them answered
	 * @param responseRate the share of them in percent; {@code null} where nobody was
	 * asked
	 */
	public record Range(SurveyDefinition survey, SurveyDefinition.Question question, Formula formula, long responses,
			@Nullable Double value, @Nullable Double mean, @Nullable Interval interval, @Nullable Double before,
			long responsesBefore, @Nullable Comparison change, @Nullable Long asked, @Nullable Long answered,
			@Nullable Double responseRate) {
	}

	/**
	 * Computes a figure.
	 * @param survey of which survey
	 * @param from the first day, in its zone
	 * @param to the first day after
	 * @return the figure; {@code null} where no question has a score, or it can't be
	 * known
	 */
	public @Nullable Range of(SurveyDefinition survey, LocalDate from, LocalDate to) {
		return this.figures.inForce(survey, (definition) -> read(definition, from, to));
	}

	private @Nullable Range read(SurveyDefinition survey, LocalDate from, LocalDate to) {
		if (survey.at(survey.version()).stream().allMatch((question) -> question.formula() == null)) {
			return null;
		}
		KpiRequest request = KpiRequest.of(survey, new KpiRequest.Parameters(null, from.toString(), to.toString(), null,
				"year", null, null, null, null, null), this.clock.instant());
		KpiView view = this.figures.figures(request).view();
		KpiView.Figure figure = view.overall().figure();
		KpiView.RangeChange change = view.overall().change();
		if (figure.responses() == null) {
			return null;
		}
		return new Range(survey, request.question(), request.formula(), figure.responses(), figure.value(),
				figure.mean(), figure.interval(), (change != null) ? change.value() : null,
				(change != null) ? change.responses() : 0, (change != null) ? change.comparison() : null,
				view.reach().asked(), view.reach().answered(), view.reach().responseRate());
	}

}

package dev.voce.alert;

import java.time.Instant;
import java.time.LocalDate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Drift;
import dev.voce.scoring.Interval;
import dev.voce.scoring.Score;

/**
 * What an alert saw when it was looked at last.
 *
 * @param raises whether it is reason enough to raise the alert
 * @param from the first day that it is about
 * @param to the first day after
 * @param now the figure of these days, for DROP and BELOW
 * @param before the figure that it is compared with, for DROP
 * @param drift how far it lies from the figure before, or from the threshold; absent with
 * fewer than 10 answers
 * @param surge what SURGE counted
 * @param silence what SILENCE counted
 */
@Schema(name = "AlertFinding")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Finding(boolean raises, LocalDate from, LocalDate to, @Nullable Figure now, @Nullable Figure before,
		@Nullable Drift drift, @Nullable Surged surge, @Nullable Silence silence) {

	/**
	 * A figure.
	 *
	 * @param from the first day
	 * @param to the first day after
	 * @param responses the answers that it is made of
	 * @param value the figure; absent without answers
	 * @param interval of the value, at 95 %
	 */
	@Schema(name = "AlertFigure")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Figure(LocalDate from, LocalDate to, long responses, @Nullable Double value, @Nullable Interval interval) {

		static Figure of(AlertRule.Days days, LocalDate to, Score score) {
			return new Figure(days.from(), to, score.responses(), score.value(), score.interval());
		}

	}

	/**
	 * Bad answers, and how many would be too many.
	 *
	 * @param count how many came in the time so far
	 * @param fewest from how many on chance doesn't explain them
	 * @param before how many came in the time that it is compared with
	 * @param baselineFrom the first day of that time
	 * @param baselineTo the first day after
	 * @param pValue the probability of so many by chance
	 */
	@Schema(name = "AlertSurge")
	record Surged(long count, long fewest, long before, LocalDate baselineFrom, LocalDate baselineTo, double pValue) {
	}

	/**
	 * How long no response came.
	 *
	 * @param since when silence began, as far as it was seen
	 * @param seconds of business time without a response, while the survey was live and
	 * Voce ran
	 * @param usual how many responses usually come in the rule's time
	 */
	@Schema(name = "AlertSilence")
	record Silence(Instant since, long seconds, double usual) {
	}

}

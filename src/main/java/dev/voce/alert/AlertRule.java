package dev.voce.alert;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * When an alert is raised, and whom it tells.
 *
 * @param question the key of a scored question
 * @param segment of which segment alone
 * @param value with {@code segment}: which value of it
 * @param kind what it looks for
 * @param since the first day of DROP and BELOW; {@code null} for the current month
 * @param baseline the days that DROP and SURGE compare with; {@code null} for the 90 days
 * before
 * @param threshold the value of BELOW, in the figure's unit
 * @param alpha the share of false alarms that is accepted
 * @param after the business time of SILENCE
 * @param rate the responses that usually come in that time, at least, for SILENCE
 * @param within the time of SURGE, in whole days
 * @param users the ids of those who get a mail
 * @param webhooks the ids of those that get it, whatever their events; none where an
 * alert was stored before there were any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AlertRule(String question, @Nullable String segment, @Nullable String value, Kind kind,
		@Nullable LocalDate since, @Nullable Days baseline, @Nullable Double threshold, double alpha,
		@Nullable Duration after, @Nullable Integer rate, @Nullable Duration within, List<UUID> users,
		List<UUID> webhooks) {

	static final int BASELINE_DAYS = 90;

	/** A Monday, from which times of SURGE follow one another. */
	private static final LocalDate MONDAY = LocalDate.of(2001, 1, 1);

	AlertRule {
		webhooks = Objects.requireNonNullElse(webhooks, List.of());
	}

	/** What an alert looks for. */
	enum Kind {

		/** The figure fell below what it was before. */
		DROP,

		/** The figure is surely below a value. */
		BELOW,

		/** No responses come any more. */
		SILENCE,

		/** More bad answers come than usual. */
		SURGE

	}

	/**
	 * Days in a row.
	 *
	 * @param from the first
	 * @param to the first day after
	 */
	record Days(LocalDate from, LocalDate to) {

		long length() {
			return ChronoUnit.DAYS.between(this.from, this.to);
		}

	}

	/** From when on the figure of a day is made, and when it begins anew. */
	Days period(LocalDate day) {
		if (this.kind == Kind.SURGE) {
			long length = (this.within != null) ? this.within.toDays() : DayOfWeek.values().length;
			long number = Math.floorDiv(ChronoUnit.DAYS.between(MONDAY, day), length);
			LocalDate from = MONDAY.plusDays(number * length);
			return new Days(from, from.plusDays(length));
		}
		LocalDate month = day.withDayOfMonth(1);
		return (this.since != null) ? new Days(this.since, LocalDate.MAX) : new Days(month, month.plusMonths(1));
	}

	/** What a period is compared with. */
	Days baseline(Days period) {
		return (this.baseline != null) ? this.baseline
				: new Days(period.from().minusDays(BASELINE_DAYS), period.from());
	}

	/** The same without somebody. */
	AlertRule without(UUID user) {
		return new AlertRule(this.question, this.segment, this.value, this.kind, this.since, this.baseline,
				this.threshold, this.alpha, this.after, this.rate, this.within,
				this.users.stream().filter((one) -> !one.equals(user)).toList(), this.webhooks);
	}

}

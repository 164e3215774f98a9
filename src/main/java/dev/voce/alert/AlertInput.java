package dev.voce.alert;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.voce.scoring.Formula;
import dev.voce.scoring.Metric;
import dev.voce.survey.SurveyDefinition;
import dev.voce.user.Colleagues;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;

/**
 * An alert to be made.
 *
 * @param survey the survey's id
 * @param question the key of a question with classes; the survey's first when absent
 * @param segment channel, touchpoint, locale, a declared segment or the key of a CHOICE
 * question, for {@code value}
 * @param value the value of the segment that the alert is about alone
 * @param kind DROP: the figure fell below the baseline; BELOW: it is surely below a
 * value; SILENCE: no responses come; SURGE: more answers of the worst class than usual
 * @param since DROP and BELOW: the first day of the figure; the first of each month when
 * absent
 * @param baseline DROP and SURGE: the days to compare with; the 90 days before when
 * absent
 * @param threshold BELOW: the value, in the figure's unit
 * @param alpha the share of false alarms that is accepted, 0.001 to 0.1; 0.05 when
 * absent, and 0.01 for SURGE, each of whose times is a test of its own
 * @param after SILENCE: the business time without a response, such as PT27H
 * @param rate SILENCE: how many responses usually come in that time, at least; 3 when
 * absent
 * @param within SURGE: the time in which answers are counted, in whole days, P1D to P31D;
 * P7D when absent, from Monday to Sunday
 * @param recipients whom it tells
 */
record AlertInput(@Nullable UUID survey, @Nullable String question, @Nullable String segment, @Nullable String value,
		AlertRule.@Nullable Kind kind, @Schema(format = "date") @Nullable String since, @Nullable Baseline baseline,
		@Nullable Double threshold, @Nullable Double alpha, @Nullable Duration after, @Nullable Integer rate,
		@Nullable Duration within,
		@JsonProperty("notify") @Schema(description = "whom it tells") @Nullable Notify recipients) {

	private static final Duration SHORTEST_SILENCE = Duration.ofSeconds(1);

	private static final Duration LONGEST_SILENCE = Duration.ofDays(90);

	private static final int MOST_USERS = 50;

	/**
	 * Days to compare with.
	 *
	 * @param from the first day
	 * @param to the first day after
	 */
	@Schema(name = "AlertBaseline")
	record Baseline(@Schema(format = "date") @Nullable String from, @Schema(format = "date") @Nullable String to) {
	}

	/**
	 * Whom an alert tells.
	 *
	 * @param users the ids of users, who get a mail
	 * @param webhooks the ids of webhooks; those whose events name alerts get it anyway
	 */
	@Schema(name = "AlertRecipients")
	record Notify(@Nullable List<UUID> users, @Nullable List<UUID> webhooks) {
	}

	/**
	 * The rule, where all of it is accepted.
	 * @param hooks the webhooks of the workspace
	 * @param today the survey's
	 * @throws Problem (422) with every flaw
	 */
	AlertRule rule(SurveyDefinition definition, Colleagues colleagues, Set<UUID> hooks, LocalDate today) {
		List<Flaw> flaws = new ArrayList<>();
		SurveyDefinition.Question asked = question(definition, flaws);
		if (this.kind == null) {
			flaws.add(Flaw.at("/kind", "value.oneOf", List.of(AlertRule.Kind.values())));
		}
		checkSegment(definition, flaws);
		LocalDate from = (this.since != null) ? day(this.since, "/since", flaws) : null;
		if (from != null && from.isAfter(today)) {
			flaws.add(Flaw.at("/since", "alert.since"));
		}
		AlertRule.Days days = baseline((from != null) ? from : today.withDayOfMonth(1), flaws);
		checkNumbers(asked, flaws);
		List<UUID> users = users(definition.workspace(), colleagues, flaws);
		List<UUID> named = webhooks(hooks, flaws);
		if (!flaws.isEmpty() || asked == null || this.kind == null) {
			throw Problem.invalid(flaws);
		}
		boolean surge = this.kind == AlertRule.Kind.SURGE;
		double usual = surge ? 0.01 : 0.05;
		boolean silence = this.kind == AlertRule.Kind.SILENCE;
		boolean figure = this.kind == AlertRule.Kind.DROP || this.kind == AlertRule.Kind.BELOW;
		return new AlertRule(asked.key(), this.segment, this.value, this.kind, figure ? from : null,
				(surge || this.kind == AlertRule.Kind.DROP) ? days : null,
				(this.kind == AlertRule.Kind.BELOW) ? this.threshold : null, (this.alpha != null) ? this.alpha : usual,
				silence ? this.after : null, silence ? Integer.valueOf((this.rate != null) ? this.rate : 3) : null,
				surge ? ((this.within != null) ? this.within : Duration.ofDays(7)) : null, users, named);
	}

	private SurveyDefinition.@Nullable Question question(SurveyDefinition definition, List<Flaw> flaws) {
		List<SurveyDefinition.Question> classed = definition.at(definition.version())
			.stream()
			.filter((each) -> each.formula() != null && each.formula().metric() != Metric.RATING)
			.toList();
		SurveyDefinition.Question found = classed.stream()
			.filter((each) -> this.question == null || each.key().equals(this.question))
			.findFirst()
			.orElse(null);
		if (found == null) {
			flaws.add(Flaw.at("/question", "alert.question",
					classed.stream().map(SurveyDefinition.Question::key).toList()));
		}
		return found;
	}

	private void checkSegment(SurveyDefinition definition, List<Flaw> flaws) {
		if (this.segment != null && !definition.dimensions().contains(this.segment)) {
			flaws.add(Flaw.at("/segment", "value.oneOf", definition.dimensions()));
		}
		if ((this.segment == null) != (this.value == null)) {
			flaws.add(Flaw.at((this.segment == null) ? "/segment" : "/value", "value.requiredWith",
					(this.segment == null) ? "value" : "segment"));
		}
		if (this.value != null
				&& (this.value.isEmpty() || this.value.length() > 200 || !this.value.matches("[^\\x00\\p{Cs}]*"))) {
			flaws.add(Flaw.at("/value", "alert.value"));
		}
	}

	private AlertRule.@Nullable Days baseline(LocalDate period, List<Flaw> flaws) {
		if (this.baseline == null) {
			return null;
		}
		LocalDate from = day(this.baseline.from(), "/baseline/from", flaws);
		LocalDate to = day(this.baseline.to(), "/baseline/to", flaws);
		if (from == null || to == null) {
			return null;
		}
		if (!from.isBefore(to) || from.isBefore(to.minusDays(366))) {
			flaws.add(Flaw.at("/baseline/from", "alert.baseline"));
		}
		if (to.isAfter(period)) {
			flaws.add(Flaw.at("/baseline/to", "alert.overlap", period));
		}
		return new AlertRule.Days(from, to);
	}

	private static @Nullable LocalDate day(@Nullable String text, String at, List<Flaw> flaws) {
		try {
			LocalDate day = LocalDate.parse(String.valueOf(text));
			if (day.getYear() >= 2000 && day.getYear() <= 9998) {
				return day;
			}
		}
		catch (DateTimeException ex) {
			// reported below
		}
		flaws.add(Flaw.at(at, "value.day"));
		return null;
	}

	private void checkNumbers(SurveyDefinition.@Nullable Question asked, List<Flaw> flaws) {
		if (this.alpha != null && !(this.alpha >= 0.001 && this.alpha <= 0.1)) {
			flaws.add(Flaw.at("/alpha", "value.decimal", 0.001, 0.1));
		}
		if (this.kind == AlertRule.Kind.BELOW && asked != null) {
			Formula formula = asked.formula();
			int least = (formula != null && formula.metric() == Metric.NPS) ? -100 : 0;
			if (this.threshold == null || !(this.threshold >= least && this.threshold <= 100)) {
				flaws.add(Flaw.at("/threshold", "value.decimal", least, 100));
			}
		}
		if (this.kind == AlertRule.Kind.SILENCE && !isBetween(this.after, SHORTEST_SILENCE, LONGEST_SILENCE)) {
			flaws.add(Flaw.at("/after", "alert.after"));
		}
		if (this.rate != null && (this.rate < 1 || this.rate > 1_000_000)) {
			flaws.add(Flaw.at("/rate", "value.integer", 1, 1_000_000));
		}
		if (this.within != null && (!isBetween(this.within, Duration.ofDays(1), Duration.ofDays(31))
				|| !this.within.equals(Duration.ofDays(this.within.toDays())))) {
			flaws.add(Flaw.at("/within", "alert.within"));
		}
	}

	private static boolean isBetween(@Nullable Duration time, Duration least, Duration most) {
		return time != null && time.compareTo(least) >= 0 && time.compareTo(most) <= 0;
	}

	private List<UUID> users(UUID workspace, Colleagues colleagues, List<Flaw> flaws) {
		@Nullable List<UUID> given = (this.recipients != null) ? this.recipients.users() : null;
		if (given == null) {
			return List.of();
		}
		List<UUID> known = colleagues.of(workspace).stream().map(Colleagues.Colleague::id).toList();
		if (given.size() > MOST_USERS || !new HashSet<>(known).containsAll(given)) {
			flaws.add(Flaw.at("/notify/users", "alert.users", MOST_USERS));
		}
		return given.stream().distinct().toList();
	}

	private List<UUID> webhooks(Set<UUID> known, List<Flaw> flaws) {
		@Nullable List<UUID> given = (this.recipients != null) ? this.recipients.webhooks() : null;
		if (given == null) {
			return List.of();
		}
		if (!known.containsAll(given)) {
			flaws.add(Flaw.at("/notify/webhooks", "alert.webhooks"));
		}
		return given.stream().distinct().toList();
	}

}

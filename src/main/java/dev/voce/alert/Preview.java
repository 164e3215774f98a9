package dev.voce.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.hours.BusinessHours;
import dev.voce.note.Notes;
import dev.voce.scoring.Distribution;
import dev.voce.survey.SurveyDefinition;
import dev.voce.workspace.Workspaces;

/** Says when an alert would have been raised, by looks at each of the last 365 days. */
@Component
class Preview {

	private static final int DAYS = 365;

	private final CountedDays counted;

	private final Notes notes;

	private final Workspaces workspaces;

	private final Clock clock;

	Preview(CountedDays counted, Notes notes, Workspaces workspaces, Clock clock) {
		this.counted = counted;
		this.notes = notes;
		this.workspaces = workspaces;
		this.clock = clock;
	}

	/**
	 * When an alert would have been raised.
	 *
	 * @param from the first day that was looked at
	 * @param to the first day after
	 * @param raised each time, the earliest first
	 */
	@Schema(name = "AlertPreview")
	record Result(LocalDate from, LocalDate to, List<Raised> raised) {
	}

	/**
	 * A time when an alert would have been raised.
	 *
	 * @param day the day
	 * @param finding what would have been seen at its end
	 * @param notes what was noted in the days that it is about
	 */
	@Schema(name = "AlertPreviewDay")
	record Raised(LocalDate day, Finding finding, List<String> notes) {
	}

	Result of(SurveyDefinition survey, AlertRule rule) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), survey.zone());
		LocalDate from = today.minusDays(DAYS);
		CountedDays.Read read = this.counted.read(survey.id(), rule, (current) -> days(rule, current, from, today));
		List<Raised> raised = new ArrayList<>();
		if (read != null && rule.kind() == AlertRule.Kind.SILENCE) {
			silences(rule, read, from, today, raised);
		}
		else if (read != null) {
			figures(rule, read, from, today, raised);
		}
		return new Result(from, today.plusDays(1), raised);
	}

	private static SortedSet<LocalDate> days(AlertRule rule, SurveyDefinition survey, LocalDate from, LocalDate today) {
		SortedSet<LocalDate> days = new TreeSet<>();
		for (LocalDate day = from; !day.isAfter(today); day = day.plusDays(1)) {
			if (rule.kind() == AlertRule.Kind.SILENCE) {
				days.add(day);
				days.add(day.minusDays(AlertRule.BASELINE_DAYS));
				days.add(day.plusDays(1));
			}
			else {
				days.addAll(Look.days(rule, survey, day));
			}
		}
		return days;
	}

	private void figures(AlertRule rule, CountedDays.Read read, LocalDate from, LocalDate today, List<Raised> raised) {
		LocalDate last = null;
		for (LocalDate day = from; !day.isAfter(today); day = day.plusDays(1)) {
			LocalDate period = rule.period(day).from();
			Finding finding = period.equals(last) ? null : Look.at(rule, read, day);
			if (finding != null && finding.raises()) {
				last = period;
				raised.add(raised(read.survey(), day, finding));
			}
		}
	}

	private Raised raised(SurveyDefinition survey, LocalDate day, Finding finding) {
		return new Raised(day, finding,
				this.notes.between(survey.id(), finding.from(), finding.to()).stream().map(Notes.Noted::text).toList());
	}

	// By whole days, as it isn't kept at which hours responses came.
	private void silences(AlertRule rule, CountedDays.Read read, LocalDate from, LocalDate today, List<Raised> raised) {
		SurveyDefinition survey = read.survey();
		BusinessHours hours = this.workspaces.hours(survey.workspace());
		LocalDate published = (survey.firstPublishedAt() != null)
				? LocalDate.ofInstant(survey.firstPublishedAt(), survey.zone()) : today;
		Duration quiet = Duration.ZERO;
		LocalDate since = from;
		boolean silent = false;
		for (LocalDate day = published.isAfter(from) ? published : from; day.isBefore(today); day = day.plusDays(1)) {
			Distribution came = read.between(day, day.plusDays(1));
			if (came == null || came.total() > 0) {
				quiet = Duration.ZERO;
				since = day.plusDays(1);
				silent = false;
				continue;
			}
			quiet = quiet.plus(hours.between(day.atStartOfDay(survey.zone()).toInstant(),
					day.plusDays(1).atStartOfDay(survey.zone()).toInstant()));
			Double usual = usual(rule, read, hours, day);
			if (!silent && usual != null && isSilent(rule, quiet, usual)) {
				silent = true;
				raised.add(raised(survey, day, silence(survey, since, day, quiet, usual)));
			}
		}
	}

	private static Finding silence(SurveyDefinition survey, LocalDate since, LocalDate day, Duration quiet,
			double usual) {
		return new Finding(true, since, day.plusDays(1), null, null, null, null,
				new Finding.Silence(since.atStartOfDay(survey.zone()).toInstant(), quiet.toSeconds(), usual));
	}

	/**
	 * Whether no response came for as long as a rule says, where there usually are some.
	 */
	static boolean isSilent(AlertRule rule, Duration quiet, double usual) {
		return quiet.compareTo(Objects.requireNonNull(rule.after())) >= 0
				&& usual >= Objects.requireNonNull(rule.rate());
	}

	/**
	 * How many responses came in the rule's time, in the 90 days before a day.
	 * @return {@code null} where that can't be known
	 */
	static @Nullable Double usual(AlertRule rule, CountedDays.Read read, BusinessHours hours, LocalDate day) {
		LocalDate first = day.minusDays(AlertRule.BASELINE_DAYS);
		Distribution before = read.between(first, day);
		Duration worked = hours.between(first.atStartOfDay(read.survey().zone()).toInstant(),
				day.atStartOfDay(read.survey().zone()).toInstant());
		if (before == null || worked.isZero()) {
			return null;
		}
		double after = Objects.requireNonNull(rule.after()).toSeconds();
		return before.total() * after / worked.toSeconds();
	}

}

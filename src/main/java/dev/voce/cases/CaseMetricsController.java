package dev.voce.cases;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.cases.CaseMetrics.Again;
import dev.voce.cases.CaseMetrics.Figures;
import dev.voce.cases.CaseMetrics.Row;
import dev.voce.cases.CaseMetrics.Week;
import dev.voce.hours.BusinessHours;
import dev.voce.hours.WorkedTime;
import dev.voce.scoring.Formula;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;
import dev.voce.workspace.Workspaces;

/** Returns the figures about cases. */
@Tag(name = "Cases")
@RestController
@RequestMapping(path = "/api/v1/cases/metrics", produces = MediaType.APPLICATION_JSON_VALUE)
class CaseMetricsController {

	private static final int WEEKS = 13;

	private static final int LONGEST = 366;

	private final CaseRepository cases;

	private final Surveys surveys;

	private final Colleagues colleagues;

	private final Workspaces workspaces;

	private final Clock clock;

	CaseMetricsController(CaseRepository cases, Surveys surveys, Colleagues colleagues, Workspaces workspaces,
			Clock clock) {
		this.cases = cases;
		this.surveys = surveys;
		this.colleagues = colleagues;
		this.workspaces = workspaces;
		this.clock = clock;
	}

	/**
	 * Figures about cases.
	 *
	 * @param from the first day
	 * @param to the first day that is too late
	 * @param zone of these days: that of the business hours
	 * @param overall of all cases
	 * @param weeks opened and closed, by week
	 * @param groups by survey, owner or root cause, where they were asked for
	 */
	@Schema(name = "CaseMetrics")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record View(LocalDate from, LocalDate to, String zone, Figures overall, List<Week> weeks,
			@Nullable List<Group> groups) {
	}

	/**
	 * Figures of one survey, owner or root cause.
	 *
	 * @param key the id of the survey or user, or the key of the cause; absent for none
	 * @param name the name of the survey or user; absent for causes, for none, and where
	 * it is gone
	 * @param figures of its cases
	 */
	@Schema(name = "CaseGroup")
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Group(@Nullable String key, @Nullable String name, Figures figures) {
	}

	/**
	 * Computes figures about cases: how many were opened and closed, how many in time,
	 * how long it took in business time, and how many respondents recovered. Cases whose
	 * responses were erased or marked are left out.
	 * @param from the first day, local to the business hours; 13 weeks back when absent
	 * @param to the first day that is too late, at most 366 later; tomorrow when absent
	 * @param by also by survey, owner or cause
	 * @return the figures
	 */
	@GetMapping
	View metrics(@AuthenticationPrincipal Caller caller,
			@RequestParam(required = false) @Schema(format = "date") @Nullable String from,
			@RequestParam(required = false) @Schema(format = "date") @Nullable String to, @RequestParam(
					required = false) @Schema(allowableValues = { "survey", "owner", "cause" }) @Nullable String by) {
		BusinessHours hours = this.workspaces.hours(caller.workspace());
		Instant now = this.clock.instant();
		LocalDate end = (to != null) ? day("to", to) : now.atZone(hours.zone()).toLocalDate().plusDays(1);
		LocalDate start = (from != null) ? day("from", from) : end.minusWeeks(WEEKS);
		if (!start.isBefore(end) || ChronoUnit.DAYS.between(start, end) > LONGEST) {
			throw Problem.invalid(Flaw.in("from", "case.range"));
		}
		if (by != null && !List.of("survey", "owner", "cause").contains(by)) {
			throw Problem.invalid(Flaw.in("by", "value.oneOf", List.of("survey", "owner", "cause")));
		}
		List<Row> rows = this.cases.findMeasured(caller.workspace(), start(start, hours.zone()),
				start(end, hours.zone()));
		List<Again> again = again(caller.workspace(), start(start, hours.zone()), start(end, hours.zone()));
		Instant first = rows.stream().map(Row::openedAt).min(Instant::compareTo).orElse(now);
		CaseMetrics metrics = new CaseMetrics(start, end, hours.zone(), now, new WorkedTime(hours, first, now));
		return new View(start, end, hours.zone().getId(), metrics.figures(rows, again), metrics.weeks(rows),
				(by != null) ? groups(caller.workspace(), metrics, rows, again, by) : null);
	}

	private static LocalDate day(String name, String text) {
		try {
			LocalDate day = LocalDate.parse(text);
			if (day.getYear() >= 1000 && day.getYear() <= 9998) {
				return day;
			}
		}
		catch (DateTimeException ex) {
			// reported below
		}
		throw Problem.invalid(Flaw.in(name, "value.day"));
	}

	private static Instant start(LocalDate day, ZoneId zone) {
		return day.atStartOfDay(zone).toInstant();
	}

	private List<Group> groups(UUID workspace, CaseMetrics metrics, List<Row> rows, List<Again> again, String by) {
		return switch (by) {
			case "survey" -> groups(metrics, rows, again, Row::survey, Again::survey, this.surveys.names(workspace));
			case "owner" -> groups(metrics, rows, again, Row::owner, Again::owner,
					this.colleagues.of(workspace)
						.stream()
						.collect(Collectors.toMap(Colleagues.Colleague::id, Colleagues.Colleague::name)));
			default -> groups(metrics, rows.stream().filter((row) -> row.closedAt() != null).toList(), again,
					Row::cause, Again::cause, Map.of());
		};
	}

	private static <T extends Comparable<T>> List<Group> groups(CaseMetrics metrics, List<Row> rows, List<Again> again,
			Function<Row, @Nullable T> ofRow, Function<Again, @Nullable T> ofAgain, Map<T, String> names) {
		List<Group> groups = new ArrayList<>();
		for (T key : CaseMetrics.values(rows, ofRow)) {
			Figures figures = metrics.figures(
					rows.stream().filter((row) -> Objects.equals(ofRow.apply(row), key)).toList(),
					again.stream().filter((each) -> Objects.equals(ofAgain.apply(each), key)).toList());
			groups
				.add(new Group((key != null) ? key.toString() : null, (key != null) ? names.get(key) : null, figures));
		}
		return groups;
	}

	private List<Again> again(UUID workspace, Instant from, Instant to) {
		return this.cases.findAskedAgain(workspace, from, to)
			.stream()
			.map((row) -> new Again(row.getSurvey(), row.getOwner(), row.getCause(), isBetter(row)))
			.toList();
	}

	private boolean isBetter(CaseRepository.AskedAgain row) {
		Integer next = row.getNextVersion();
		if (next == null) {
			return false;
		}
		Integer before = rank(row.getSurvey(), row.getQuestion(), row.getVersion(), row.getScore());
		Integer after = rank(row.getSurvey(), row.getQuestion(), next, row.getNextScore());
		return before != null && after != null && after < before;
	}

	/** The place of a score's class, from the best, 0. */
	private @Nullable Integer rank(UUID survey, String question, int version, @Nullable String score) {
		try {
			SurveyDefinition.Question asked = this.surveys.definition(survey).question(question, version);
			Formula formula = (asked != null) ? asked.formula() : null;
			if (formula == null || score == null || formula.classes().isEmpty()) {
				return null;
			}
			return formula.classes().indexOf(formula.classOf(Integer.parseInt(score)));
		}
		catch (SurveyNotFound deletedMeanwhile) {
			return null;
		}
	}

}

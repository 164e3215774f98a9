package dev.voce.notification;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.alert.Alerts;
import dev.voce.alert.AlertView;
import dev.voce.cases.CaseReader;
import dev.voce.kpi.RangeFigures;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.scoring.Formula;
import dev.voce.scoring.ScoreClass;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.SurveyNotFound;
import dev.voce.survey.SurveyStatus;
import dev.voce.survey.Surveys;

/** Gathers what a digest tells. */
@Component
class DigestContent {

	private static final int MOST_COMMENTS = 3;

	private final Surveys surveys;

	private final RangeFigures figures;

	private final Comments comments;

	private final CaseReader cases;

	private final Alerts alerts;

	private final Clock clock;

	DigestContent(Surveys surveys, RangeFigures figures, Comments comments, CaseReader cases, Alerts alerts,
			Clock clock) {
		this.surveys = surveys;
		this.figures = figures;
		this.comments = comments;
		this.cases = cases;
		this.alerts = alerts;
		this.clock = clock;
	}

	/**
	 * What a digest tells.
	 *
	 * @param days its days
	 * @param surveys those with responses: clear changes first, then the most responses
	 * @param silent the names of those without
	 * @param overdue how many cases are overdue
	 * @param mineOverdue how many of these are the reader's
	 * @param earliestDue when the first of these was due
	 */
	record Content(DigestChoice.Days days, List<Part> surveys, List<String> silent, long overdue, long mineOverdue,
			@Nullable Instant earliestDue) {

		long responses() {
			return this.surveys.stream().mapToLong((each) -> each.figure().responses()).sum();
		}

	}

	/**
	 * What it tells of a survey.
	 *
	 * @param name the survey's name
	 * @param figure its figure
	 * @param low comments of the worst class
	 * @param high comments of the best class
	 * @param mentions the cases of these responses
	 * @param cases what became of its cases; {@code null} without any
	 * @param alerts those that are raised
	 */
	record Part(String name, RangeFigures.Range figure, List<Comments.Comment> low, List<Comments.Comment> high,
			Map<UUID, CaseReader.Mention> mentions, CaseReader.@Nullable Counts cases, List<AlertView> alerts) {

		/** Whether there are enough answers for a figure. */
		boolean hasFigure() {
			return this.figure.responses() >= FigureText.TOO_FEW;
		}

		/**
		 * How the figure differs from the one before; {@code null} where that says
		 * nothing.
		 */
		FigureText.@Nullable Change change(FigureText words) {
			if (!hasFigure() || this.figure.change() == null || this.figure.responsesBefore() < FigureText.TOO_FEW) {
				return null;
			}
			return words.change(this.figure.formula().metric(), this.figure.change().delta(),
					this.figure.change().lower(), this.figure.change().upper(), this.figure.change().significant());
		}

		boolean isClear(FigureText words) {
			FigureText.Change change = change(words);
			return change != null && change.clear();
		}

	}

	/** Gathers what a user's digest of some days tells. */
	Content of(UUID workspace, UUID user, DigestChoice choice, DigestChoice.Days days, FigureText words) {
		Map<UUID, String> names = this.surveys.names(workspace);
		Map<UUID, List<AlertView>> raised = this.alerts.list(workspace)
			.stream()
			.filter((alert) -> alert.raisedAt() != null)
			.collect(Collectors.groupingBy((alert) -> alert.survey().id()));
		Map<ZoneId, Map<UUID, CaseReader.Counts>> counts = new HashMap<>();
		List<Part> parts = new ArrayList<>();
		List<String> silent = new ArrayList<>();
		long overdue = 0;
		long mine = 0;
		Instant earliest = null;
		for (UUID id : this.surveys.ids(workspace)) {
			SurveyDefinition survey = definition(id);
			if (survey == null || survey.status() == SurveyStatus.DRAFT
					|| (choice.surveys() != null && !choice.surveys().contains(id))) {
				continue;
			}
			CaseReader.Counts cases = counts.computeIfAbsent(survey.zone(),
					(zone) -> this.cases.counts(workspace, user, days.from().atStartOfDay(zone).toInstant(),
							days.to().atStartOfDay(zone).toInstant(), this.clock.instant()))
				.get(id);
			if (cases != null) {
				overdue += cases.overdue();
				mine += cases.mineOverdue();
				earliest = (earliest == null || (cases.earliestDue() != null && cases.earliestDue().isBefore(earliest)))
						? cases.earliestDue() : earliest;
			}
			String name = names.getOrDefault(id, "");
			RangeFigures.Range figure = this.figures.of(survey, days.from(), days.to());
			if (figure != null && figure.responses() > 0) {
				parts.add(part(name, figure, days, cases, raised.getOrDefault(id, List.of())));
			}
			else if (survey.status() == SurveyStatus.LIVE && isPublishedBefore(survey, days.to())) {
				silent.add(name);
			}
		}
		parts.sort(Comparator.comparing((Part part) -> !part.isClear(words))
			.thenComparing((part) -> -part.figure().responses())
			.thenComparing(Part::name));
		return new Content(days, parts, silent, overdue, mine, earliest);
	}

	/** One that was published later was not silent. */
	private static boolean isPublishedBefore(SurveyDefinition survey, LocalDate day) {
		return survey.firstPublishedAt() != null
				&& survey.firstPublishedAt().isBefore(day.atStartOfDay(survey.zone()).toInstant());
	}

	private Part part(String name, RangeFigures.Range figure, DigestChoice.Days days, CaseReader.@Nullable Counts cases,
			List<AlertView> raised) {
		Formula formula = figure.formula();
		List<ScoreClass> classes = formula.classes();
		List<Comments.Comment> low = classes.isEmpty() ? List.of()
				: comments(figure, classes.get(classes.size() - 1), days);
		List<Comments.Comment> high = classes.isEmpty() ? List.of() : comments(figure, classes.get(0), days);
		Map<UUID, CaseReader.Mention> mentions = this.cases.of(figure.survey().id(),
				low.stream().map(Comments.Comment::response).collect(Collectors.toSet()));
		return new Part(name, figure, low, high, mentions, cases, raised);
	}

	private List<Comments.Comment> comments(RangeFigures.Range figure, ScoreClass scoreClass, DigestChoice.Days days) {
		return this.comments.find(new Comments.Wanted(figure.survey(), Objects.requireNonNull(figure.question()),
				scoreClass, null, null, days.from(), days.to()), MOST_COMMENTS);
	}

	private @Nullable SurveyDefinition definition(UUID survey) {
		try {
			return this.surveys.definition(survey);
		}
		catch (SurveyNotFound deleted) {
			return null;
		}
	}

}

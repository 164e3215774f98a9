package dev.voce.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.voce.scoring.ScoreClass;

/** Reads cases, for other modules. */
@Service
public class CaseReader {

	private final CaseRepository cases;

	private final CaseViews views;

	CaseReader(CaseRepository cases, CaseViews views) {
		this.cases = cases;
		this.views = views;
	}

	/**
	 * What happened to cases, each of them another, published within the transaction that
	 * records it.
	 *
	 * @param all at least one
	 */
	public record Changes(List<Changed> all) {
	}

	/**
	 * Something that happened to a case.
	 *
	 * @param workspace whose
	 * @param survey the survey of the response
	 * @param id the case's id
	 * @param kind what happened
	 * @param owner whose the case is now; {@code null} for nobody's
	 * @param by the user who did it; {@code null} for a key, Voce itself and the
	 * respondent
	 */
	public record Changed(UUID workspace, UUID survey, UUID id, Kind kind, @Nullable UUID owner, @Nullable UUID by) {

		/** What happens to cases that others may want to know. */
		public enum Kind {

			/** It was opened, by a rule or by somebody. */
			OPENED,

			/** It got another owner, or none. */
			ASSIGNED,

			/** Its due time passed, which happens once. */
			OVERDUE,

			/** It is open again. */
			REOPENED,

			/** It was closed. */
			CLOSED

		}

		static @Nullable Changed of(Case about, CaseEvent.Kind kind, @Nullable UUID by) {
			Kind kindOfChange = switch (kind) {
				case OPENED -> Kind.OPENED;
				case ASSIGNED -> Kind.ASSIGNED;
				case OVERDUE -> Kind.OVERDUE;
				case REOPENED, REPLY_FAILED -> Kind.REOPENED;
				case CLOSED -> Kind.CLOSED;
				case NOTED, REPLIED, WAITING, AMENDED, ASKED_AGAIN -> null;
			};
			return (kindOfChange == null) ? null
					: new Changed(about.workspaceId(), about.surveyId(), about.id(), kindOfChange, about.owner(), by);
		}

	}

	/**
	 * A case, with what a colleague who gets it should know first.
	 *
	 * @param detail what {@code GET} of the case returns
	 * @param opens what the rule that opened it was about; {@code null} without one
	 * @param owner the id of its owner; {@code null} for nobody
	 * @param assignedBy who gave it to its owner; {@code null} where a rule did
	 * @param assignedAt when
	 * @param note the last note; {@code null} without one
	 */
	public record Facts(CaseView.Detail detail, @Nullable Opens opens, @Nullable UUID owner,
			@Nullable String assignedBy, Instant assignedAt, CaseView.@Nullable Event note) {
	}

	/**
	 * The scores by which a rule opens cases.
	 *
	 * @param classes of these classes; empty where it names scores
	 * @param scores these, the lowest first; empty where it names classes
	 */
	public record Opens(List<ScoreClass> classes, List<Integer> scores) {

		private static @Nullable Opens of(@Nullable Rule rule) {
			return (rule == null) ? null : new Opens(sorted(rule.classes()), sorted(rule.scores()));
		}

		private static <T extends Comparable<T>> List<T> sorted(@Nullable Set<T> values) {
			return (values != null) ? values.stream().sorted().toList() : List.of();
		}

	}

	/**
	 * Reads a case.
	 * @param survey the survey of the response
	 * @param id the case's id
	 * @return the case, if it is still there
	 */
	@Transactional(readOnly = true)
	public Optional<Facts> find(UUID survey, UUID id) {
		return this.cases.findBySurveyIdAndId(survey, id).map((found) -> {
			CaseView.Detail detail = this.views.detail(found);
			CaseView.Event assigned = last(detail.events(), CaseEvent.Kind.ASSIGNED);
			return new Facts(detail, Opens.of(found.rule()), found.owner(), (assigned != null) ? assigned.by() : null,
					(assigned != null) ? assigned.at() : found.openedAt(), last(detail.events(), CaseEvent.Kind.NOTED));
		});
	}

	private static CaseView.@Nullable Event last(List<CaseView.Event> events, CaseEvent.Kind kind) {
		return events.stream().filter((event) -> event.kind() == kind).reduce((one, later) -> later).orElse(null);
	}

	/**
	 * Reads cases as lists show them.
	 * @param workspace whose
	 * @param survey the survey of the responses
	 * @param ids the ids of cases
	 * @return those that are still there
	 */
	@Transactional(readOnly = true)
	public List<CaseView> views(UUID workspace, UUID survey, Collection<UUID> ids) {
		return this.views.all(workspace, this.cases.findBySurveyIdAndIdInOrderByNumber(survey, ids));
	}

	/**
	 * A case as it is mentioned.
	 *
	 * @param id its id
	 * @param number what people call it
	 */
	public record Mention(UUID id, long number) {
	}

	/**
	 * Finds the cases of responses.
	 * @param survey the survey's id
	 * @param responses the ids of responses
	 * @return the cases by the id of the response
	 */
	@Transactional(readOnly = true)
	public Map<UUID, Mention> of(UUID survey, Set<UUID> responses) {
		Map<UUID, Mention> found = new HashMap<>();
		if (!responses.isEmpty()) {
			this.cases.of(survey, responses)
				.forEach((one) -> found.put(one.responseId(), new Mention(one.id(), one.number())));
		}
		return found;
	}

	/**
	 * What became of a survey's cases.
	 *
	 * @param opened how many were opened in a range
	 * @param closed how many were closed in the range
	 * @param overdue how many are overdue now
	 * @param mineOverdue how many of these are a user's
	 * @param earliestDue when the first of the user's was due; {@code null} without one
	 */
	public record Counts(long opened, long closed, long overdue, long mineOverdue, @Nullable Instant earliestDue) {

		private static final Counts NONE = new Counts(0, 0, 0, 0, null);

	}

	/**
	 * Counts the cases of a workspace by survey.
	 * @param workspace whose
	 * @param user whose own cases are counted besides
	 * @param from the earliest time of the range
	 * @param to the first time that is too late
	 * @param now when it is overdue
	 * @return the counts of each survey that has any
	 */
	@Transactional(readOnly = true)
	public Map<UUID, Counts> counts(UUID workspace, UUID user, Instant from, Instant to, Instant now) {
		Map<UUID, Counts> counts = new HashMap<>();
		for (CaseMetrics.Row row : this.cases.findMeasured(workspace, from, to)) {
			Counts before = counts.getOrDefault(row.survey(), Counts.NONE);
			boolean late = (row.status() == Case.Status.NEW || row.status() == Case.Status.OPEN)
					&& row.dueAt().isBefore(now);
			boolean mine = late && user.equals(row.owner());
			Instant earliest = before.earliestDue();
			if (mine && (earliest == null || row.dueAt().isBefore(earliest))) {
				earliest = row.dueAt();
			}
			counts.put(row.survey(),
					new Counts(before.opened() + (isIn(row.openedAt(), from, to) ? 1 : 0),
							before.closed() + (isIn(row.closedAt(), from, to) ? 1 : 0),
							before.overdue() + (late ? 1 : 0), before.mineOverdue() + (mine ? 1 : 0), earliest));
		}
		return counts;
	}

	private static boolean isIn(@Nullable Instant at, Instant from, Instant to) {
		return at != null && !at.isBefore(from) && at.isBefore(to);
	}

}

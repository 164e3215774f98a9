package dev.voce.cases;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Opens many cases by one statement, and finds some of many. */
interface CaseTable {

	/**
	 * Cases to be opened that differ in their responses alone.
	 *
	 * @param workspace whose
	 * @param survey the survey's id
	 * @param rule what opens them; {@code null} by hand
	 * @param owner who gets them
	 * @param openedAt when
	 * @param dueAt when they are due
	 * @param responses the ids of the responses
	 */
	record Opened(UUID workspace, UUID survey, @Nullable Rule rule, @Nullable UUID owner, Instant openedAt,
			Instant dueAt, List<UUID> responses) {
	}

	/**
	 * Opens cases, but for responses that have one.
	 * @param cases of any surveys, whose states are locked
	 * @return what was opened
	 */
	List<CaseReader.Changed> open(List<Opened> cases);

	/** Lists cases as a filter wants them, from behind a cursor on. */
	List<Case> page(CaseFilter filter, Instant now, int limit);

	/**
	 * How many cases a workspace has.
	 *
	 * @param mine open ones of a user
	 * @param mineOverdue those of them whose due time has passed
	 * @param mineWaiting those of them that wait
	 * @param unassigned open ones of nobody
	 * @param unassignedOverdue those of them whose due time has passed
	 * @param overdue open ones whose due time has passed
	 * @param open all that are not closed
	 * @param closed all that are
	 */
	@Schema(name = "CaseCounts")
	record Counts(long mine, long mineOverdue, long mineWaiting, long unassigned, long unassignedOverdue, long overdue,
			long open, long closed) {
	}

	/** Counts the cases of a workspace. */
	Counts count(UUID workspace, @Nullable UUID user, Instant now);

	/** Cases by the responses that they are about, of any surveys. */
	List<Case> of(UUID survey, Set<UUID> responses);

}

package dev.voce.cases;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Opens many cases by one statement, and finds some of many. */
interface CaseTable {

	/**
	 * A case to be opened.
	 *
	 * @param workspace whose
	 * @param survey the survey's id
	 * @param response the id of the response
	 * @param rule what opens it; {@code null} by hand
	 * @param owner who gets it
	 * @param openedAt when
	 * @param dueAt when it is due
	 */
	record Opened(UUID workspace, UUID survey, UUID response, @Nullable Rule rule, @Nullable UUID owner,
			Instant openedAt, Instant dueAt) {
	}

	/**
	 * Opens cases, but for responses that have one.
	 * @param cases of any surveys, whose states are locked
	 * @return what was opened
	 */
	List<CaseReader.Changed> open(Collection<Opened> cases);

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

package dev.voce.workspace;

import java.time.Instant;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.web.Page;

/** Lists who changed what. */
@Tag(name = "Activity")
@RestController
@RequestMapping(path = "/api/v1/activity", produces = MediaType.APPLICATION_JSON_VALUE)
class ActivityLogController {

	private static final UUID LAST = new UUID(-1L, -1L);

	private final ActivityLog activity;

	ActivityLogController(ActivityLog activity) {
		this.activity = activity;
	}

	/**
	 * An entry of the log.
	 *
	 * @param id its id
	 * @param at when
	 * @param actor who did it: user or key and a name, or Voce itself
	 * @param action what was done: created, changed, published, paused, closed, deleted,
	 * restored or removed; changed rules of a survey that open cases; revoked, invited,
	 * set up, removed, made VIEWER, AGENT, EDITOR or ADMIN; marked as SPAM, TEST or NONE;
	 * erased, on request; forgotten or purged, by retention
	 * @param subject what was changed: survey, response, key or user and a name or id;
	 * respondent, workspace, or templates
	 * @param survey the survey that it concerns, which may be deleted
	 * @param responses how many responses it changed
	 */
	record ActivityEntry(UUID id, Instant at, String actor, String action, String subject, @Nullable UUID survey,
			@Nullable Long responses) {
	}

	/**
	 * Lists what was changed in the workspace, newest first: settings, surveys, keys and
	 * users, and the responses that were marked, erased, or removed by retention.
	 * @param cursor {@code next} of the page before
	 * @param limit how many at most
	 * @return a page of the log
	 */
	@GetMapping
	Page<ActivityEntry> list(@AuthenticationPrincipal Caller caller,
			@RequestParam(required = false) @Nullable UUID cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		UUID before = (cursor != null) ? cursor : LAST;
		return Page.of(limit, (count) -> this.activity.page(caller.workspace(), before, count),
				(entry) -> new ActivityEntry(entry.id, entry.at, entry.actor, entry.action, entry.subject,
						entry.surveyId, entry.responses),
				(entry) -> entry.id);
	}

}

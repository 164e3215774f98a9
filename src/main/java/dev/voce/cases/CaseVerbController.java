package dev.voce.cases;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.hours.BusinessHours;
import dev.voce.response.ResponseId;
import dev.voce.response.SubmissionValidator;
import dev.voce.web.EntityTags;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/**
 * Works on cases. Each verb is based on what was read: it needs the ETag, and returns the
 * case as it is then.
 */
@Tag(name = "Cases")
@RestController
@RequestMapping(path = "/api/v1/cases", produces = MediaType.APPLICATION_JSON_VALUE)
class CaseVerbController {

	/** No NUL and no half of a pair, which can't be stored. */
	private static final Pattern STORABLE = Pattern.compile("[^\\x00\\p{Cs}]*");

	/** What can't end the line of a header. */
	private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\p{Cs}\\x{2028}\\x{2029}]*");

	private static final int LONGEST_SUBJECT = 200;

	private static final int LONGEST_TEXT = 10_000;

	private static final int MOST_AT_ONCE = 200;

	private final Cases cases;

	private final CaseViews views;

	private final Clock clock;

	CaseVerbController(Cases cases, CaseViews views, Clock clock) {
		this.cases = cases;
		this.views = views;
		this.clock = clock;
	}

	/**
	 * A case to be opened by hand.
	 *
	 * @param survey the survey's id
	 * @param response the id of a response to it
	 */
	record NewCase(@Nullable UUID survey, @Nullable UUID response) {
	}

	/**
	 * Opens a case for a response by hand; it is the caller's. A response has one case at
	 * most: where there is one already, it is returned with 200.
	 * @return the case
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404")
	@ApiResponse(responseCode = "410")
	ResponseEntity<CaseView.Detail> open(@AuthenticationPrincipal Caller caller, @RequestBody NewCase opened) {
		if (opened.survey() == null || opened.response() == null) {
			throw Problem.invalid(Flaw.at((opened.survey() == null) ? "/survey" : "/response", "value.id"));
		}
		return shown(this.cases.open(caller, opened.survey(), opened.response()));
	}

	/**
	 * Who gets a case.
	 *
	 * @param owner the id of a user, {@code me}, or {@code null} for nobody
	 */
	record CaseAssignment(@Nullable String owner) {
	}

	/**
	 * Gives a case to somebody, or to nobody.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping(path = "/{case}/assign", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the case is closed")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> assign(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody CaseAssignment assignment) {
		return shown(
				this.cases.assign(caller, id, EntityTags.expected(ifMatch, null), owner(caller, assignment.owner())));
	}

	/**
	 * Who gets several cases.
	 *
	 * @param ids the ids of up to 200 cases
	 * @param owner the id of a user, {@code me}, or {@code null} for nobody
	 */
	record CaseAssignments(@Nullable List<UUID> ids, @Nullable String owner) {
	}

	/**
	 * Gives several cases to somebody, or to nobody. Those that are closed are left out.
	 * @return how many got the owner
	 */
	@PostMapping(path = "/assign", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "one of the cases is not the caller's")
	Cases.Assigned assignAll(@AuthenticationPrincipal Caller caller, @RequestBody CaseAssignments assignments) {
		@Nullable List<UUID> ids = assignments.ids();
		if (ids == null || ids.isEmpty() || ids.size() > MOST_AT_ONCE || ids.contains(null)) {
			throw Problem.invalid(Flaw.at("/ids", "case.ids", MOST_AT_ONCE));
		}
		return this.cases.assignAll(caller, ids, owner(caller, assignments.owner()));
	}

	private static @Nullable UUID owner(Caller caller, @Nullable String owner) {
		if (owner == null) {
			return null;
		}
		UUID id = owner.equals("me") ? caller.user() : ResponseId.parse(owner);
		if (id == null) {
			throw Problem.invalid(Flaw.at("/owner", "case.user"));
		}
		return id;
	}

	/**
	 * A note for those who work on cases.
	 *
	 * @param text 1 to 10,000 characters
	 */
	record CaseNote(@Nullable String text) {
	}

	/**
	 * Adds a note to a case.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping(path = "/{case}/note", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> note(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody CaseNote note) {
		return shown(this.cases.note(caller, id, EntityTags.expected(ifMatch, null),
				text("/text", note.text(), LONGEST_TEXT)));
	}

	/**
	 * What is written to a respondent.
	 *
	 * @param subject one line, 1 to 200 characters; one is made when absent
	 * @param text 1 to 10,000 characters
	 * @param waitUntil until when the case then waits, at most 366 days ahead: an instant
	 * with offset; it doesn't when absent
	 */
	record CaseReply(@Nullable String subject, @Nullable String text,
			@Schema(format = "date-time") @Nullable String waitUntil) {
	}

	/**
	 * Writes a mail to the respondent, at the contact that was left or the respondent's
	 * address, and lets the case wait in the same step. Answers go to the owner of the
	 * case, or to the workspace. The mail is sent soon after; where it is refused for
	 * good, the case opens again.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping(path = "/{case}/reply", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409",
			description = "the case is closed, there is no address to write to, or the " + "workspace has no sender")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> reply(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody CaseReply reply) {
		if (reply.subject() != null && !LINE.matcher(reply.subject()).matches()) {
			throw Problem.invalid(Flaw.at("/subject", "workspace.line", LONGEST_SUBJECT));
		}
		Cases.Written written = new Cases.Written(
				(reply.subject() != null) ? text("/subject", reply.subject(), LONGEST_SUBJECT) : null,
				text("/text", reply.text(), LONGEST_TEXT),
				(reply.waitUntil() != null) ? until("/waitUntil", reply.waitUntil()) : null);
		return shown(this.cases.reply(caller, id, EntityTags.expected(ifMatch, null), written));
	}

	/**
	 * What a case waits for.
	 *
	 * @param until when it opens again by itself, at most 366 days ahead: an instant with
	 * offset
	 * @param reason what for; 1 to 10,000 characters
	 */
	record CaseWait(@Schema(format = "date-time") @Nullable String until, @Nullable String reason) {
	}

	/**
	 * Lets a case wait. Its due time waits too; it opens again when the time has come, or
	 * when the respondent changes the response.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping(path = "/{case}/wait", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the case is closed")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> await(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody CaseWait wait) {
		return shown(this.cases.await(caller, id, EntityTags.expected(ifMatch, null), until("/until", wait.until()),
				(wait.reason() != null) ? text("/reason", wait.reason(), LONGEST_TEXT) : null));
	}

	/**
	 * How a case ended.
	 *
	 * @param outcome SATISFIED_AGAIN, RESOLVED, UNREACHABLE or NO_ACTION
	 * @param cause the key of a root cause of the workspace; none when absent
	 */
	record CaseClosing(@Schema(allowableValues = {
			"SATISFIED_AGAIN", "RESOLVED", "UNREACHABLE", "NO_ACTION" }) Case.@Nullable Outcome outcome,
			@Nullable String cause){
	}

	/**
	 * Closes a case.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping(path = "/{case}/close", consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the case is closed")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> close(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
			@RequestBody CaseClosing close) {
		if (close.outcome() == null || close.outcome() == Case.Outcome.VOID) {
			throw Problem.invalid(Flaw.at("/outcome", "value.oneOf", List.of(Case.Outcome.SATISFIED_AGAIN,
					Case.Outcome.RESOLVED, Case.Outcome.UNREACHABLE, Case.Outcome.NO_ACTION)));
		}
		return shown(this.cases.close(caller, id, EntityTags.expected(ifMatch, null), close.outcome(), close.cause()));
	}

	/**
	 * Opens a case again: one that is closed, which is due anew, or one that waits.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping(path = "/{case}/reopen")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409",
			description = "the case is neither closed nor waiting, or its response does not count")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> reopen(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return shown(this.cases.reopen(caller, id, EntityTags.expected(ifMatch, null)));
	}

	/**
	 * Asks the respondent of a closed case the same survey again, by mail: once within 7
	 * days, whatever the quarantine.
	 * @param id the case's id
	 * @param ifMatch the ETag of the case as it was read, or * for any
	 * @return the case
	 */
	@PostMapping("/{case}/ask-again")
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "409", description = "the case is not closed, or the respondent can't be asked")
	@ApiResponse(responseCode = "412", description = "the case was changed meanwhile")
	@ApiResponse(responseCode = "428", description = "without If-Match")
	ResponseEntity<CaseView.Detail> askAgain(@AuthenticationPrincipal Caller caller, @PathVariable("case") UUID id,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return shown(this.cases.askAgain(caller, id, EntityTags.expected(ifMatch, null)));
	}

	private ResponseEntity<CaseView.Detail> shown(Case changed) {
		return ResponseEntity.ok().eTag(EntityTags.of(changed.revision())).body(this.views.detail(changed));
	}

	private static String text(String pointer, @Nullable String text, int longest) {
		if (text == null || text.isBlank() || text.length() > longest || !STORABLE.matcher(text).matches()) {
			throw Problem.invalid(Flaw.at(pointer, "case.text", longest));
		}
		return text.strip();
	}

	private Instant until(String pointer, @Nullable String text) {
		try {
			Instant until = SubmissionValidator.instant(String.valueOf(text));
			Instant now = this.clock.instant();
			if (until.isAfter(now) && !until.isAfter(now.plus(BusinessHours.LONGEST))) {
				return until;
			}
		}
		catch (DateTimeException ex) {
			// reported below
		}
		throw Problem.invalid(Flaw.at(pointer, "case.until"));
	}

}

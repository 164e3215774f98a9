package dev.voce.invitation;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.Flaw;
import dev.voce.web.Page;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Invites people, and tells what became of it. */
@Tag(name = "Invitations")
@RestController
@RequestMapping(path = "/api/v1/surveys/{survey}/invitations", produces = MediaType.APPLICATION_JSON_VALUE)
class InvitationController {

	private static final int LONGEST_WORD = 200;

	private final Surveys surveys;

	private final Invitations invitations;

	private final InvitationRepository repository;

	private final InvitationMailRepository mails;

	InvitationController(Surveys surveys, Invitations invitations, InvitationRepository repository,
			InvitationMailRepository mails) {
		this.surveys = surveys;
		this.invitations = invitations;
		this.repository = repository;
		this.mails = mails;
	}

	/**
	 * What became of an invitation that was posted.
	 *
	 * @param id the invitation's, and the response's; {@code null} for a trial
	 * @param status SCHEDULED or SKIPPED for a new one
	 * @param skip why it is skipped
	 * @param dueAt when its mail goes out
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Posted(@Nullable UUID id, Invitation.Status status, SkipRules.@Nullable Skip skip, @Nullable Instant dueAt) {

		static Posted of(Invitation made) {
			return new Posted(made.id(), made.status(), made.skip(), made.dueAt());
		}

	}

	/**
	 * Invites one person by mail. Under a {@code key} that is known nothing new is made,
	 * and what is there is returned with 200. Where a rule stands against it, the
	 * invitation is skipped, with the rule and when that ends. While no mail can go out,
	 * since a setting is missing, it is refused with 409.
	 * @param dryRun {@code true} to store nothing, and only tell whether it would be
	 * skipped
	 * @return what became of it
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ApiResponse(responseCode = "202", description = "it is made, or skipped")
	@ApiResponse(responseCode = "200", description = "the key is known, or nothing was to be stored")
	ResponseEntity<Posted> invite(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(defaultValue = "false") boolean dryRun, @RequestBody InvitationInput invitation) {
		SurveyDefinition definition = this.surveys.definitionFor(caller, survey);
		if (dryRun) {
			SkipRules.Skip skip = this.invitations.wouldSkip(definition, invitation);
			return ResponseEntity.ok(new Posted(null,
					(skip != null) ? Invitation.Status.SKIPPED : Invitation.Status.SCHEDULED, skip, null));
		}
		invitation.check();
		this.invitations.checkSending(definition);
		Invitations.Made made = this.invitations.invite(definition, invitation);
		return ResponseEntity.status(made.known() ? HttpStatus.OK : HttpStatus.ACCEPTED)
			.body(Posted.of(made.invitation()));
	}

	/**
	 * An invitation.
	 *
	 * @param id its id, and the response's
	 * @param survey what is asked
	 * @param person the id of who is asked, while they are known
	 * @param email where they are written to
	 * @param name as they are greeted
	 * @param key the sender's own name for it
	 * @param status how far it came
	 * @param skip why it was skipped, or else a reminder
	 * @param createdAt when it was made
	 * @param dueAt when the next mail goes out
	 * @param sentAt when the mail server took the first mail
	 * @param openedAt when somebody first touched the page
	 * @param answeredAt when it was answered
	 * @param endedAt when it came to its end
	 * @param expiresAt until when it can be answered
	 * @param touchpoint where on the customer's way
	 * @param mails its mails, where one invitation is read
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record InvitationView(UUID id, UUID survey, @Nullable UUID person, String email, @Nullable String name,
			@Nullable String key, Invitation.Status status, SkipRules.@Nullable Skip skip, Instant createdAt,
			@Nullable Instant dueAt, @Nullable Instant sentAt, @Nullable Instant openedAt, @Nullable Instant answeredAt,
			@Nullable Instant endedAt, Instant expiresAt, @Nullable String touchpoint, @Nullable List<MailView> mails) {

		static InvitationView of(Invitation one, @Nullable List<MailView> mails) {
			return new InvitationView(one.id(), one.surveyId(), one.personId(), one.email(), one.name(), one.key(),
					one.status(), one.skip(), one.createdAt(), one.dueAt(), one.sentAt(), one.openedAt(),
					one.answeredAt(), one.endedAt(), one.expiresAt(), one.touchpoint(), mails);
		}

	}

	/**
	 * A mail of an invitation.
	 *
	 * @param id its id, which its {@code Message-ID} is made of
	 * @param reminder 0 for the first mail, 1 for the first reminder
	 * @param at when it was written
	 * @param sentAt when the mail server took it
	 * @param failedAt when it was given up
	 * @param reason what the mail server said when it didn't take it
	 * @param unclear whether it may have arrived before it was sent once more
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record MailView(UUID id, int reminder, Instant at, @Nullable Instant sentAt, @Nullable Instant failedAt,
			@Nullable String reason, boolean unclear) {

		static MailView of(InvitationMailRow mail) {
			return new MailView(mail.id(), mail.reminder(), mail.at(), mail.sentAt(), mail.failedAt(), mail.reason(),
					mail.isUnclear());
		}

	}

	/**
	 * Lists the invitations of a survey, the newest first.
	 * @param status only those of this status
	 * @param sending only those of a list, by its id
	 * @param key only that of this key
	 * @param q what a name or an address holds, 1 to 200 characters
	 * @param cursor {@code next} of the page before
	 * @param limit how many at most
	 * @return a page
	 */
	@GetMapping
	Page<InvitationView> list(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@RequestParam(required = false) @Schema(implementation = Invitation.Status.class) @Nullable String status,
			@RequestParam(required = false) @Nullable UUID sending,
			@RequestParam(required = false) @Nullable String key, @RequestParam(required = false) @Nullable String q,
			@RequestParam(required = false) @Nullable UUID cursor,
			@RequestParam(defaultValue = "50") @Schema(minimum = "1", maximum = "200") int limit) {
		UUID id = this.surveys.definitionFor(caller, survey).id();
		String pattern = pattern(q);
		String wanted = status(status);
		if (key != null && key.indexOf('\0') >= 0) {
			throw Problem.invalid(Flaw.in("key", "value.nul"));
		}
		return Page.of(limit, (count) -> this.repository.page(id, cursor, wanted, sending, key, pattern, count),
				(one) -> InvitationView.of(one, null), Invitation::id);
	}

	private static @Nullable String status(@Nullable String status) {
		List<Invitation.Status> known = List.of(Invitation.Status.values());
		if (status != null && known.stream().noneMatch((each) -> each.name().equals(status))) {
			throw Problem.invalid(Flaw.in("status", "value.oneOf", known));
		}
		return status;
	}

	private static @Nullable String pattern(@Nullable String q) {
		if (q == null || q.isBlank()) {
			return null;
		}
		if (q.length() > LONGEST_WORD || q.indexOf('\0') >= 0) {
			throw Problem.invalid(Flaw.in("q", "case.q", LONGEST_WORD));
		}
		return "%" + q.strip().toLowerCase(Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
	}

	/**
	 * Reads an invitation, with what became of its mails.
	 * @param id the invitation's id
	 * @return the invitation
	 */
	@GetMapping("/{invitation}")
	InvitationView read(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("invitation") UUID id) {
		return view(this.invitations.find(this.surveys.definitionFor(caller, survey), id));
	}

	/**
	 * Takes an invitation back: no mail follows, and its link takes no answer. One that
	 * has an end already stays as it is.
	 * @param id the invitation's id
	 * @return the invitation
	 */
	@DeleteMapping("/{invitation}")
	InvitationView cancel(@AuthenticationPrincipal Caller caller, @PathVariable UUID survey,
			@PathVariable("invitation") UUID id) {
		return view(this.invitations.cancel(this.surveys.definitionFor(caller, survey), id));
	}

	private InvitationView view(Invitation one) {
		return InvitationView.of(one,
				this.mails.findByInvitationIdOrderByAt(one.id()).stream().map(MailView::of).toList());
	}

}

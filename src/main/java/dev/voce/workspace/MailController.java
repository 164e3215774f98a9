package dev.voce.workspace;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.delivery.Mail;
import dev.voce.delivery.MailAddress;
import dev.voce.delivery.Outbox;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Page;
import dev.voce.web.Problem;

/** Tells whether mails can be sent, and tries it. */
@Tag(name = "Workspace")
@RestController
@RequestMapping(path = "/api/v1/workspace/mail", produces = MediaType.APPLICATION_JSON_VALUE)
class MailController {

	private static final UUID LAST = new UUID(-1, -1);

	/** What opens a link, behind its path. */
	private static final Pattern TOKEN = Pattern.compile("(/[iu]/|#token=)[\\w-]{8,}");

	private final Workspaces workspaces;

	private final Outbox outbox;

	MailController(Workspaces workspaces, Outbox outbox) {
		this.workspaces = workspaces;
		this.outbox = outbox;
	}

	/**
	 * Whether mails can be sent.
	 *
	 * @param server whether a mail server is set, by {@code SPRING_MAIL_HOST}; until then
	 * mails wait
	 * @param sender whether the workspace has a sender
	 * @param aligned whether the sender's domain is that of the mail server; where it is
	 * not, receivers may take mails for forged
	 */
	record MailState(boolean server, boolean sender, boolean aligned) {
	}

	/**
	 * Tells whether mails can be sent.
	 * @return what is set
	 */
	@GetMapping
	MailState read(@AuthenticationPrincipal Caller caller) {
		String from = this.workspaces.mail(caller.workspace()).from();
		return new MailState(this.outbox.sends(), from != null, from == null || this.outbox.isAligned(from));
	}

	/**
	 * Where a test mail goes.
	 *
	 * @param to an address
	 */
	record TestMail(@Nullable String to) {
	}

	/**
	 * What became of a test mail.
	 *
	 * @param sent whether the mail server took it
	 * @param reason why not, in the mail server's words or in those of the request's
	 * language
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record TestResult(boolean sent, @Nullable String reason) {
	}

	/**
	 * Sends a test mail at once. It takes up to 40 s where the mail server doesn't
	 * answer.
	 * @return what became of it
	 */
	@PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
	TestResult test(@AuthenticationPrincipal Caller caller, @RequestBody TestMail test, HttpServletRequest request) {
		if (test.to() == null || !MailAddress.is(test.to())) {
			throw Problem.invalid(Flaw.at("/to", "value.mailAddress"));
		}
		MailSettings settings = this.workspaces.mail(caller.workspace());
		if (settings.from() == null || !this.outbox.sends()) {
			return new TestResult(false,
					new Message(this.outbox.sends() ? "mail.sender" : "mail.server").text(Message.language(request)));
		}
		String subject = new Message("mail.test.subject").text(Message.language(request));
		String text = new Message("mail.test.text").text(Message.language(request));
		String reason = this.outbox.test(Mail.of(settings.fromName(), settings.from(), test.to(), subject, text));
		return new TestResult(reason == null, reason);
	}

	/**
	 * A mail in the outbox.
	 *
	 * @param id its id
	 * @param to whom it is for
	 * @param subject its subject
	 * @param status WAITING, SENT or FAILED
	 * @param attempts how often it was tried
	 * @param createdAt when it was written
	 * @param dueAt when it is sent next; absent where it is not
	 * @param endedAt when it was sent or given up
	 * @param failure why the last attempt failed
	 * @param text what it says; only where one mail is read. What opens links is left out
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record OutboxMail(UUID id, String to, String subject, Outbox.Status status, int attempts, Instant createdAt,
			@Nullable Instant dueAt, @Nullable Instant endedAt, @Nullable String failure, @Nullable String text) {

		private static OutboxMail of(Outbox.Kept kept, boolean whole) {
			boolean waits = kept.status() == Outbox.Status.WAITING;
			return new OutboxMail(kept.id(), kept.mail().to(), kept.mail().subject(), kept.status(), kept.attempts(),
					kept.createdAt(), waits ? kept.dueAt() : null, kept.endedAt(), kept.failure(),
					whole ? TOKEN.matcher(kept.mail().text()).replaceAll("$1…") : null);
		}

	}

	/**
	 * Lists the mails that wait, were sent or have failed, newest first. They are kept
	 * for 30 days after they ended; those about erased responses are removed.
	 * @param status only those in this status
	 * @param cursor where the page begins: the {@code next} of the page before
	 * @param limit how many at most, 1 to 200
	 */
	@GetMapping("/outbox")
	Page<OutboxMail> list(@AuthenticationPrincipal Caller caller,
			@RequestParam(required = false) @Schema(implementation = Outbox.Status.class) @Nullable String status,
			@RequestParam(required = false) @Nullable UUID cursor, @RequestParam(defaultValue = "50") int limit) {
		Outbox.Status wanted = status(status);
		return Page.of(limit,
				(rows) -> this.outbox.page(caller.workspace(), wanted, (cursor != null) ? cursor : LAST, rows),
				(kept) -> OutboxMail.of(kept, false), Outbox.Kept::id);
	}

	/**
	 * Reads a mail.
	 * @param mail the mail's id
	 */
	@GetMapping("/outbox/{mail}")
	OutboxMail read(@AuthenticationPrincipal Caller caller, @PathVariable UUID mail) {
		return this.outbox.find(caller.workspace(), mail)
			.map((kept) -> OutboxMail.of(kept, true))
			.orElseThrow(MailController::missing);
	}

	/**
	 * Sends a mail at once that waits or failed; one that was sent is not sent again.
	 * @param mail the mail's id
	 * @return the mail
	 */
	@PostMapping("/outbox/{mail}/resend")
	OutboxMail resend(@AuthenticationPrincipal Caller caller, @PathVariable UUID mail) {
		this.outbox.resend(caller.workspace(), mail);
		return read(caller, mail);
	}

	private static Outbox.@Nullable Status status(@Nullable String name) {
		return (name == null) ? null
				: Arrays.stream(Outbox.Status.values())
					.filter((each) -> each.name().equals(name))
					.findFirst()
					.orElseThrow(() -> Problem
						.invalid(Flaw.in("status", "value.oneOf", List.of((Object[]) Outbox.Status.values()))));
	}

	private static Problem missing() {
		return new Problem(HttpStatus.NOT_FOUND, "mail.missing");
	}

}

package dev.voce.workspace;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.delivery.Mail;
import dev.voce.delivery.MailAddress;
import dev.voce.delivery.Outbox;
import dev.voce.web.Flaw;
import dev.voce.web.Message;
import dev.voce.web.Problem;

/** Tells whether mails can be sent, and tries it. */
@Tag(name = "Workspace")
@RestController
@RequestMapping(path = "/api/v1/workspace/mail", produces = MediaType.APPLICATION_JSON_VALUE)
class MailController {

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
	 */
	record MailState(boolean server, boolean sender) {
	}

	/**
	 * Tells whether mails can be sent.
	 * @return what is set
	 */
	@GetMapping
	MailState read(@AuthenticationPrincipal Caller caller) {
		return new MailState(this.outbox.sends(), this.workspaces.mail(caller.workspace()).from() != null);
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

}

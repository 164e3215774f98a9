package dev.voce.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.voce.invitation.Invitations;
import dev.voce.person.Address;
import dev.voce.web.Body;
import dev.voce.web.Flaw;
import dev.voce.web.Problem;
import dev.voce.workspace.Caller;

/** Takes reports of mails that came back, and of complaints. */
@Tag(name = "People")
@RestController
@RequestMapping(path = "/api/v1/bounces", produces = MediaType.APPLICATION_JSON_VALUE)
class BounceController {

	private static final int LONGEST_REASON = 500;

	private static final int LONGEST_KIBIBYTES = 256;

	private final Invitations invitations;

	BounceController(Invitations invitations) {
		this.invitations = invitations;
	}

	/** What happened to a mail. */
	enum Kind {

		/** The address does not exist. */
		BOUNCED,

		/** Somebody called it spam. */
		COMPLAINED

	}

	/**
	 * A mail that came back, or that somebody complained about.
	 *
	 * @param email the address; or else the mail is named
	 * @param messageId the mail's {@code Message-ID}, or the name that the mail server
	 * gave it when it took it
	 * @param kind what happened; BOUNCED when absent
	 * @param reason what is known of it, 1 to 500 characters
	 */
	record Bounce(@Nullable String email, @Nullable String messageId, @Nullable Kind kind,
			@Schema(maxLength = LONGEST_REASON) @Nullable String reason) {
	}

	/**
	 * Reports a mail that came back, or that somebody complained about. Its address gets
	 * no further mail. A report by mail ({@code message/rfc822}, RFC 3464) is taken too.
	 * A mail that is not known here is passed over.
	 */
	@PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
	@ResponseStatus(HttpStatus.NO_CONTENT)
	@ApiResponse(responseCode = "204", description = "noted")
	void report(@AuthenticationPrincipal Caller caller, @RequestBody Bounce bounce) {
		boolean complained = bounce.kind() == Kind.COMPLAINED;
		String reason = bounce.reason();
		if (reason != null
				&& (reason.isBlank() || reason.length() > LONGEST_REASON || !reason.matches("[^\\p{Cc}\\p{Cs}]*"))) {
			throw Problem.invalid(Flaw.at("/reason", "workspace.line", LONGEST_REASON));
		}
		Address address = Address.of(bounce.email());
		if (address != null) {
			this.invitations.suppress(caller.workspace(), address, complained, reason);
		}
		else if (bounce.email() == null && bounce.messageId() != null && isName(bounce.messageId())) {
			this.invitations.cameBack(caller.workspace(), bounce.messageId(), complained, reason);
		}
		else {
			throw Problem.invalid(Flaw.at("/email", "bounce.of"));
		}
	}

	private static boolean isName(String text) {
		return text.length() <= 254 && text.matches("<?(?=[^@]*\\d)[\\x21-\\x7E&&[^@]]{8,}(@[\\x21-\\x7E]*)?");
	}

	@Hidden // described with the report in JSON
	@PostMapping(consumes = "message/rfc822")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void mail(@AuthenticationPrincipal Caller caller, @Parameter(hidden = true) InputStream body) throws IOException {
		List<DeliveryReport> reports = DeliveryReport
			.of(new String(Body.read(body, LONGEST_KIBIBYTES), StandardCharsets.UTF_8));
		if (reports.isEmpty()) {
			throw new Problem(HttpStatus.BAD_REQUEST, "bounce.report");
		}
		for (DeliveryReport report : reports) {
			Address address = Address.of(report.recipient());
			if (report.isForGood() && address != null) {
				this.invitations.suppress(caller.workspace(), address, report.complaint(), report.reason());
			}
		}
	}

}

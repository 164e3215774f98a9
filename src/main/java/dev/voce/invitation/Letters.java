package dev.voce.invitation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.asking.InvitationSettings;
import dev.voce.delivery.Mail;
import dev.voce.delivery.Outbox;
import dev.voce.invitationmail.InvitationMail;
import dev.voce.invitationmail.MailLinks;
import dev.voce.invitationmail.Recipient;
import dev.voce.survey.PublicSurvey;
import dev.voce.survey.SurveyDefinition;
import dev.voce.survey.Surveys;
import dev.voce.web.PublicAddress;
import dev.voce.workspace.MailSettings;
import dev.voce.workspace.Workspaces;

/** Writes the mails of invitations, each with a token of its own. */
@Component
class Letters {

	/** How many random bytes a token has. */
	private static final int TOKEN = 16;

	private static final SecureRandom random = new SecureRandom();

	private final Surveys surveys;

	private final Workspaces workspaces;

	private final InvitationMail mails;

	private final SkipRules rules;

	private final PublicAddress address;

	private final Outbox outbox;

	Letters(Surveys surveys, Workspaces workspaces, InvitationMail mails, SkipRules rules, PublicAddress address,
			Outbox outbox) {
		this.surveys = surveys;
		this.workspaces = workspaces;
		this.mails = mails;
		this.rules = rules;
		this.address = address;
		this.outbox = outbox;
	}

	/** A token for a link, which nobody can guess. */
	static String token() {
		byte[] bytes = new byte[TOKEN];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/** What is stored of a token. */
	static byte[] hash(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * The code of a {@link dev.voce.web.Message} that says what must be set before mails
	 * can go out; {@code null} where nothing is missing.
	 */
	@Nullable String missing(UUID workspace) {
		if (!this.outbox.sends()) {
			return "mail.server";
		}
		return (this.address.configured() == null) ? "invitation.publicUrl" : missingSender(workspace);
	}

	/** The same of the sender alone. */
	@Nullable String missingSender(UUID workspace) {
		MailSettings sender = this.workspaces.mail(workspace);
		if (sender.from() == null) {
			return "mail.sender";
		}
		return (sender.postalAddress() == null) ? "invitation.postalAddress" : null;
	}

	/**
	 * Renders a mail.
	 * @param reminder whether it is one
	 * @param root what links begin with
	 * @param token of its links
	 */
	InvitationMail.Rendered render(SurveyDefinition survey, InvitationSettings settings, Recipient recipient,
			@Nullable String subject, boolean reminder, String root, String token) {
		PublicSurvey asked = this.surveys.asked(survey, survey.version(), recipient.locale());
		Duration quarantine = this.rules.quarantine(survey);
		return this.mails.render(survey, asked, settings.written(),
				new InvitationMail.Options(subject, settings.hasScoreLinks(), reminder,
						quarantine.isZero() ? null : quarantine),
				recipient, new MailLinks(root + "/i/" + token, root + "/u/" + token));
	}

	/** Writes the next mail of an invitation, under the configured address. */
	Mail write(Invitation invitation, SurveyDefinition survey, InvitationSettings settings, String token) {
		return write(invitation, survey, settings, Objects.requireNonNull(this.address.configured()), token);
	}

	/** Writes the next mail of an invitation. */
	Mail write(Invitation invitation, SurveyDefinition survey, InvitationSettings settings, String root, String token) {
		Recipient recipient = new Recipient(invitation.email(), invitation.name(), invitation.locale(),
				invitation.attributes());
		InvitationMail.Rendered rendered = render(survey, settings, recipient, invitation.subject(),
				invitation.mailCount() > 0, root, token);
		MailSettings sender = this.workspaces.mail(survey.workspace());
		return new Mail(sender.fromName(), Objects.requireNonNull(sender.from()), invitation.email(), sender.replyTo(),
				rendered.subject(), rendered.text(), rendered.html(), invitation.id().toString(), false,
				Map.of("List-Unsubscribe", "<" + root + "/u/" + token + ">", "List-Unsubscribe-Post",
						"List-Unsubscribe=One-Click", "Content-Language", rendered.language()));
	}

}

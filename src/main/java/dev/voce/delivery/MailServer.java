package dev.voce.delivery;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Hands mails to the mail server, if one is set. */
@Component
class MailServer {

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	/** What a server says that wants a log-in: the settings are wrong, not the mail. */
	private static final Set<Integer> LOG_IN = Set.of(530, 534, 535, 538);

	private static final int LONGEST_REASON = 500;

	private final ObjectProvider<JavaMailSender> sender;

	MailServer(ObjectProvider<JavaMailSender> sender) {
		this.sender = sender;
	}

	boolean isSet() {
		return this.sender.getIfAvailable() != null;
	}

	/** A mail was not sent. */
	static final class NotSent extends Exception {

		private final String reason;

		private final boolean forGood;

		NotSent(String reason, boolean forGood) {
			super(reason);
			this.reason = reason;
			this.forGood = forGood;
		}

		String reason() {
			return this.reason;
		}

		/** Whether trying again is of no use. */
		boolean isForGood() {
			return this.forGood;
		}

	}

	/**
	 * Hands over a mail.
	 * @param id what its {@code Message-ID} is made of
	 * @throws NotSent if the server did not take it
	 */
	void send(UUID id, Mail mail) throws NotSent {
		JavaMailSender server = this.sender.getIfAvailable();
		if (server == null) {
			throw new NotSent("no mail server is set", false);
		}
		try {
			server.send(message(server.createMimeMessage(), id, mail));
		}
		catch (MailException | MessagingException | UnsupportedEncodingException ex) {
			throw new NotSent(reason(ex), isForGood(ex));
		}
	}

	private static MimeMessage message(MimeMessage message, UUID id, Mail mail)
			throws MessagingException, UnsupportedEncodingException {
		String domain = MailAddress.domain(mail.from());
		message.setFrom(new InternetAddress(mail.from(), mail.fromName(), UTF_8));
		message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(mail.to(), true));
		if (mail.replyTo() != null) {
			message.setReplyTo(new InternetAddress[] { new InternetAddress(mail.replyTo(), true) });
		}
		message.setSubject(mail.subject(), UTF_8);
		message.setHeader("Message-ID", "<" + id + "@" + domain + ">");
		if (mail.thread() != null) {
			message.setHeader("References", "<" + mail.thread() + "@" + domain + ">");
		}
		if (!mail.personal()) {
			message.setHeader("Auto-Submitted", "auto-generated");
			message.setHeader("X-Auto-Response-Suppress", "All");
		}
		MimeBodyPart text = new MimeBodyPart();
		text.setText(mail.text(), UTF_8);
		MimeBodyPart html = new MimeBodyPart();
		html.setText(mail.html(), UTF_8, "html");
		message.setContent(new MimeMultipart("alternative", text, html));
		return message;
	}

	private static boolean isForGood(Exception failure) {
		if (failure instanceof AddressException) {
			return true;
		}
		return code(failure) / 100 == 5 && !LOG_IN.contains(code(failure));
	}

	/** The reply code of the mail server; 0 where there was none. */
	private static int code(@Nullable Throwable failure) {
		if (failure instanceof SMTPAddressFailedException refused) {
			return refused.getReturnCode();
		}
		if (failure instanceof SMTPSenderFailedException refused) {
			return refused.getReturnCode();
		}
		if (failure instanceof MessagingException chained && code(chained.getNextException()) > 0) {
			return code(chained.getNextException());
		}
		if (failure instanceof SMTPSendFailedException refused) {
			return refused.getReturnCode();
		}
		if (failure instanceof MailSendException several) {
			return several.getFailedMessages().values().stream().mapToInt(MailServer::code).max().orElse(0);
		}
		return 0;
	}

	private static String reason(Exception failure) {
		Throwable deepest = failure;
		if (failure instanceof MailSendException several && !several.getFailedMessages().isEmpty()) {
			deepest = several.getFailedMessages().values().iterator().next();
		}
		while (deepest instanceof MessagingException chained && chained.getNextException() != null) {
			deepest = chained.getNextException();
		}
		while (!(deepest instanceof MessagingException) && deepest.getCause() != null) {
			deepest = deepest.getCause();
		}
		String reason = Objects.toString(deepest.getMessage(), deepest.getClass().getSimpleName())
			.replaceAll("[\\p{Cntrl}\\s]+", " ")
			.trim();
		return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
	}

}

package dev.voce.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** Hands mails to the mail server, if one is set. */
@Component
class MailServer {

	private static final Logger log = LoggerFactory.getLogger(MailServer.class);

	private static final String UTF_8 = StandardCharsets.UTF_8.name();

	/** What a server says that wants a log-in: the settings are wrong, not the mail. */
	private static final Set<Integer> LOG_IN = Set.of(530, 534, 535, 538);

	/** Below these, in the domains of countries, anybody can register names. */
	private static final Set<String> SHARED = Set.of("ac", "co", "com", "edu", "gov", "ne", "net", "or", "org");

	/** What a server says that is about to stop. */
	private static final int CLOSING = 421;

	/**
	 * What a server says of itself, and of no mail (RFC 3463): a full disk, an overload.
	 */
	private static final Pattern BROKEN = Pattern.compile("^4\\d\\d[ -]4\\.3\\.");

	private static final int LONGEST_REASON = 500;

	private final JavaMailSenderImpl server;

	MailServer(JavaMailSenderImpl server) {
		this.server = server;
	}

	boolean isSet() {
		return StringUtils.hasText(this.server.getHost());
	}

	/** How a mail was not sent. */
	enum Kind {

		/** The server refuses this mail, and trying again is of no use. */
		REFUSED,

		/** The server refuses this mail for now. */
		DELAYED,

		/**
		 * The server takes no mail now: it can't be reached, has a fault of its own, or
		 * refuses the sender.
		 */
		UNAVAILABLE,

		/** The whole mail was handed over, and no reply came. */
		UNCLEAR

	}

	/** Whether a domain and the server belong together, as far as their names tell. */
	boolean isOfDomain(String domain) {
		String host = this.server.getHost();
		return host == null || !host.contains(".") || host.matches("[\\d.]+|.*:.*") || site(host).equals(site(domain));
	}

	/** What one can register of a name: its last two parts, or three as in shop.co.uk. */
	static String site(String name) {
		List<String> parts = List.of(name.toLowerCase(Locale.ROOT).split("\\."));
		int last = parts.size() - 1;
		boolean shared = last > 1 && parts.get(last).length() == 2 && SHARED.contains(parts.get(last - 1));
		return String.join(".", parts.subList(Math.max(0, last - (shared ? 2 : 1)), parts.size()));
	}

	/** A mail was not sent. */
	static final class NotSent extends Exception {

		private final String reason;

		private final Kind kind;

		NotSent(String reason, Kind kind) {
			super(reason);
			this.reason = reason;
			this.kind = kind;
		}

		String reason() {
			return this.reason;
		}

		Kind kind() {
			return this.kind;
		}

	}

	/**
	 * Hands over a mail.
	 * @param id what its {@code Message-ID} is made of
	 * @return what the server said when it took the mail
	 * @throws NotSent if the server did not take it
	 */
	String send(UUID id, Mail mail) throws NotSent {
		if (!isSet()) {
			throw new NotSent("no mail server is set", Kind.UNAVAILABLE);
		}
		Letter letter = new Letter(this.server.getSession());
		Transport transport = null;
		try {
			fill(letter, id, mail);
			transport = connect();
			transport.sendMessage(letter, letter.getAllRecipients());
			return (transport instanceof SMTPTransport smtp) ? line(smtp.getLastServerResponse()) : "";
		}
		catch (MessagingException | UnsupportedEncodingException ex) {
			throw new NotSent(reason(ex), kind(ex, transport != null, letter.isHandedOver()));
		}
		finally {
			close(transport);
		}
	}

	private Transport connect() throws MessagingException {
		Transport transport = this.server.getSession()
			.getTransport((this.server.getProtocol() != null) ? this.server.getProtocol()
					: JavaMailSenderImpl.DEFAULT_PROTOCOL);
		String user = StringUtils.hasLength(this.server.getUsername()) ? this.server.getUsername() : null;
		transport.connect(this.server.getHost(), this.server.getPort(), user,
				(user != null) ? this.server.getPassword() : null);
		return transport;
	}

	private static void close(@Nullable Transport transport) {
		try {
			if (transport != null) {
				transport.close();
			}
		}
		catch (MessagingException ex) {
			// What the server had said before stands.
			log.debug("The mail server did not take leave", ex);
		}
	}

	/** A message that keeps its id, and knows whether the server got to read it. */
	private static final class Letter extends MimeMessage {

		private boolean handedOver;

		Letter(Session session) {
			super(session);
		}

		@Override
		protected void updateMessageID() {
			// It stays the same at each attempt.
		}

		@Override
		public void writeTo(OutputStream out, String[] without) throws IOException, MessagingException {
			super.writeTo(out, without);
			this.handedOver = true;
		}

		boolean isHandedOver() {
			return this.handedOver;
		}

	}

	private static void fill(MimeMessage message, UUID id, Mail mail)
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
		message.setSentDate(new Date());
		if (mail.headers() != null) {
			for (Map.Entry<String, String> header : mail.headers().entrySet()) {
				message.setHeader(header.getKey(), header.getValue());
			}
		}
		message.saveChanges();
	}

	private static Kind kind(Exception failure, boolean connected, boolean handedOver) {
		if (failure instanceof AddressException) {
			return Kind.REFUSED;
		}
		int code = code(failure);
		boolean broken = code == CLOSING || BROKEN.matcher(reason(failure)).find();
		if (!connected || LOG_IN.contains(code) || isOfSender(failure) || broken) {
			return Kind.UNAVAILABLE;
		}
		if (code <= 0) {
			return handedOver ? Kind.UNCLEAR : Kind.UNAVAILABLE;
		}
		return (code / 100 == 5) ? Kind.REFUSED : Kind.DELAYED;
	}

	private static boolean isOfSender(@Nullable Throwable failure) {
		return failure instanceof SMTPSenderFailedException
				|| (failure instanceof MessagingException chained && isOfSender(chained.getNextException()));
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
		return 0;
	}

	private static String reason(Exception failure) {
		Throwable deepest = failure;
		while (deepest instanceof MessagingException chained && chained.getNextException() != null) {
			deepest = chained.getNextException();
		}
		while (!(deepest instanceof MessagingException) && deepest.getCause() != null) {
			deepest = deepest.getCause();
		}
		return line(Objects.toString(deepest.getMessage(), deepest.getClass().getSimpleName()));
	}

	private static String line(@Nullable String text) {
		String line = Objects.toString(text, "").replaceAll("[\\p{Cntrl}\\s]+", " ").trim();
		return line.substring(0, Math.min(LONGEST_REASON, line.length()));
	}

}

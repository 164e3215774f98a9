package dev.voce.bounce;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a report says of one recipient.
 *
 * @param recipient whom the mail was for
 * @param reason what the server said, at most 300 characters; {@code null} if nothing
 * @param complaint whether somebody called the mail spam
 * @param forGood whether the address is not to be written to again
 */
record DeliveryReport(String recipient, @Nullable String reason, boolean complaint, boolean forGood) {

	private static final int LONGEST_REASON = 300;

	/** What says that an address does not exist, and never will. */
	private static final Set<String> NO_SUCH_ADDRESS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

	private static final Pattern RECIPIENT = field(
			"(?:Final-Recipient|Original-Rcpt-To):[ \\t]*+(?:rfc822[ \\t]*+;[ \\t]*+)?+<?([^\\s<>]++)");

	private static final Pattern STATUS = field("Status:[ \\t]*+([245]\\.\\d{1,3}\\.\\d{1,3})");

	private static final Pattern DIAGNOSTIC = field("Diagnostic-Code:[ \\t]*+(?:smtp[ \\t]*+;[ \\t]*+)?+(.{1,300})");

	private static final Pattern COMPLAINT = field("Feedback-Type:[ \\t]*+(abuse)");

	private static final Pattern EMPTY_LINE = Pattern.compile("\\r?\\n[ \\t]*+\\r?\\n");

	/** What says that the server refuses the sender, and not the address. */
	private static final Pattern OF_SENDER = Pattern.compile("(?<![\\d.])5\\.7\\.\\d");

	private static Pattern field(String form) {
		return Pattern.compile("^" + form, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
	}

	/** Somebody called a mail spam. */
	static DeliveryReport complaint(String recipient) {
		return new DeliveryReport(recipient, null, true, true);
	}

	/**
	 * A mail came back. A provider knows whether that is for good, but one that calls the
	 * refusal of a sender so says nothing about the address.
	 */
	static DeliveryReport bounce(String recipient, String reason, boolean permanent) {
		// Cut first: a cut may leave half of a character, which can't be stored.
		String said = reason.substring(0, Math.min(LONGEST_REASON, reason.length()))
			.replaceAll("[\\p{Cntrl}\\p{Cs}]+", " ")
			.strip();
		return new DeliveryReport(recipient, said.isEmpty() ? null : said, false,
				permanent && !OF_SENDER.matcher(reason).find());
	}

	/**
	 * Reads a report by mail: of a mail server (RFC 3464), or a complaint (RFC 5965).
	 * @return what it says; nothing where it is no report
	 */
	static List<DeliveryReport> of(String mail) {
		return Stream.of(EMPTY_LINE.split(mail)).map(DeliveryReport::ofRecipient).filter(Objects::nonNull).toList();
	}

	private static @Nullable DeliveryReport ofRecipient(String fields) {
		String recipient = find(RECIPIENT, fields);
		String status = find(STATUS, fields);
		if (recipient != null && find(COMPLAINT, fields) != null) {
			return complaint(recipient);
		}
		if (recipient == null || status == null) {
			return null;
		}
		return bounce(recipient, Objects.requireNonNullElse(find(DIAGNOSTIC, fields), status),
				NO_SUCH_ADDRESS.contains(status));
	}

	private static @Nullable String find(Pattern field, String fields) {
		Matcher found = field.matcher(fields);
		return found.find() ? found.group(1) : null;
	}

}

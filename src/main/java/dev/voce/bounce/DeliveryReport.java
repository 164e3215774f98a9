package dev.voce.bounce;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A report that a mail server sends (RFC 3464), or a complaint (RFC 5965).
 *
 * @param recipient whom the mail was for
 * @param status the enhanced status code; empty for a complaint
 * @param reason what the server said
 * @param complaint whether it is one
 */
record DeliveryReport(String recipient, String status, String reason, boolean complaint) {

	/** What says that an address does not exist, and never will. */
	private static final Set<String> NO_SUCH_ADDRESS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

	private static final Pattern RECIPIENT = field(
			"(?:Final-Recipient|Original-Rcpt-To):\\s*(?:rfc822\\s*;)?\\s*<?([^\\s<>]+)>?");

	private static final Pattern STATUS = field("Status:\\s*([245]\\.\\d{1,3}\\.\\d{1,3})");

	private static final Pattern DIAGNOSTIC = field("Diagnostic-Code:\\s*(?:smtp\\s*;)?\\s*(.{1,300})");

	private static final Pattern COMPLAINT = field("Feedback-Type:\\s*(abuse)");

	private static Pattern field(String form) {
		return Pattern.compile("^" + form, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
	}

	/** Reads a mail; {@code null} where it is no report. */
	static @Nullable DeliveryReport of(String mail) {
		String recipient = find(RECIPIENT, mail);
		String status = find(STATUS, mail);
		boolean complaint = find(COMPLAINT, mail) != null;
		if (recipient == null || (status == null && !complaint)) {
			return null;
		}
		String diagnostic = find(DIAGNOSTIC, mail);
		String said = (diagnostic != null) ? diagnostic : complaint ? "abuse" : status;
		return new DeliveryReport(recipient, (status != null) ? status : "",
				String.valueOf(said).replaceAll("\\p{Cntrl}", " ").trim(), complaint);
	}

	private static @Nullable String find(Pattern field, String mail) {
		Matcher found = field.matcher(mail);
		return found.find() ? found.group(1) : null;
	}

	/** Whether the address is not to be written to again. */
	boolean isForGood() {
		return this.complaint || NO_SUCH_ADDRESS.contains(this.status);
	}

}

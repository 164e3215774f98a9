package dev.voce.bounce;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a report says of one recipient: of a mail server (RFC 3464), or a complaint (RFC
 * 5965).
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
			"(?:Final-Recipient|Original-Rcpt-To):[ \\t]*+(?:rfc822[ \\t]*+;[ \\t]*+)?+<?([^\\s<>]++)");

	private static final Pattern STATUS = field("Status:[ \\t]*+([245]\\.\\d{1,3}\\.\\d{1,3})");

	private static final Pattern DIAGNOSTIC = field("Diagnostic-Code:[ \\t]*+(?:smtp[ \\t]*+;[ \\t]*+)?+(.{1,300})");

	private static final Pattern COMPLAINT = field("Feedback-Type:[ \\t]*+(abuse)");

	private static final Pattern EMPTY_LINE = Pattern.compile("\\r?\\n[ \\t]*+\\r?\\n");

	private static Pattern field(String form) {
		return Pattern.compile("^" + form, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
	}

	/** Reads a mail; nothing where it is no report. */
	static List<DeliveryReport> of(String mail) {
		return Stream.of(EMPTY_LINE.split(mail)).map(DeliveryReport::ofRecipient).filter(Objects::nonNull).toList();
	}

	private static @Nullable DeliveryReport ofRecipient(String fields) {
		String recipient = find(RECIPIENT, fields);
		String status = find(STATUS, fields);
		boolean complaint = find(COMPLAINT, fields) != null;
		if (recipient == null || (status == null && !complaint)) {
			return null;
		}
		String diagnostic = find(DIAGNOSTIC, fields);
		String said = (diagnostic != null) ? diagnostic : complaint ? "abuse" : status;
		return new DeliveryReport(recipient, (status != null) ? status : "",
				String.valueOf(said).replaceAll("\\p{Cntrl}", " ").trim(), complaint);
	}

	private static @Nullable String find(Pattern field, String fields) {
		Matcher found = field.matcher(fields);
		return found.find() ? found.group(1) : null;
	}

	/** Whether the address is not to be written to again. */
	boolean isForGood() {
		return this.complaint || NO_SUCH_ADDRESS.contains(this.status);
	}

}

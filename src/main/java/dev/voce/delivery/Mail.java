package dev.voce.delivery;

import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one person.
 *
 * @param fromName who writes
 * @param from the address of the sender
 * @param to the address of the person
 * @param replyTo where answers go; {@code null} for the sender
 * @param subject one line
 * @param text all that it says, as plain text
 * @param html the same as HTML
 * @param thread what all mails about one thing have in common, for mail programs
 * @param personal whether a person wrote it, and so gets the answers of other programs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mail(@Nullable String fromName, String from, String to, @Nullable String replyTo, String subject,
		String text, String html, @Nullable String thread, boolean personal) {

	/** Refuses what could end a header's line, and addresses that are none. */
	public Mail {
		if (Stream.of(fromName, subject, thread)
			.filter(Objects::nonNull)
			.anyMatch((line) -> line.codePoints().anyMatch(Mail::endsLines))) {
			throw new IllegalArgumentException("names and subjects are one line each");
		}
		if (!MailAddress.is(from) || !MailAddress.is(to) || (replyTo != null && !MailAddress.is(replyTo))) {
			throw new IllegalArgumentException("an address is none");
		}
	}

	private static boolean endsLines(int character) {
		return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
	}

}

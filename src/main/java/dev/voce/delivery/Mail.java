package dev.voce.delivery;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

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
 * @param headers further headers by name; {@code null} for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mail(@Nullable String fromName, String from, String to, @Nullable String replyTo, String subject,
		String text, String html, @Nullable String thread, boolean personal, @Nullable Map<String, String> headers) {

	/** Refuses what could end a header's line, and addresses that are none. */
	public Mail {
		Stream<String> further = (headers != null) ? headers.values().stream() : Stream.empty();
		if (Stream.concat(Stream.of(fromName, subject, thread), further)
			.filter(Objects::nonNull)
			.anyMatch((line) -> line.codePoints().anyMatch(Mail::endsLines))) {
			throw new IllegalArgumentException("names and subjects are one line each");
		}
		if (!MailAddress.is(from) || !MailAddress.is(to) || (replyTo != null && !MailAddress.is(replyTo))) {
			throw new IllegalArgumentException("an address is none");
		}
	}

	/** A mail with the usual headers alone. */
	public Mail(@Nullable String fromName, String from, String to, @Nullable String replyTo, String subject,
			String text, String html, @Nullable String thread, boolean personal) {
		this(fromName, from, to, replyTo, subject, text, html, thread, personal, null);
	}

	/**
	 * A mail that Voce itself writes.
	 * @param fromName who it is from
	 * @param from the address of the sender
	 * @param to the address of the person
	 * @param subject one line
	 * @param text what it says, as plain text
	 * @return the mail
	 */
	public static Mail of(@Nullable String fromName, String from, String to, String subject, String text) {
		return new Mail(fromName, from, to, null, subject, text,
				"<!doctype html>\n<p>" + HtmlUtils.htmlEscape(text, "UTF-8") + "</p>\n", null, false);
	}

	private static boolean endsLines(int character) {
		return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
	}

}

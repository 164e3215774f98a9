package dev.voce.reply;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

import dev.voce.delivery.Mail;
import dev.voce.web.Message;
import dev.voce.workspace.MailSettings;

/**
 * A mail from one person to a respondent. It says word for word what was written; below
 * it stand what the respondent had said, and why they get it.
 *
 * @param writer the name of who writes; {@code null} for the workspace
 * @param answersTo where answers go; {@code null} for the workspace's address
 * @param to the respondent's address
 * @param subject one line
 * @param text what was written
 * @param said what the respondent had said; {@code null} without a comment
 * @param number the number of the case
 * @param privacy the owner's privacy page; {@code null} without one
 */
public record ReplyMail(@Nullable String writer, @Nullable String answersTo, String to, String subject, String text,
		@Nullable Said said, long number, @Nullable String privacy) {

	private static final String PARAGRAPH = "<p style=\"margin:0 0 16px;\">";

	/**
	 * What the respondent had said.
	 *
	 * @param on the day
	 * @param score the score; {@code null} for none
	 * @param best the best score of the scale
	 * @param comment the comment
	 */
	public record Said(LocalDate on, @Nullable Integer score, @Nullable Integer best, String comment) {
	}

	/**
	 * Makes the mail.
	 * @param sender who the workspace's mails are from, with an address
	 * @param thread what the mails of the case have in common
	 * @param language the respondent's
	 * @return the mail
	 */
	public Mail mail(MailSettings sender, String thread, Locale language) {
		String from = Stream.of(this.writer, sender.fromName())
			.filter(Objects::nonNull)
			.distinct()
			.collect(Collectors.joining(", "));
		return new Mail(from, Objects.requireNonNull(sender.from()), this.to,
				(this.answersTo != null) ? this.answersTo : sender.replyTo(), this.subject, plain(sender, language),
				html(sender, language), thread, true);
	}

	private String plain(MailSettings sender, Locale language) {
		StringBuilder plain = new StringBuilder(this.text);
		if (this.said != null) {
			plain.append("\n\n").append(quotes(this.said, language)).append('\n');
			this.said.comment().lines().forEach((line) -> plain.append("> ").append(line).append('\n'));
		}
		else {
			plain.append("\n");
		}
		plain.append('\n').append(why(language)).append('\n');
		if (this.privacy != null) {
			plain.append(privacyName(language)).append(": ").append(this.privacy).append('\n');
		}
		if (sender.postalAddress() != null) {
			plain.append(sender.postalAddress()).append('\n');
		}
		return plain.toString();
	}

	private String html(MailSettings sender, Locale language) {
		StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"").append(language.toLanguageTag())
			.append("\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>")
			.append(escaped(this.subject))
			.append("</title></head>\n<body style=\"margin:0;padding:16px;\">\n<div style=\"max-width:600px;")
			.append("font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;")
			.append("font-size:16px;line-height:24px;\">\n");
		for (String paragraph : this.text.split("\\R{2,}")) {
			html.append(PARAGRAPH).append(lines(paragraph)).append("</p>\n");
		}
		if (this.said != null) {
			html.append("<p style=\"margin:8px 0 6px;\">")
				.append(escaped(quotes(this.said, language)))
				.append("</p>\n");
			html.append("<blockquote style=\"margin:0 0 24px;padding:0 0 0 12px;border-left:2px solid #8A93A1;\">")
				.append(lines(this.said.comment()))
				.append("</blockquote>\n");
		}
		html.append("<p style=\"margin:0;font-size:13px;line-height:20px;\">").append(escaped(why(language)));
		if (this.privacy != null) {
			html.append(" · <a href=\"")
				.append(escaped(this.privacy))
				.append("\">")
				.append(escaped(privacyName(language)))
				.append("</a>");
		}
		if (sender.postalAddress() != null) {
			html.append("<br>").append(escaped(sender.postalAddress()));
		}
		return html.append("</p>\n</div>\n</body></html>\n").toString();
	}

	private static String quotes(Said said, Locale language) {
		String day = said.on().format(DateTimeFormatter.ofPattern(new Message("reply.day").text(language), language));
		return (said.score() != null)
				? new Message("reply.saidWithScore", day, said.score(), said.best()).text(language)
				: new Message("reply.said", day).text(language);
	}

	private String why(Locale language) {
		return new Message("reply.why", this.number).text(language);
	}

	private static String privacyName(Locale language) {
		return new Message("reply.privacy").text(language);
	}

	private static String lines(String text) {
		return text.lines().map(ReplyMail::escaped).collect(Collectors.joining("<br>"));
	}

	private static String escaped(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}

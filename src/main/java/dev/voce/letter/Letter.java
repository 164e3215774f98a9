package dev.voce.letter;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.voce.delivery.Mail;
import dev.voce.workspace.MailSettings;

/**
 * A mail to a user, written from top to bottom: all that it says stands in its plain text
 * and in its HTML, which needs neither images nor style sheets.
 */
public final class Letter {

	private static final int WIDTH = 76;

	private final LetterHtml html;

	private final StringBuilder text = new StringBuilder();

	private final Locale language;

	private final String subject;

	private final List<String> foot = new ArrayList<>();

	private final List<Source> sources = new ArrayList<>();

	private @Nullable String unsubscribe;

	/**
	 * Begins a mail.
	 * @param language of its texts
	 * @param subject its subject
	 * @param preview what lists of mails show beneath the subject
	 * @param title the first line
	 */
	public Letter(Locale language, String subject, String preview, String title) {
		this.language = language;
		this.subject = line(subject);
		this.html = new LetterHtml(language, this.subject, preview, title);
		this.text.append(wrapped(title, "")).append('\n');
	}

	/**
	 * A response that a mail quotes.
	 *
	 * @param survey the survey's id
	 * @param response the response's id
	 * @param day when it was submitted
	 */
	public record Source(UUID survey, UUID response, LocalDate day) {
	}

	/**
	 * A comment of a respondent.
	 *
	 * @param source the response that holds it
	 * @param score the score that was given; {@code null} for none
	 * @param text what was written
	 * @param when and what else is known of it
	 * @param link to where it can be read; {@code null} for nowhere
	 */
	public record Quote(Source source, @Nullable Integer score, String text, String when, @Nullable String link) {
	}

	/**
	 * A part of a text.
	 *
	 * @param text of one or more lines
	 * @param link to where more can be read; {@code null} for nowhere
	 */
	public record Piece(String text, @Nullable String link) {
	}

	/**
	 * A fact with its name.
	 *
	 * @param name what it is
	 * @param pieces the fact; a new line begins with its break
	 */
	public record Fact(String name, List<Piece> pieces) {

		/**
		 * A fact that leads to more.
		 * @param name what it is
		 * @param text the fact, of one or more lines
		 * @param link to where more can be read; {@code null} for nowhere
		 */
		public Fact(String name, String text, @Nullable String link) {
			this(name, List.of(new Piece(text, link)));
		}

		/**
		 * A fact without a link.
		 * @param name what it is
		 * @param text the fact
		 */
		public Fact(String name, String text) {
			this(name, text, null);
		}

		String text() {
			return this.pieces.stream().map(Piece::text).collect(Collectors.joining());
		}

		@Nullable String link() {
			return this.pieces.get(0).link();
		}

	}

	/**
	 * A figure on its scale.
	 *
	 * @param least the lowest figure
	 * @param most the highest
	 * @param value the figure
	 * @param lower the lower bound of its interval
	 * @param upper the upper bound
	 * @param few whether it is from few answers
	 */
	public record Bar(double least, double most, double value, double lower, double upper, boolean few) {
	}

	/**
	 * What one line of a list of figures says.
	 *
	 * @param name of what
	 * @param text in words
	 * @param figure the figure
	 * @param bad whether it became clearly worse
	 * @param few whether it is from few answers
	 * @param link to where more can be read; {@code null} for nowhere
	 */
	public record Line(String name, String text, String figure, boolean bad, boolean few, @Nullable String link) {
	}

	/** Adds a sentence in the usual size. */
	public Letter paragraph(String sentence) {
		this.html.paragraph(null, sentence);
		return plain(sentence);
	}

	/** Adds a sentence that begins with what it is about. */
	public Letter paragraph(String about, String sentence) {
		this.html.paragraph(about, sentence);
		return plain(about + " " + sentence);
	}

	/** Adds a sentence that something got worse. */
	public Letter bad(String sentence) {
		this.html.bad(sentence);
		return plain(sentence);
	}

	/** Adds a sentence of less weight. */
	public Letter muted(String sentence) {
		this.html.muted(sentence);
		return plain(sentence);
	}

	/** Adds a small heading. */
	public Letter heading(String heading) {
		this.html.heading(heading);
		return plain("\n" + heading);
	}

	/** Begins a part with a heading of its own. */
	public Letter part(String title, String note, @Nullable String link) {
		this.html.part(title, note, link);
		return plain("\n\n" + title.toUpperCase(this.language) + " (" + note + ")");
	}

	/** Adds the large figure of a part. */
	public Letter figure(String figure, @Nullable String tag, String note) {
		this.html.figure(figure, tag, note);
		return plain(figure + (note.isEmpty() ? "" : " " + note) + ((tag != null) ? " · " + tag : ""));
	}

	/** Adds a bar, which says nothing that the words don't. */
	public Letter bar(Bar bar) {
		this.html.bar(bar);
		return this;
	}

	/** Adds the labels under bars. */
	public Letter scale(String least, String middle, String most) {
		this.html.scale(least, middle, most);
		return this;
	}

	/** Adds facts. */
	public Letter facts(List<Fact> facts) {
		this.html.facts(facts);
		int width = facts.stream().mapToInt((fact) -> fact.name().length()).max().orElse(0) + 2;
		facts.forEach((fact) -> plain(wrapped(fact.name() + ":" + " ".repeat(width - fact.name().length() - 1)
				+ fact.text().replace("\n", "\n" + " ".repeat(width)), " ".repeat(width))));
		return this;
	}

	/** Adds lines of figures. */
	public Letter lines(List<Line> lines) {
		this.html.lines(lines);
		lines.forEach((line) -> plain(wrapped("- " + line.name() + ": " + line.figure() + ". " + line.text(), "  ")));
		return this;
	}

	/** Adds what is to be done. */
	public Letter tasks(List<Fact> tasks) {
		this.html.tasks(tasks);
		tasks.forEach((task) -> {
			plain(wrapped("- " + task.name() + (task.text().isEmpty() ? "" : ": " + task.text()), "  "));
			if (task.link() != null) {
				plain("  " + task.link());
			}
		});
		return this;
	}

	/** Adds comments. */
	public Letter quotes(List<Quote> quotes) {
		quotes.forEach((quote) -> this.sources.add(quote.source()));
		this.html.quotes(quotes);
		quotes.forEach((quote) -> plain(wrapped(
				((quote.score() != null) ? "[" + quote.score() + "] " : "") + quote.text() + " (" + quote.when() + ")",
				"    ")));
		return this;
	}

	/** Adds the comment that a mail is about. */
	public Letter said(@Nullable Integer score, @Nullable String comment, List<String> notes) {
		this.html.said(score, comment, notes);
		if (comment != null) {
			this.text.append('\n');
			comment.lines().forEach((line) -> plain(wrapped("> " + line, "> ")));
		}
		this.text.append('\n');
		notes.forEach(this::plain);
		this.text.append('\n');
		return this;
	}

	/** Says that it holds what a response says, so that the mail goes with that. */
	public Letter holds(Source source) {
		this.sources.add(source);
		return this;
	}

	/** Adds the one thing to do, where there is an address. */
	public Letter button(String label, @Nullable String link) {
		if (link != null) {
			this.html.button(label, link);
			plain("\n" + label + ":\n" + link);
		}
		return this;
	}

	/** Adds a link of a part, for those who read the text. */
	public Letter link(@Nullable String link) {
		return (link != null) ? plain("\n" + link) : this;
	}

	/** Adds a sentence to the foot. */
	public Letter foot(String sentence) {
		this.html.foot(sentence);
		this.foot.add(wrapped(sentence, ""));
		return this;
	}

	/** Adds a link to the foot, where there is an address. */
	public Letter foot(String label, @Nullable String link) {
		if (link != null) {
			this.html.foot(label, link);
			this.foot.add(label + ": " + link);
		}
		return this;
	}

	/**
	 * Lets mail programs end such mails by one click (RFC 8058), where there is an
	 * address.
	 */
	public Letter unsubscribe(@Nullable String link) {
		this.unsubscribe = link;
		return this;
	}

	/**
	 * Finishes the mail. Answers to it go to its sender, never to a respondent.
	 * @param sender who the workspace's mails are from, with an address
	 * @param fromName the name that it bears
	 * @param to the user's address
	 * @param thread what mails about one thing have in common; {@code null} for nothing
	 * @return the mail
	 */
	public Mail mail(MailSettings sender, String fromName, String to, @Nullable String thread) {
		Map<String, String> headers = (this.unsubscribe == null) ? null : Map.of("List-Unsubscribe",
				"<" + this.unsubscribe + ">", "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
		return new Mail(fromName, Objects.requireNonNull(sender.from()), to, null, this.subject, text(), html(), thread,
				false, headers);
	}

	/** The responses that it quotes. */
	List<Source> sources() {
		return List.copyOf(this.sources);
	}

	/**
	 * All that the mail says.
	 * @return plain text
	 */
	public String text() {
		return this.text + "\n-- \n" + String.join("\n", this.foot) + "\n";
	}

	/**
	 * The mail as it looks.
	 * @return a document
	 */
	public String html() {
		return this.html.document();
	}

	private Letter plain(String lines) {
		this.text.append((lines.indexOf('\n') >= 0) ? lines : wrapped(lines, "")).append('\n');
		return this;
	}

	/** One line that can be a header's. */
	private static String line(String text) {
		return text.replaceAll("[\\p{Cntrl}\u2028\u2029\\s]+", " ").trim();
	}

	private static String wrapped(String text, String indent) {
		StringBuilder wrapped = new StringBuilder();
		for (String paragraph : text.split("\n", -1)) {
			int width = 0;
			for (String word : paragraph.split("(?<=\\S) ")) {
				if (width > 0 && width + 1 + word.length() > WIDTH) {
					wrapped.append('\n').append(indent).append(word);
					width = indent.length() + word.length();
				}
				else {
					wrapped.append((width > 0) ? " " : "").append(word);
					width += word.length() + ((width > 0) ? 1 : 0);
				}
			}
			wrapped.append('\n');
		}
		return wrapped.substring(0, wrapped.length() - 1);
	}

}

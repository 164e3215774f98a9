package dev.voce.invitationmail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/**
 * What the template {@code invitation.html} shows, all of it as text.
 *
 * @param locale the language
 * @param dir the direction of the text
 * @param start the side where lines begin
 * @param end the side where they end
 * @param subject the mail's subject
 * @param preview what lists of mails show below the subject
 * @param light the owner's colour on a light card
 * @param dark the same on a dark one
 * @param name the owner's name
 * @param opening what stands before the question
 * @param question what is asked
 * @param cells the scores in order; none where they are not in the mail
 * @param ends the words under both ends
 * @param hint what happens when a score is chosen
 * @param only leads to the page, where there are no scores
 * @param button leads there beside scores
 * @param thanks what stands after it
 * @param reason why the person gets the mail
 * @param stop leads to where the person unsubscribes
 * @param privacy leads to the owner's privacy page
 * @param address the owner's postal address
 */
record InvitationPage(String locale, String dir, String start, String end, String subject, String preview, String light,
		String dark, @Nullable String name, List<Paragraph> opening, String question, List<Cell> cells,
		@Nullable Ends ends, @Nullable String hint, @Nullable Button only, @Nullable Link button, Paragraph thanks,
		String reason, Link stop, @Nullable Link privacy, @Nullable String address) {

	private static final Template TEMPLATE = template();

	/** The mail as HTML. */
	static String html(InvitationPage page) {
		return TEMPLATE.execute(page);
	}

	/** Whether scores are in the mail. */
	boolean scaled() {
		return !this.cells.isEmpty();
	}

	/** A paragraph of several lines. */
	record Paragraph(List<Line> lines) {
	}

	/** A line, and whether another follows. */
	record Line(String text, boolean more) {
	}

	/** The paragraphs of a text, between which empty lines stand. */
	static List<Paragraph> paragraphs(String text) {
		return Stream.of(text.split("\\R{2,}")).map((paragraph) -> {
			List<String> lines = paragraph.lines().toList();
			return new Paragraph(IntStream.range(0, lines.size())
				.mapToObj((i) -> new Line(lines.get(i), i < lines.size() - 1))
				.toList());
		}).toList();
	}

	/**
	 * A score.
	 *
	 * @param score its number
	 * @param text what it reads
	 * @param star the character above it, where scores are stars
	 * @param said for those who hear it
	 * @param width of its cell, in percent
	 * @param link where it leads
	 */
	record Cell(int score, String text, @Nullable String star, String said, String width, String link) {
	}

	/**
	 * The words under the ends of the scale.
	 *
	 * @param start the side where it begins
	 * @param end the side where it ends
	 * @param min at the lowest score
	 * @param max at the highest
	 */
	record Ends(String start, String end, @Nullable String min, @Nullable String max) {

		Ends(boolean rightToLeft, @Nullable String min, @Nullable String max) {
			this(rightToLeft ? "right" : "left", rightToLeft ? "left" : "right", min, max);
		}

	}

	/**
	 * What leads to the page: the one thing to press where there are no scores.
	 *
	 * @param colour of that
	 * @param address the page's
	 * @param text what it says
	 */
	record Button(String colour, String address, String text) {
	}

	/**
	 * A link.
	 *
	 * @param address where it leads
	 * @param text what it says
	 */
	record Link(String address, String text) {
	}

	private static Template template() {
		try (InputStream in = new ClassPathResource("pages/invitation.html").getInputStream();
				Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
			return Mustache.compiler()
				.standardsMode(true)
				.defaultValue("")
				.emptyStringIsFalse(true)
				.withEscaper((text) -> HtmlUtils.htmlEscape(text, "UTF-8"))
				.compile(reader);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

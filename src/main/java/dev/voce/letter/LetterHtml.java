package dev.voce.letter;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

import dev.voce.letter.Letter.Bar;
import dev.voce.letter.Letter.Fact;
import dev.voce.letter.Letter.Line;
import dev.voce.letter.Letter.Quote;

/**
 * The HTML of a mail. Styles stand in the elements, as many programs drop style sheets.
 */
final class LetterHtml {

	private static final String FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,"
			+ "Arial,sans-serif;";

	private static final String TABLE = "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\""
			+ " cellspacing=\"0\" border=\"0\" style=\"width:100%;\">";

	private static final String TEXT = "#1A1D23";

	private static final String MUTED = "#5B6472";

	private static final String BAD = "#A8400D";

	private static final String GOOD = "#0F4C96";

	private static final String HEAD = """
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width, initial-scale=1">
			<meta name="color-scheme" content="light dark">
			<meta name="supported-color-schemes" content="light dark">
			<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
			<meta name="x-apple-disable-message-reformatting">
			<style>
			  @media (min-width: 480px) { .pad { padding-left: 24px !important; padding-right: 24px !important; } }
			  @media (min-width: 600px) {
			    .card { border-left-width: 1px !important; border-right-width: 1px !important; border-radius: 8px !important; }
			  }
			</style>
			<style>
			  :root { color-scheme: light dark; supported-color-schemes: light dark; }
			  @media (prefers-color-scheme: dark) {
			    .page { background-color: #12151A !important; }
			    .card { background-color: #1B1F26 !important; border-color: #323944 !important; }
			    .text { color: #EEF1F5 !important; }
			    .muted { color: #A8B0BD !important; }
			    .bad { color: #F0935A !important; }
			    .link { color: #9CC7FF !important; }
			    .line { border-color: #323944 !important; }
			    .cell { background-color: #1B1F26 !important; border-color: #68717F !important; }
			    .button { background-color: #9CC7FF !important; border-color: #9CC7FF !important; color: #12151A !important; }
			    .axis { border-color: #68717F !important; }
			    .band { background-color: #5C7494 !important; }
			    .dot { background-color: #9CC7FF !important; }
			    .hollow { background-color: #1B1F26 !important; border-color: #9CC7FF !important; }
			  }
			</style>
			""";

	private final StringBuilder body = new StringBuilder();

	private final StringBuilder foot = new StringBuilder();

	private final StringBuilder links = new StringBuilder();

	private final String head;

	LetterHtml(Locale language, String subject, String preview, String title) {
		this.head = "<!doctype html>\n<html lang=\"" + language.toLanguageTag() + "\" dir=\"ltr\">\n<head>\n" + HEAD
				+ "<title>" + escaped(subject) + "</title>\n</head>\n"
				+ "<body class=\"page\" bgcolor=\"#F6F7F9\" style=\"margin:0;padding:0;width:100%;"
				+ "background-color:#F6F7F9;-webkit-text-size-adjust:100%;\">\n"
				+ "<div style=\"display:none;max-height:0;overflow:hidden;mso-hide:all;font-size:1px;line-height:1px;"
				+ "color:#F6F7F9;opacity:0;\">" + escaped(preview) + "&#847;&zwnj;&nbsp;".repeat(24) + "</div>\n"
				+ "<table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\""
				+ " border=\"0\" bgcolor=\"#F6F7F9\" style=\"width:100%;background-color:#F6F7F9;\">\n"
				+ "<tr><td align=\"center\" style=\"padding:24px 0;\">\n"
				+ "<!--[if mso]><table role=\"presentation\" width=\"560\"><tr><td><![endif]-->\n"
				+ "<table role=\"presentation\" class=\"card\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\""
				+ " border=\"0\" bgcolor=\"#FFFFFF\" style=\"width:100%;max-width:560px;background-color:#FFFFFF;"
				+ "border:solid #DFE3E8;border-width:1px 0 1px;border-collapse:separate;\">\n"
				+ "<tr><td class=\"pad\" align=\"left\" style=\"padding:20px 12px 0px;\">\n";
		paragraph("p", "text", "15px;line-height:22px;font-weight:600", "0", "Voce");
		paragraph("h1", "text", "20px;line-height:26px;font-weight:600", "12px 0 0", escaped(title));
	}

	private void paragraph(String element, String type, String size, String margin, String html) {
		this.body.append('<')
			.append(element)
			.append(" class=\"")
			.append(type)
			.append("\" style=\"margin:")
			.append(margin)
			.append(';')
			.append(FONT)
			.append("font-size:")
			.append(size)
			.append(";color:")
			.append(colour(type))
			.append(";\">")
			.append(html)
			.append("</")
			.append(element)
			.append(">\n");
	}

	private static String colour(String type) {
		return switch (type) {
			case "muted" -> MUTED;
			case "bad" -> BAD;
			case "link" -> GOOD;
			default -> TEXT;
		};
	}

	void paragraph(@Nullable String about, String sentence) {
		String begins = (about != null) ? "<strong>" + escaped(about) + "</strong> " : "";
		paragraph("p", "text", "15px;line-height:22px", "8px 0 6px", begins + lines(sentence));
	}

	void bad(String sentence) {
		paragraph("p", "bad", "15px;line-height:22px;font-weight:600", "12px 0 0", lines(sentence));
	}

	void muted(String sentence) {
		paragraph("p", "muted", "13px;line-height:19px", "2px 0 0", lines(sentence));
	}

	void heading(String heading) {
		paragraph("h3", "text", "13px;line-height:19px;font-weight:600", "18px 0 6px", escaped(heading));
	}

	void part(String title, String note, @Nullable String link) {
		this.body.append("<div class=\"line\" style=\"margin:28px 0 0;border-top:1px solid #DFE3E8;font-size:1px;"
				+ "line-height:1px;\">&nbsp;</div>\n");
		paragraph("h2", "text", "20px;line-height:26px;font-weight:600", "20px 0 0", anchor("text", title, link, ""));
		muted(note);
	}

	void figure(String figure, @Nullable String tag, String note) {
		String beside = (tag != null) ? " " + small(tag) : "";
		beside += note.isEmpty() ? "" : " " + small(note);
		paragraph("p", (tag != null) ? "muted" : "text", "36px;line-height:42px;font-weight:600", "8px 0 10px",
				escaped(figure) + beside);
	}

	private static String small(String text) {
		return "<span class=\"muted\" style=\"font-size:14px;line-height:20px;font-weight:400;color:" + MUTED + ";\">"
				+ escaped(text) + "</span>";
	}

	void bar(Bar bar) {
		double dot = 2;
		double at = Math.min(Math.max(share(bar, bar.value()) - dot / 2, 0), 100 - dot);
		double from = Math.min(share(bar, bar.lower()), at);
		double to = Math.max(share(bar, bar.upper()), at + dot);
		this.body.append("<table role=\"presentation\" aria-hidden=\"true\" width=\"100%\" cellpadding=\"0\""
				+ " cellspacing=\"0\" border=\"0\" style=\"width:100%;table-layout:fixed;border-collapse:separate;\">"
				+ "<tr>");
		cell("axis", from, "");
		cell("axis band", at - from, "background-color:#6F93C0;");
		cell(bar.few() ? "axis hollow" : "axis dot", dot,
				bar.few() ? "background-color:#FFFFFF;border:2px solid #0F4C96;" : "background-color:#0F4C96;");
		cell("axis band", to - at - dot, "background-color:#6F93C0;");
		cell("axis", 100 - to, "");
		this.body.append("</tr></table>\n");
	}

	private static double share(Bar bar, double value) {
		return 100 * (value - bar.least()) / (bar.most() - bar.least());
	}

	private void cell(String type, double width, String style) {
		if (width >= 0.005) {
			String percent = String.format(Locale.ROOT, "%.2f%%", width);
			this.body.append("<td class=\"")
				.append(type)
				.append("\" width=\"")
				.append(percent)
				.append("\" height=\"12\" style=\"width:")
				.append(percent)
				.append(";height:12px;padding:0;font-size:1px;line-height:12px;mso-line-height-rule:exactly;"
						+ "border-bottom:2px solid #8A93A1;")
				.append(style)
				.append("\">&nbsp;</td>");
		}
	}

	void scale(String least, String middle, String most) {
		this.body.append("<table role=\"presentation\" aria-hidden=\"true\" width=\"100%\" cellpadding=\"0\""
				+ " cellspacing=\"0\" border=\"0\" style=\"width:100%;table-layout:fixed;\"><tr>");
		label("left", least);
		label("center", middle);
		label("right", most);
		this.body.append("</tr></table>\n");
	}

	private void label(String side, String text) {
		this.body.append("<td class=\"muted\" align=\"")
			.append(side)
			.append("\" style=\"padding:2px 0 0;")
			.append(FONT)
			.append("font-size:12px;line-height:16px;color:" + MUTED + ";\">")
			.append(escaped(text))
			.append("</td>");
	}

	void facts(List<Fact> facts) {
		this.body.append("<div style=\"height:14px;font-size:1px;line-height:14px;\">&nbsp;</div>\n").append(TABLE);
		facts.forEach((fact) -> this.body.append("<tr>")
			.append(td("muted", "30%", escaped(fact.name())))
			.append(td("text", "70%",
					fact.pieces()
						.stream()
						.map((piece) -> (piece.link() != null) ? anchor("link", piece.text(), piece.link(), "")
								: lines(piece.text()))
						.collect(Collectors.joining())))
			.append("</tr>\n"));
		this.body.append("</table>\n");
	}

	private static String td(String type, String width, String html) {
		return "<td class=\"" + type + " line\" valign=\"top\" width=\"" + width + "\" style=\"width:" + width
				+ ";padding:7px 8px 7px 0;border-top:1px solid #DFE3E8;" + FONT
				+ "font-size:14px;line-height:20px;color:" + colour(type) + ";\">" + html + "</td>";
	}

	void tasks(List<Fact> tasks) {
		this.body.append(TABLE);
		tasks.forEach((task) -> this.body
			.append("<tr><td class=\"line text\" style=\"padding:9px 0;border-top:1px solid #DFE3E8;" + FONT
					+ "font-size:15px;line-height:22px;color:" + TEXT + ";\">")
			.append(anchor("link", task.name(), task.link(), "font-weight:600;"))
			.append(task.text().isEmpty() ? "" : ": " + escaped(task.text()))
			.append("</td></tr>\n"));
		this.body.append("</table>\n");
	}

	void lines(List<Line> lines) {
		this.body.append(TABLE);
		for (Line line : lines) {
			String type = line.bad() ? "bad" : "muted";
			this.body
				.append("<tr><td class=\"line text\" valign=\"top\" style=\"padding:9px 8px 9px 0;"
						+ "border-top:1px solid #DFE3E8;" + FONT + "font-size:15px;line-height:22px;color:" + TEXT
						+ ";\">")
				.append(anchor("link", line.name(), line.link(), ""))
				.append("<br><span class=\"")
				.append(type)
				.append("\" style=\"font-size:14px;line-height:20px;color:")
				.append(colour(type))
				.append(";\">")
				.append(escaped(line.text()))
				.append("</span></td>");
			String figure = line.few() ? "muted" : "text";
			this.body.append("<td class=\"line ")
				.append(figure)
				.append("\" align=\"right\" valign=\"top\" style=\"padding:9px 0;border-top:1px solid #DFE3E8;" + FONT
						+ "font-size:20px;line-height:26px;font-weight:600;white-space:nowrap;color:")
				.append(colour(figure))
				.append(";\">")
				.append(escaped(line.figure()))
				.append("</td></tr>\n");
		}
		this.body.append("</table>\n");
	}

	void quotes(List<Quote> quotes) {
		this.body.append(TABLE);
		quotes.forEach((quote) -> this.body.append("<tr><td valign=\"top\" width=\"38\" style=\"width:38px;")
			.append("padding:8px 0 0;\">")
			.append(score(quote.score(), 26, 13))
			.append("</td><td class=\"text\" valign=\"top\" style=\"padding:10px 0 0;" + FONT
					+ "font-size:15px;line-height:21px;color:" + TEXT + ";\">")
			.append(lines(quote.text()))
			.append("<br>")
			.append((quote.link() != null) ? anchor("muted", quote.when(), quote.link(), "font-size:13px;")
					: "<span class=\"muted\" style=\"font-size:13px;line-height:19px;color:" + MUTED + ";\">"
							+ escaped(quote.when()) + "</span>")
			.append("</td></tr>\n"));
		this.body.append("</table>\n");
	}

	private static String score(@Nullable Integer score, int size, int font) {
		return (score == null) ? ""
				: "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
						+ "<td class=\"text cell\" align=\"center\" width=\"" + size + "\" height=\"" + size
						+ "\" style=\"width:" + size + "px;height:" + size
						+ "px;border:1px solid #8A93A1;border-radius:4px;" + FONT + "font-size:" + font
						+ "px;line-height:" + size + "px;font-weight:600;color:" + TEXT + ";\">" + score
						+ "</td></tr></table>";
	}

	void said(@Nullable Integer score, @Nullable String comment, List<String> notes) {
		this.body.append("<div style=\"height:16px;font-size:1px;line-height:16px;\">&nbsp;</div>\n")
			.append(TABLE)
			.append("<tr>");
		if (score != null) {
			this.body.append("<td valign=\"top\" width=\"54\" style=\"width:54px;\">")
				.append(score(score, 42, 20))
				.append("</td>");
		}
		this.body.append("<td valign=\"top\">");
		if (comment != null) {
			paragraph("p", "text", "17px;line-height:25px", "0", lines(comment));
		}
		paragraph("p", "muted", "13px;line-height:19px", "6px 0 0",
				notes.stream().map(LetterHtml::escaped).collect(Collectors.joining("<br>")));
		this.body.append("</td></tr></table>\n");
	}

	void button(String label, String link) {
		this.body
			.append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
					+ " style=\"margin-top:20px;\"><tr><td class=\"button\" align=\"center\" bgcolor=\"" + GOOD
					+ "\" style=\"background-color:" + GOOD + ";border-radius:6px;mso-padding-alt:11px 20px;\">"
					+ "<a class=\"button\" href=\"")
			.append(escaped(link))
			.append("\" style=\"display:inline-block;padding:11px 20px;border:1px solid " + GOOD
					+ ";border-radius:6px;background-color:" + GOOD + ";" + FONT
					+ "font-size:15px;line-height:20px;font-weight:600;color:#FFFFFF;text-decoration:none;\">")
			.append(escaped(label))
			.append("</a></td></tr></table>\n");
	}

	void foot(String sentence) {
		this.foot
			.append("<p class=\"muted\" style=\"margin:0 0 6px;" + FONT + "font-size:13px;line-height:19px;color:"
					+ MUTED + ";\">")
			.append(lines(sentence))
			.append("</p>\n");
	}

	void foot(String label, String link) {
		this.links.append((this.links.length() > 0) ? " &nbsp;·&nbsp; " : "").append(anchor("muted", label, link, ""));
	}

	String document() {
		return this.head + this.body + "</td></tr>\n<tr><td class=\"pad\" align=\"left\""
				+ " style=\"padding:28px 12px 18px;\">\n" + TABLE
				+ "<tr><td class=\"line\" style=\"border-top:1px solid #DFE3E8;padding-top:16px;\">\n" + this.foot
				+ "<p class=\"muted\" style=\"margin:0;" + FONT + "font-size:13px;line-height:26px;color:" + MUTED
				+ ";\">" + this.links + "</p>\n</td></tr></table>\n</td></tr>\n</table>\n"
				+ "<!--[if mso]></td></tr></table><![endif]-->\n</td></tr>\n</table>\n</body>\n</html>\n";
	}

	private static String anchor(String type, String label, @Nullable String link, String style) {
		return (link == null) ? escaped(label) : "<a class=\"" + type + "\" href=\"" + escaped(link)
				+ "\" style=\"color:" + colour(type) + ";" + style + "\">" + escaped(label) + "</a>";
	}

	private static String lines(String text) {
		return text.lines().map(LetterHtml::escaped).collect(Collectors.joining("<br>"));
	}

	private static String escaped(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

}

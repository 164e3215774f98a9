package dev.voce.invitationmail;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.voce.survey.PublicSurvey;
import dev.voce.survey.PublicSurvey.PublicLabels;
import dev.voce.survey.PublicSurvey.PublicQuestion;
import dev.voce.survey.QuestionType;
import dev.voce.survey.SurveyInput.Look;
import dev.voce.survey.SurveyInput.ScaleInput;
import dev.voce.survey.Words;
import dev.voce.workspace.Brand;
import dev.voce.workspace.MailSettings;

/**
 * A mail that asks one person to answer a survey, or reminds of it: the first question's
 * scores are links to the page on which they can be changed before they count. Whatever
 * values hold, they are text.
 *
 * @param asked the survey in the person's language
 * @param texts the owner's texts in that language
 * @param options what differs from mail to mail
 * @param values what the texts' fields stand for, of {@link FieldText#values}
 * @param brand whose name and colour the mail has
 * @param sender who stands at the foot
 * @param links where it leads
 */
record Invitation(PublicSurvey asked, InvitationTexts texts, InvitationMail.Options options, Map<String, String> values,
		Brand brand, MailSettings sender, MailLinks links) {

	private static final String OPEN_STAR = "\u2606";

	/** The colour of those who have chosen none. */
	private static final String ACCENT = "#0f4c96";

	InvitationMail.Rendered render() {
		String subject = subject();
		return new InvitationMail.Rendered(subject, InvitationPage.html(page(subject)), text(), this.asked.locale());
	}

	private String subject() {
		String standard = words().text((first().type() == QuestionType.NPS) ? "mail.subject.NPS" : "mail.subject");
		String written = (this.options.subject() != null) ? this.options.subject() : this.texts.subject();
		String subject = line(written, standard);
		return this.options.reminder() ? word("mail.reminder.subject", Map.of("subject", subject)) : subject;
	}

	private String opening() {
		String opening = new FieldText(Objects.requireNonNullElse(this.texts.opening(), words().text("mail.opening")))
			.fill(known());
		return this.options.reminder() ? opening + "\n\n" + word("mail.reminder", Map.of()) : opening;
	}

	private String button() {
		return line(this.texts.button(), words().text("mail.button"));
	}

	private String reason() {
		String reason = line(this.texts.reason(), words().text("mail.reason"));
		Duration quarantine = this.options.quarantine();
		return (quarantine != null && quarantine.toDays() > 1)
				? reason + " " + word("mail.often", Map.of("days", String.valueOf(quarantine.toDays()))) : reason;
	}

	/** What is written, or the standard where fields without values leave nothing. */
	private String line(@Nullable String written, String standard) {
		String line = (written != null) ? new FieldText(written).line(known()) : "";
		return line.isEmpty() ? new FieldText(standard).line(known()) : line;
	}

	private String thanks() {
		return new FieldText(words().text("mail.thanks")).fill(known());
	}

	private @Nullable String name() {
		return (this.brand.name() != null) ? this.brand.name() : this.sender.fromName();
	}

	private Map<String, String> known() {
		Map<String, String> known = new HashMap<>(this.values);
		known.put("brand", Objects.requireNonNullElse(name(), ""));
		return known;
	}

	private String text() {
		StringBuilder text = new StringBuilder(opening()).append("\n\n").append(first().text()).append("\n\n");
		ScaleInput scale = scale();
		if (scale != null) {
			text.append(word("mail.choose", more())).append("\n\n");
			cells(scale).forEach((cell) -> text.append(line(cell, scale)).append('\n'));
			text.append('\n');
		}
		text.append(word("mail.onPage", Map.of())).append('\n').append(this.links.page()).append("\n\n");
		text.append(thanks()).append("\n\n-- \n").append(reason()).append('\n');
		text.append(word("mail.stopText", Map.of())).append(' ').append(this.links.unsubscribe()).append('\n');
		if (this.asked.privacy() != null) {
			text.append(privacy()).append(": ").append(this.asked.privacy()).append('\n');
		}
		if (this.sender.postalAddress() != null) {
			text.append(this.sender.postalAddress()).append('\n');
		}
		return text.toString();
	}

	private String line(InvitationPage.Cell cell, ScaleInput scale) {
		int width = String.valueOf(scale.max()).length();
		String said = end(cell.score(), scale);
		return ("%" + width + "d  %s%s").formatted(cell.score(), cell.link(),
				(said != null) ? "  (" + said.toLowerCase(Locale.forLanguageTag(this.asked.locale())) + ")" : "");
	}

	private @Nullable String end(int score, ScaleInput scale) {
		PublicLabels labels = first().labels();
		if (labels == null) {
			return null;
		}
		return Objects.equals(score, scale.min()) ? labels.min()
				: Objects.equals(score, scale.max()) ? labels.max() : null;
	}

	private InvitationPage page(String subject) {
		ScaleInput scale = scale();
		Accent accent = Accent.of(
				Stream
					.of((this.asked.appearance() != null) ? this.asked.appearance().accent() : null,
							this.brand.accent(), ACCENT)
					.filter(Objects::nonNull)
					.findFirst()
					.orElseThrow());
		PublicLabels labels = first().labels();
		boolean rightToLeft = this.asked.dir().equals("rtl");
		return new InvitationPage(this.asked.locale(), this.asked.dir(), rightToLeft ? "right" : "left",
				rightToLeft ? "left" : "right", subject, preview(scale), accent.light(), accent.dark(), name(),
				InvitationPage.paragraphs(opening()), first().text(), (scale != null) ? cells(scale) : List.of(),
				(scale != null && labels != null) ? new InvitationPage.Ends(rightToLeft, labels.min(), labels.max())
						: null,
				(scale != null) ? hint() : null,
				(scale == null) ? new InvitationPage.Button(accent.light(), this.links.page(), button()) : null,
				(scale != null) ? new InvitationPage.Link(this.links.page(), button()) : null,
				InvitationPage.paragraphs(thanks()).get(0), reason(),
				new InvitationPage.Link(this.links.unsubscribe(), word("mail.stop", Map.of())),
				(this.asked.privacy() != null) ? new InvitationPage.Link(this.asked.privacy(), privacy()) : null,
				this.sender.postalAddress());
	}

	private String preview(@Nullable ScaleInput scale) {
		if (scale == null) {
			return first().text();
		}
		Map<String, String> values = new HashMap<>(more());
		values.put("min", String.valueOf(scale.min()));
		values.put("max", String.valueOf(scale.max()));
		return word("mail.preview", values);
	}

	private String hint() {
		return word((first().look() == Look.STARS) ? "mail.hint.STARS" : "mail.hint", more());
	}

	/** What can be done on the page besides, where the survey asks for a comment. */
	private Map<String, String> more() {
		return this.asked.questions().stream().anyMatch((question) -> question.type() == QuestionType.TEXT)
				? Map.of("more", words().text("mail.more")) : Map.of();
	}

	private List<InvitationPage.Cell> cells(ScaleInput scale) {
		int min = Objects.requireNonNull(scale.min());
		int max = Objects.requireNonNull(scale.max());
		String width = String.format(Locale.ROOT, "%.2f%%", 100.0 / (max - min + 1));
		boolean stars = first().look() == Look.STARS;
		boolean thumbs = first().look() == Look.THUMBS;
		return IntStream.rangeClosed(min, max).mapToObj((score) -> {
			String said = word("mail.score", Map.of("score", String.valueOf(score), "max", String.valueOf(max)));
			String end = thumbs ? end(score, scale) : null;
			return new InvitationPage.Cell(score, (end != null) ? end : String.valueOf(score), stars ? OPEN_STAR : null,
					(end != null) ? end : said, width, this.links.page() + "?" + first().key() + "=" + score);
		}).toList();
	}

	private PublicQuestion first() {
		return this.asked.questions().get(0);
	}

	private @Nullable ScaleInput scale() {
		return this.options.scoreLinks() ? first().scale() : null;
	}

	private String privacy() {
		return this.asked.words().getOrDefault("privacy", words().text("privacy"));
	}

	private String word(String key, Map<String, String> values) {
		return new FieldText(words().text(key)).line(values);
	}

	private Words words() {
		return Words.in(this.asked.locale());
	}

}

package dev.voce.alert;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.letter.Addresses;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.letter.Post;
import dev.voce.note.Notes;
import dev.voce.scoring.Metric;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;
import dev.voce.webhook.OtherEvents;

/**
 * Tells users and webhooks of an alert that was raised: what fell, from what to what,
 * since when, from how many answers, how sure that is, and what was written meanwhile.
 */
@Component
class AlertMails {

	private static final int MOST_COMMENTS = 3;

	private final Colleagues colleagues;

	private final Surveys surveys;

	private final Comments comments;

	private final Notes notes;

	private final Addresses addresses;

	private final Post post;

	private final OtherEvents events;

	AlertMails(Colleagues colleagues, Surveys surveys, Comments comments, Notes notes, Addresses addresses, Post post,
			OtherEvents events) {
		this.colleagues = colleagues;
		this.surveys = surveys;
		this.comments = comments;
		this.notes = notes;
		this.addresses = addresses;
		this.post = post;
		this.events = events;
	}

	/**
	 * Tells all whom the rule names, in the transaction that raises the alert.
	 * @param view what {@code GET} of the alert returns
	 */
	void raised(Alert alert, AlertView view, Finding finding, CountedDays.Read read) {
		UUID survey = alert.surveyId();
		FigureText own = new FigureText(Locale.forLanguageTag(read.survey().defaultLocale()));
		AlertWords alerted = new AlertWords(alert, finding, read, view.survey().name(), quotes(alert, finding, read),
				this.notes.between(survey, finding.from(), finding.to()), own);
		String path = (finding.silence() != null) ? "/surveys/" + survey : Addresses.responses(survey, filter(alerted));
		this.events.publish(new OtherEvents.Alert(alert.workspaceId(), survey, Set.copyOf(alert.rule().webhooks()),
				true, view, alerted.headline(), alerted.explanation(), path));
		for (UUID user : alert.rule().users()) {
			this.colleagues.find(alert.workspaceId(), user)
				.ifPresent((colleague) -> this.post.send(alert.workspaceId(), null, colleague, alert.id().toString(),
						(words) -> letter(alerted.in(words), path)));
		}
	}

	private List<Comments.Comment> quotes(Alert alert, Finding finding, CountedDays.Read read) {
		if (finding.silence() != null) {
			return List.of();
		}
		return this.comments.find(new Comments.Wanted(read.survey(), read.question(), Look.worst(read.formula()),
				alert.rule().segment(), alert.rule().value(), finding.from(), finding.to()), MOST_COMMENTS);
	}

	private static Addresses.Filter filter(AlertWords alerted) {
		return new Addresses.Filter(alerted.rule().question(), alerted.finding().from(), alerted.finding().to(),
				Look.worst(alerted.read().formula()).name(), alerted.rule().segment(), alerted.rule().value());
	}

	/** Tells webhooks that an alert is over, in the transaction that ends it. */
	void over(Alert alert, AlertView view) {
		String language = this.surveys.definition(alert.surveyId()).defaultLocale();
		this.events
			.publish(new OtherEvents.Alert(alert.workspaceId(), alert.surveyId(), Set.copyOf(alert.rule().webhooks()),
					false, view, new FigureText(Locale.forLanguageTag(language)).text("letter.alert.over"), null,
					"/notifications#alerts"));
	}

	private Letter letter(AlertWords alerted, String path) {
		String preview = switch (alerted.rule().kind()) {
			case DROP, BELOW ->
				alerted.words().text("letter.alert.dropped.preview", alerted.since(), alerted.answers());
			case SURGE -> alerted.usual();
			case SILENCE -> alerted.silence();
		};
		Letter letter = new Letter(alerted.words().language(), alerted.title(), preview, alerted.title());
		switch (alerted.rule().kind()) {
			case DROP -> dropped(letter, alerted);
			case BELOW -> below(letter, alerted);
			case SURGE -> surge(letter, alerted);
			case SILENCE ->
				letter.paragraph(alerted.silence()).paragraph(alerted.words().text("letter.alert.silence.check"));
		}
		noted(letter, alerted);
		@Nullable String link = this.addresses.page(path);
		quoted(letter, alerted, link);
		String open = (alerted.finding().silence() != null) ? "letter.alert.open.survey" : "letter.alert.open";
		return letter.button(alerted.words().text(open), link)
			.foot(alerted.ending())
			.foot(alerted.words().text("letter.alert.why", alerted.alert().author()))
			.foot(alerted.words().text("letter.alert.edit"), this.addresses.page("/notifications#alerts"))
			.foot(alerted.words().text("letter.message.choices"), this.addresses.page("/notifications#mine"));
	}

	private static void dropped(Letter letter, AlertWords alerted) {
		FigureText words = alerted.words();
		String earlier = words.range(alerted.before().from(), alerted.before().to().minusDays(1));
		String compared = (alerted.rule().baseline() == null) ? words.text("letter.alert.before.usual")
				: words.text("letter.alert.before.days", earlier);
		letter.paragraph(alerted.lead() + " " + compared);
		side(letter, alerted, alerted.before(), words.text("letter.alert.earlier", earlier));
		side(letter, alerted, alerted.now(), alerted.since() + ":");
		scale(letter, alerted);
		letter.paragraph(words.text("letter.alert.howMuch"), alerted.size()
				+ words.text((alerted.now().responses() < 100) ? "letter.alert.fewYet" : "letter.alert.end"));
		letter.paragraph(words.text("letter.alert.howSure"), alerted.sure());
	}

	private static void below(Letter letter, AlertWords alerted) {
		side(letter, alerted, alerted.now(), alerted.since() + ":");
		scale(letter, alerted);
		letter.paragraph(alerted.words().text("letter.alert.howSure"), alerted.surelyBelow());
	}

	private static void surge(Letter letter, AlertWords alerted) {
		FigureText words = alerted.words();
		letter.paragraph(words.text("letter.alert.surge.lead", alerted.since(), words.count(alerted.surged().count()),
				alerted.bad()) + " " + alerted.usual());
		letter.paragraph(words.text("letter.alert.howSure"), alerted.surelyMore());
	}

	private static void side(Letter letter, AlertWords alerted, Finding.Figure figure, String label) {
		letter.paragraph(label, alerted.value(figure) + ", " + alerted.words()
			.between(alerted.metric(), Objects.requireNonNull(figure.interval()), figure.responses()));
		letter.bar(
				new Letter.Bar((alerted.metric() == Metric.NPS) ? -100 : 0, 100, Objects.requireNonNull(figure.value()),
						figure.interval().lower(), figure.interval().upper(), figure.responses() < FigureText.FEW));
	}

	private static void scale(Letter letter, AlertWords alerted) {
		FigureText words = alerted.words();
		if (alerted.metric() == Metric.NPS) {
			letter.scale(words.signed(-100, 0), "0", words.signed(100, 0));
		}
		else {
			letter.scale(words.percent(0), "", words.percent(100));
		}
	}

	private static void noted(Letter letter, AlertWords alerted) {
		alerted.notes()
			.stream()
			.map((note) -> alerted.words().day(note.day()) + ", " + note.text())
			.reduce((one, other) -> one + "; " + other)
			.ifPresent((noted) -> letter.paragraph(alerted.words().text("letter.alert.noted"), noted + "."));
	}

	private static void quoted(Letter letter, AlertWords alerted, @Nullable String link) {
		if (!alerted.quotes().isEmpty()) {
			letter.heading(alerted.words()
				.text("letter.alert.said." + alerted.worst(), alerted.words().since(alerted.finding().from())));
			letter.quotes(alerted.quotes().stream().map((quote) -> quote(alerted, quote, link)).toList());
		}
	}

	private static Letter.Quote quote(AlertWords alerted, Comments.Comment quote, @Nullable String link) {
		return new Letter.Quote(new Letter.Source(alerted.alert().surveyId(), quote.response(), quote.day()),
				quote.score(), quote.text(), alerted.words().weekday(quote.day()), link);
	}

}

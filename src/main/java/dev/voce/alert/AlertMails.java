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
		AlertWords told = new AlertWords(alert, finding, read, view.survey().name(), quotes(alert, finding, read),
				this.notes.between(survey, finding.from(), finding.to()), own);
		String path = (finding.silence() != null) ? "/surveys/" + survey : Addresses.responses(survey, filter(told));
		this.events.tell(new OtherEvents.Alert(alert.workspaceId(), survey, Set.copyOf(alert.rule().webhooks()), true,
				view, told.headline(), told.explanation(), path));
		for (UUID user : alert.rule().users()) {
			this.colleagues.find(alert.workspaceId(), user)
				.ifPresent((colleague) -> this.post.send(alert.workspaceId(), null, colleague, alert.id().toString(),
						(words) -> letter(told.in(words), path)));
		}
	}

	private List<Comments.Comment> quotes(Alert alert, Finding finding, CountedDays.Read read) {
		if (finding.silence() != null) {
			return List.of();
		}
		return this.comments.find(new Comments.Wanted(read.survey(), read.question(), Look.worst(read.formula()),
				alert.rule().segment(), alert.rule().value(), finding.from(), finding.to()), MOST_COMMENTS);
	}

	private static Addresses.Filter filter(AlertWords told) {
		return new Addresses.Filter(told.rule().question(), told.finding().from(), told.finding().to(),
				Look.worst(told.read().formula()).name(), told.rule().segment(), told.rule().value());
	}

	/** Tells webhooks that an alert is over, in the transaction that ends it. */
	void over(Alert alert, AlertView view) {
		String language = this.surveys.definition(alert.surveyId()).defaultLocale();
		this.events
			.tell(new OtherEvents.Alert(alert.workspaceId(), alert.surveyId(), Set.copyOf(alert.rule().webhooks()),
					false, view, new FigureText(Locale.forLanguageTag(language)).text("letter.alert.over"), null,
					"/notifications#alerts"));
	}

	private Letter letter(AlertWords told, String path) {
		String preview = switch (told.rule().kind()) {
			case DROP, BELOW -> told.words().text("letter.alert.dropped.preview", told.since(), told.answers());
			case SURGE -> told.usual();
			case SILENCE -> told.silence();
		};
		Letter letter = new Letter(told.words().language(), told.title(), preview, told.title());
		switch (told.rule().kind()) {
			case DROP -> dropped(letter, told);
			case BELOW -> below(letter, told);
			case SURGE -> surge(letter, told);
			case SILENCE -> letter.paragraph(told.silence()).paragraph(told.words().text("letter.alert.silence.check"));
		}
		noted(letter, told);
		@Nullable String link = this.addresses.page(path);
		quoted(letter, told, link);
		String open = (told.finding().silence() != null) ? "letter.alert.open.survey" : "letter.alert.open";
		return letter.button(told.words().text(open), link)
			.foot(told.ending())
			.foot(told.words().text("letter.alert.why", told.alert().author()))
			.foot(told.words().text("letter.alert.edit"), this.addresses.page("/notifications#alerts"))
			.foot(told.words().text("letter.message.choices"), this.addresses.page("/notifications#mine"));
	}

	private static void dropped(Letter letter, AlertWords told) {
		FigureText words = told.words();
		String earlier = words.range(told.before().from(), told.before().to().minusDays(1));
		String compared = (told.rule().baseline() == null) ? words.text("letter.alert.before.usual")
				: words.text("letter.alert.before.days", earlier);
		letter.paragraph(told.lead() + " " + compared);
		side(letter, told, told.before(), words.text("letter.alert.earlier", earlier));
		side(letter, told, told.now(), told.since() + ":");
		scale(letter, told);
		letter.paragraph(words.text("letter.alert.howMuch"),
				told.size() + words.text((told.now().responses() < 100) ? "letter.alert.fewYet" : "letter.alert.end"));
		letter.paragraph(words.text("letter.alert.howSure"), told.sure());
	}

	private static void below(Letter letter, AlertWords told) {
		side(letter, told, told.now(), told.since() + ":");
		scale(letter, told);
		letter.paragraph(told.words().text("letter.alert.howSure"), told.surelyBelow());
	}

	private static void surge(Letter letter, AlertWords told) {
		FigureText words = told.words();
		letter.paragraph(
				words.text("letter.alert.surge.lead", told.since(), words.count(told.surged().count()), told.bad())
						+ " " + told.usual());
		letter.paragraph(words.text("letter.alert.howSure"), told.surelyMore());
	}

	private static void side(Letter letter, AlertWords told, Finding.Figure figure, String label) {
		letter.paragraph(label, told.value(figure) + ", "
				+ told.words().between(told.metric(), Objects.requireNonNull(figure.interval()), figure.responses()));
		letter.bar(new Letter.Bar((told.metric() == Metric.NPS) ? -100 : 0, 100, Objects.requireNonNull(figure.value()),
				figure.interval().lower(), figure.interval().upper(), figure.responses() < FigureText.FEW));
	}

	private static void scale(Letter letter, AlertWords told) {
		FigureText words = told.words();
		if (told.metric() == Metric.NPS) {
			letter.scale(words.signed(-100, 0), "0", words.signed(100, 0));
		}
		else {
			letter.scale(words.percent(0), "", words.percent(100));
		}
	}

	private static void noted(Letter letter, AlertWords told) {
		told.notes()
			.stream()
			.map((note) -> told.words().day(note.day()) + ", " + note.text())
			.reduce((one, other) -> one + "; " + other)
			.ifPresent((noted) -> letter.paragraph(told.words().text("letter.alert.noted"), noted + "."));
	}

	private static void quoted(Letter letter, AlertWords told, @Nullable String link) {
		if (!told.quotes().isEmpty()) {
			letter
				.heading(told.words().text("letter.alert.said", told.bad(), told.words().since(told.finding().from())));
			letter.quotes(told.quotes().stream().map((quote) -> quote(told, quote, link)).toList());
		}
	}

	private static Letter.Quote quote(AlertWords told, Comments.Comment quote, @Nullable String link) {
		return new Letter.Quote(new Letter.Source(told.alert().surveyId(), quote.response(), quote.day()),
				quote.score(), quote.text(), told.words().weekday(quote.day()), link);
	}

}

package dev.voce.alert;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

import dev.voce.letter.Addresses;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.letter.Post;
import dev.voce.note.Notes;
import dev.voce.scoring.Drift;
import dev.voce.scoring.Metric;
import dev.voce.survey.Surveys;
import dev.voce.user.Colleagues;

/**
 * Tells users of an alert that was raised: what fell, from what to what, since when, from
 * how many answers, how sure that is, and what was written meanwhile.
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

	AlertMails(Colleagues colleagues, Surveys surveys, Comments comments, Notes notes, Addresses addresses, Post post) {
		this.colleagues = colleagues;
		this.surveys = surveys;
		this.comments = comments;
		this.notes = notes;
		this.addresses = addresses;
		this.post = post;
	}

	/** What a mail tells of. */
	private record Told(Alert alert, Finding finding, CountedDays.Read read, String survey,
			List<Comments.Comment> quotes, List<Notes.Noted> notes) {

		Metric metric() {
			return this.read.formula().metric();
		}

		/** What the figures are called. */
		String name() {
			return (this.alert.rule().value() != null) ? this.survey + " (" + this.alert.rule().value() + ")"
					: this.survey;
		}

		LocalDate lastDay() {
			return this.finding.to().minusDays(1);
		}

	}

	/** Writes to all whom the rule names, in the transaction that raises the alert. */
	void send(Alert alert, Finding finding, CountedDays.Read read) {
		UUID survey = alert.surveyId();
		boolean silence = finding.silence() != null;
		List<Comments.Comment> quotes = silence ? List.of()
				: this.comments.find(
						new Comments.Wanted(read.survey(), read.question(), Look.worst(read.formula()),
								alert.rule().segment(), alert.rule().value(), finding.from(), finding.to()),
						MOST_COMMENTS);
		Told told = new Told(alert, finding, read, this.surveys.names(alert.workspaceId()).getOrDefault(survey, ""),
				quotes, this.notes.between(survey, finding.from(), finding.to()));
		for (UUID user : alert.rule().users()) {
			this.colleagues.find(alert.workspaceId(), user)
				.ifPresent((colleague) -> this.post.send(alert.workspaceId(), null, colleague,
						alert.id().toString(), (words) -> letter(told, words)));
		}
	}

	private Letter letter(Told told, FigureText words) {
		return switch (told.alert().rule().kind()) {
			case DROP -> dropped(told, words);
			case BELOW -> below(told, words);
			case SURGE -> surge(told, words);
			case SILENCE -> silence(told, words);
		};
	}

	private Letter dropped(Told told, FigureText words) {
		Finding.Figure now = Objects.requireNonNull(told.finding().now());
		Finding.Figure before = Objects.requireNonNull(told.finding().before());
		Drift drift = Objects.requireNonNull(told.finding().drift());
		String title = words.text("letter.alert.dropped", told.name(), figureName(told, words),
				value(told, before, words), value(told, now, words));
		Letter letter = new Letter(words.language(), title, words.text("letter.alert.dropped.preview",
				since(told, words), words.counted("letter.answers", now.responses())), title);
		String compared = (told.alert().rule().baseline() == null) ? words.text("letter.alert.before.usual")
				: words.text("letter.alert.before.days", words.range(before.from(), before.to().minusDays(1)));
		letter.paragraph(
				words.text("letter.alert.lead", since(told, words), words.counted("letter.answers", now.responses()))
						+ " " + compared);
		side(letter, told, before,
				words.text("letter.alert.earlier", words.range(before.from(), before.to().minusDays(1))), words);
		side(letter, told, now, since(told, words) + ":", words);
		scale(letter, told, words);
		String size = words.text("letter.alert.size", words.points(told.metric(), words.signed(drift.delta(), 0)),
				bound(drift.lower(), words), bound(drift.upper(), words));
		letter.paragraph(words.text("letter.alert.howMuch"),
				size + words.text((now.responses() < 100) ? "letter.alert.fewYet" : "letter.alert.end"));
		letter.paragraph(words.text("letter.alert.howSure"), words.text("letter.alert.sure",
				words.decimal(100 * told.alert().rule().alpha(), digits(told)), pValue(drift.pValue(), words)));
		return ending(letter, told, words);
	}

	// A bound that rounds to nothing would contradict what the mail says.
	private static String bound(double bound, FigureText words) {
		int digits = 0;
		while (digits < 2 && Math.abs(bound) < 0.5 / Math.pow(10, digits)) {
			digits++;
		}
		return words.signed(bound, digits);
	}

	private static int digits(Told told) {
		double percent = 100 * told.alert().rule().alpha();
		return (percent == Math.rint(percent)) ? 0 : 1;
	}

	private static String pValue(double pValue, FigureText words) {
		return (pValue < 0.001) ? "p < " + words.decimal(0.001, 3) : "p = " + words.decimal(pValue, 3);
	}

	private Letter below(Told told, FigureText words) {
		Finding.Figure now = Objects.requireNonNull(told.finding().now());
		Drift drift = Objects.requireNonNull(told.finding().drift());
		double threshold = Objects.requireNonNull(told.alert().rule().threshold());
		String limit = words.figure(told.metric(), threshold);
		String title = words.text("letter.alert.below", told.name(), figureName(told, words), value(told, now, words),
				limit);
		Letter letter = new Letter(words.language(), title, words.text("letter.alert.dropped.preview",
				since(told, words), words.counted("letter.answers", now.responses())), title);
		side(letter, told, now, since(told, words) + ":", words);
		scale(letter, told, words);
		letter.paragraph(words.text("letter.alert.howSure"),
				words.text("letter.alert.below.sure", words.figure(told.metric(), threshold + drift.lower()),
						words.figure(told.metric(), threshold + drift.upper()), limit,
						words.decimal(100 * told.alert().rule().alpha(), digits(told))));
		return ending(letter, told, words);
	}

	private Letter surge(Told told, FigureText words) {
		Finding.Surged surge = Objects.requireNonNull(told.finding().surge());
		String bad = classWords(told, words);
		String title = words.text("letter.alert.surge", told.name(), words.count(surge.count()), bad);
		double usual = (double) surge.before() * told.alert().rule().period(told.finding().from()).length()
				/ ChronoUnit.DAYS.between(surge.baselineFrom(), surge.baselineTo());
		Letter letter = new Letter(words.language(), title,
				words.text("letter.alert.surge.usual", words.decimal(usual, (usual < 10) ? 1 : 0)), title);
		letter.paragraph(words.text("letter.alert.surge.lead", since(told, words), words.count(surge.count()), bad)
				+ " " + words.text("letter.alert.surge.usual", words.decimal(usual, (usual < 10) ? 1 : 0)));
		letter.paragraph(words.text("letter.alert.howSure"),
				words.text("letter.alert.surge.sure", words.count(surge.fewest()), pValue(surge.pValue(), words)));
		return ending(letter, told, words);
	}

	private Letter silence(Told told, FigureText words) {
		Finding.Silence silence = Objects.requireNonNull(told.finding().silence());
		String moment = words.moment(silence.since(), told.read().survey().zone());
		String title = words.text("letter.alert.silence", told.name());
		Letter letter = new Letter(words.language(), title, words.text("letter.alert.silence.since", moment), title);
		letter
			.paragraph(words.text("letter.alert.silence.since", moment) + " " + words.text("letter.alert.silence.usual",
					hours(told, words), words.decimal(silence.usual(), (silence.usual() < 10) ? 1 : 0)));
		letter.paragraph(words.text("letter.alert.silence.check"));
		letter.button(words.text("letter.alert.open.survey"),
				this.addresses.page("/surveys/" + told.alert().surveyId()));
		return foot(letter, told, words);
	}

	private static String hours(Told told, FigureText words) {
		long seconds = Objects.requireNonNull(told.alert().rule().after()).toSeconds();
		return (seconds < 7_200) ? words.counted("letter.alert.minutes", Math.max(1, seconds / 60))
				: words.counted("letter.alert.hours", seconds / 3_600);
	}

	private static String since(Told told, FigureText words) {
		String since = words.since(told.finding().from());
		return since.substring(0, 1).toUpperCase(words.language()) + since.substring(1);
	}

	private static String figureName(Told told, FigureText words) {
		return words.text("letter.alert.figure." + told.metric());
	}

	private static String classWords(Told told, FigureText words) {
		return words.text("letter.class." + Look.worst(told.read().formula()));
	}

	private static String value(Told told, Finding.Figure figure, FigureText words) {
		return words.figure(told.metric(), Objects.requireNonNull(figure.value()));
	}

	private static void side(Letter letter, Told told, Finding.Figure figure, String label, FigureText words) {
		letter.paragraph(label, value(told, figure, words) + ", "
				+ words.between(told.metric(), Objects.requireNonNull(figure.interval()), figure.responses()));
		boolean promoters = told.metric() == Metric.NPS;
		letter.bar(new Letter.Bar(promoters ? -100 : 0, 100, Objects.requireNonNull(figure.value()),
				Objects.requireNonNull(figure.interval()).lower(), figure.interval().upper(),
				figure.responses() < FigureText.FEW));
	}

	private static void scale(Letter letter, Told told, FigureText words) {
		if (told.metric() == Metric.NPS) {
			letter.scale(words.signed(-100, 0), "0", words.signed(100, 0));
		}
		else {
			letter.scale(words.percent(0), "", words.percent(100));
		}
	}

	private Letter ending(Letter letter, Told told, FigureText words) {
		if (!told.notes().isEmpty()) {
			letter.paragraph(words.text("letter.alert.noted"),
					told.notes()
						.stream()
						.map((note) -> words.day(note.day()) + ", " + note.text())
						.reduce((one, other) -> one + "; " + other)
						.orElse("") + ".");
		}
		Addresses.Filter filter = new Addresses.Filter(told.alert().rule().question(), told.finding().from(),
				told.finding().to(), Look.worst(told.read().formula()).name(), told.alert().rule().segment(),
				told.alert().rule().value());
		@Nullable String link = this.addresses.responses(told.alert().surveyId(), filter);
		if (!told.quotes().isEmpty()) {
			letter
				.heading(words.text("letter.alert.said", classWords(told, words), words.since(told.finding().from())));
			letter.quotes(told.quotes()
				.stream()
				.map((quote) -> new Letter.Quote(source(told, quote), quote.score(), quote.text(), words.weekday(quote.day()), link))
				.toList());
		}
		letter.button(words.text("letter.alert.open"), link);
		return foot(letter, told, words);
	}

	private static Letter.Source source(Told told, Comments.Comment quote) {
		return new Letter.Source(told.alert().surveyId(), quote.response(), quote.day());
	}

	private Letter foot(Letter letter, Told told, FigureText words) {
		AlertRule rule = told.alert().rule();
		LocalDate end = rule.period(told.lastDay()).to();
		String ends = (rule.kind() == AlertRule.Kind.SILENCE) ? words.text("letter.alert.once.silence")
				: end.equals(LocalDate.MAX) ? words.text("letter.alert.once")
						: words.text("letter.alert.once.until", words.day(end.minusDays(1)));
		return letter.foot(ends)
			.foot(words.text("letter.alert.why", told.alert().author()))
			.foot(words.text("letter.alert.edit"), this.addresses.page("/notifications#alerts"));
	}

}

package dev.voce.notification;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import dev.voce.alert.AlertView;
import dev.voce.cases.CaseReader;
import dev.voce.kpi.RangeFigures;
import dev.voce.letter.Addresses;
import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.letter.Letter;
import dev.voce.scoring.Metric;
import dev.voce.scoring.Scale;
import dev.voce.scoring.ScoreClass;

/** Writes a digest: what is to be done, all surveys at one glance, and then each. */
@Component
class DigestMail {

	private static final int LARGEST = 100_000;

	/** How many surveys are seen at one glance. */
	private static final int MOST_LINES = 50;

	/** How many surveys without responses are named. */
	private static final int MOST_SILENT = 20;

	private final Addresses addresses;

	DigestMail(Addresses addresses) {
		this.addresses = addresses;
	}

	/**
	 * For whom a digest is.
	 *
	 * @param owner whose surveys they are
	 * @param email the reader's address
	 * @param frequency how often it comes
	 * @param zone where the reader's days begin
	 * @param unsubscribe the path that ends it; {@code null} in a preview
	 */
	record Reader(String owner, String email, DigestChoice.Frequency frequency, ZoneId zone,
			@Nullable String unsubscribe) {
	}

	/** Writes it, with as many surveys in full as fit into 100 KB. */
	Letter letter(DigestContent.Content content, Reader reader, FigureText words) {
		int over = content.surveys().size();
		Letter letter = letter(content, reader, words, over);
		if (fits(letter)) {
			return letter;
		}
		int fitting = 0;
		letter = letter(content, reader, words, fitting);
		while (over - fitting > 1) {
			int whole = (fitting + over) / 2;
			Letter tried = letter(content, reader, words, whole);
			if (fits(tried)) {
				fitting = whole;
				letter = tried;
			}
			else {
				over = whole;
			}
		}
		return letter;
	}

	private static boolean fits(Letter letter) {
		return letter.html().getBytes(StandardCharsets.UTF_8).length <= LARGEST;
	}

	private Letter letter(DigestContent.Content content, Reader reader, FigureText words, int whole) {
		Letter letter = new Letter(words.language(), subject(content, words), preview(content, words),
				title(content.days(), reader.frequency(), words));
		letter.muted(reader.owner() + " · " + words.counted("letter.digest.surveys", content.surveys().size()) + ", "
				+ words.counted("letter.answers", content.responses()));
		tasks(letter, content, reader, words);
		letter.heading(words.text("letter.digest.howWeAre"));
		letter.lines(
				content.surveys().stream().limit(MOST_LINES).map((part) -> line(part, content.days(), words)).toList());
		if (content.surveys().size() > MOST_LINES) {
			letter.muted(more(content.surveys().size() - MOST_LINES, words));
		}
		if (!content.silent().isEmpty()) {
			letter.muted(words.text("letter.digest.silent", silent(content.silent(), words)));
		}
		content.surveys()
			.stream()
			.limit(whole)
			.forEach((part) -> survey(letter, part, content.days(), reader.frequency(), words));
		letter.foot(words.text("letter.digest.foot"))
			.foot(words.text("letter.digest.why." + reader.frequency(), reader.email()))
			.foot(words.text("letter.digest.change"), this.addresses.page("/notifications#mine"));
		if (reader.unsubscribe() != null) {
			letter.foot(words.text("letter.digest.unsubscribe"), this.addresses.page(reader.unsubscribe()));
		}
		return letter;
	}

	private static String silent(List<String> names, FigureText words) {
		String some = names.stream().limit(MOST_SILENT).collect(Collectors.joining(", "));
		return (names.size() <= MOST_SILENT) ? some : some + " " + more(names.size() - MOST_SILENT, words);
	}

	private static String more(int surveys, FigureText words) {
		return words.counted("letter.digest.more", surveys);
	}

	private static String title(DigestChoice.Days days, DigestChoice.Frequency frequency, FigureText words) {
		return StringUtils.capitalize((frequency == DigestChoice.Frequency.MONTHLY) ? words.month(days.from())
				: words.text("letter.digest.title." + frequency, days(days, words), days.from().getYear()));
	}

	private static String days(DigestChoice.Days days, FigureText words) {
		LocalDate last = days.to().minusDays(1);
		return days.from().equals(last) ? words.weekday(last) : words.range(days.from(), last);
	}

	/** The clearest change first, then the days. */
	private static String subject(DigestContent.Content content, FigureText words) {
		String days = days(content.days(), words);
		return content.surveys()
			.stream()
			.filter((part) -> part.isClear(words))
			.findFirst()
			.map((part) -> words.text(
					Objects.requireNonNull(part.change(words)).rises() ? "letter.digest.subject.rise"
							: "letter.digest.subject.fall",
					part.name(), figure(part, Objects.requireNonNull(part.figure().before()), words),
					figure(part, Objects.requireNonNull(part.figure().value()), words), days))
			.orElseGet(() -> words.text("letter.digest.subject.none",
					words.counted("letter.digest.surveys", content.surveys().size()), days));
	}

	private static String preview(DigestContent.Content content, FigureText words) {
		String overdue = (content.overdue() > 0) ? " " + words.counted("letter.digest.overdue", content.overdue()) + "."
				: "";
		return content.surveys()
			.stream()
			.map((part) -> part.name() + ": " + claim(part, words))
			.collect(Collectors.joining("; ")) + "." + overdue;
	}

	private static String figure(DigestContent.Part part, double value, FigureText words) {
		return words.figure(part.figure().formula().metric(), value);
	}

	private void tasks(Letter letter, DigestContent.Content content, Reader reader, FigureText words) {
		List<Letter.Fact> tasks = new ArrayList<>();
		if (content.overdue() > 0) {
			String mine = (content.mineOverdue() == 0 || content.earliestDue() == null) ? ""
					: words.counted("letter.digest.mine", content.mineOverdue()) + ", "
							+ words.text("letter.digest.since",
									words.weekday(LocalDate.ofInstant(content.earliestDue(), reader.zone())));
			tasks.add(new Letter.Fact(words.counted("letter.digest.overdue", content.overdue()), mine,
					this.addresses.page("/cases")));
		}
		content.surveys()
			.forEach((part) -> part.alerts()
				.stream()
				.min(Comparator.comparing((AlertView alert) -> Objects.requireNonNull(alert.raisedAt())))
				.ifPresent((first) -> tasks
					.add(new Letter.Fact(words.counted("letter.digest.alerts", part.alerts().size()),
							part.name() + ", " + raised(first, reader.zone(), words),
							this.addresses.page("/notifications#alerts")))));
		if (!tasks.isEmpty()) {
			letter.heading(words.text("letter.digest.toDo"));
			letter.tasks(tasks);
		}
	}

	private static String raised(AlertView alert, ZoneId zone, FigureText words) {
		return words.text("letter.digest.since",
				words.weekday(LocalDate.ofInstant(Objects.requireNonNull(alert.raisedAt()), zone)));
	}

	private Letter.Line line(DigestContent.Part part, DigestChoice.Days days, FigureText words) {
		FigureText.Change change = part.change(words);
		boolean few = part.figure().responses() < FigureText.FEW;
		String text = (part.hasFigure() && few) ? words.text("letter.digest.few", claim(part, words))
				: claim(part, words);
		String figure = part.hasFigure() ? figure(part, Objects.requireNonNull(part.figure().value()), words) : "–";
		return new Letter.Line(part.name(), text, figure, change != null && change.clear() && !change.rises(), few,
				link(part, days));
	}

	/** What is claimed of a change, without its interval. */
	private static String claim(DigestContent.Part part, FigureText words) {
		if (!part.hasFigure()) {
			return words.text("letter.digest.tooFew", words.counted("letter.answers", part.figure().responses()));
		}
		FigureText.Change change = part.change(words);
		return (change == null) ? words.counted("letter.answers", part.figure().responses())
				: change.claim().replaceFirst(":$", "");
	}

	private @Nullable String link(DigestContent.Part part, DigestChoice.Days days) {
		return this.addresses.figures(part.figure().survey().id(), filter(part, days, null));
	}

	private static Addresses.Filter filter(DigestContent.Part part, DigestChoice.Days days,
			@Nullable ScoreClass scoreClass) {
		return new Addresses.Filter(part.figure().question().key(), days.from(), days.to(),
				(scoreClass != null) ? scoreClass.name() : null, null, null);
	}

	private void survey(Letter letter, DigestContent.Part part, DigestChoice.Days days, DigestChoice.Frequency often,
			FigureText words) {
		RangeFigures.Range figure = part.figure();
		Metric metric = figure.formula().metric();
		Scale scale = figure.formula().scale();
		String link = link(part, days);
		letter.part(part.name(), words.text("letter.digest.scale", metric, scale.min(), scale.max()), link);
		if (part.hasFigure()) {
			figure(letter, part, often, words);
		}
		else {
			letter.paragraph(
					words.text("letter.digest.tooFewForScore", words.counted("letter.answers", figure.responses())));
		}
		List<Letter.Fact> facts = facts(part, words);
		if (!facts.isEmpty()) {
			letter.facts(facts);
		}
		List<ScoreClass> classes = figure.formula().classes();
		if (!classes.isEmpty()) {
			comments(letter, part, classes.get(classes.size() - 1), part.low(), days, words);
			comments(letter, part, classes.get(0), part.high(), days, words);
		}
		letter.link(link);
	}

	private static void figure(Letter letter, DigestContent.Part part, DigestChoice.Frequency often, FigureText words) {
		RangeFigures.Range figure = part.figure();
		Metric metric = figure.formula().metric();
		double value = Objects.requireNonNull(figure.value());
		boolean few = figure.responses() < FigureText.FEW;
		String mean = (figure.mean() == null || metric == Metric.NPS || metric == Metric.RATING) ? ""
				: words.text("letter.digest.mean", words.text("letter.digest.top." + metric),
						words.decimal(figure.mean(), 1), figure.formula().scale().max());
		letter.figure(words.figure(metric, value), few ? words.text("letter.digest.fewTag") : null, mean);
		if (figure.interval() != null) {
			double least = (metric == Metric.NPS) ? -100
					: (metric == Metric.RATING) ? figure.formula().scale().min() : 0;
			double most = (metric == Metric.RATING) ? figure.formula().scale().max() : 100;
			letter.bar(new Letter.Bar(least, most, value, figure.interval().lower(), figure.interval().upper(), few));
			letter.scale(words.figure(metric, least), (metric == Metric.NPS) ? "0" : "", words.figure(metric, most));
			letter.muted(words.between(metric, figure.interval(), figure.responses()) + " · " + words.percent(95));
		}
		FigureText.Change change = part.change(words);
		if (change != null && figure.before() != null) {
			String sentence = change.sentence() + ". "
					+ words.text("letter.digest.before." + often, words.figure(metric, figure.before()));
			if (change.clear() && !change.rises()) {
				letter.bad(sentence);
			}
			else {
				letter.paragraph(sentence);
			}
		}
	}

	private List<Letter.Fact> facts(DigestContent.Part part, FigureText words) {
		List<Letter.Fact> facts = new ArrayList<>();
		RangeFigures.Range figure = part.figure();
		if (figure.responseRate() != null && figure.asked() != null && figure.answered() != null) {
			facts.add(new Letter.Fact(words.text("letter.digest.rate"),
					words.text("letter.digest.rate.text", words.percent(figure.responseRate()),
							words.count(figure.answered()), words.count(figure.asked()))));
		}
		CaseReader.Counts cases = part.cases();
		if (cases != null && cases.opened() + cases.closed() + cases.overdue() > 0) {
			facts.add(new Letter.Fact(words.text("letter.digest.cases"), words.text("letter.digest.cases.text",
					words.count(cases.opened()), words.count(cases.closed()), words.count(cases.overdue()))));
		}
		part.alerts()
			.forEach((alert) -> facts.add(new Letter.Fact(words.text("letter.digest.alert.name"),
					words.text("letter.digest.alert.text." + alert.kind(),
							raised(alert, part.figure().survey().zone(), words)),
					this.addresses.page("/notifications#alerts"))));
		return facts;
	}

	private void comments(Letter letter, DigestContent.Part part, ScoreClass scoreClass,
			List<Comments.Comment> comments, DigestChoice.Days days, FigureText words) {
		if (comments.isEmpty()) {
			return;
		}
		letter.heading(words.text("letter.digest.class." + scoreClass) + " (" + scores(part, scoreClass) + ")");
		String link = this.addresses
			.page(Addresses.responses(part.figure().survey().id(), filter(part, days, scoreClass)));
		letter.quotes(comments.stream()
			.map((comment) -> quote(part.figure().survey().id(), comment, part.mentions(), link, words))
			.toList());
	}

	/** The scores of a class, for example "0–6". */
	private static String scores(DigestContent.Part part, ScoreClass scoreClass) {
		Scale scale = part.figure().formula().scale();
		IntSummaryStatistics scores = IntStream.rangeClosed(scale.min(), scale.max())
			.filter((score) -> part.figure().formula().classOf(score) == scoreClass)
			.summaryStatistics();
		return (scores.getCount() == 1) ? String.valueOf(scores.getMin()) : scores.getMin() + "–" + scores.getMax();
	}

	private Letter.Quote quote(UUID survey, Comments.Comment comment, Map<UUID, CaseReader.Mention> mentions,
			@Nullable String link, FigureText words) {
		CaseReader.Mention mention = mentions.get(comment.response());
		String day = words.weekday(comment.day());
		String when = (mention == null) ? day : day + " · " + words.text("letter.digest.case", mention.number());
		String place = (mention == null) ? link : this.addresses.page("/cases/" + mention.id());
		return new Letter.Quote(new Letter.Source(survey, comment.response(), comment.day()), comment.score(),
				comment.text(), when, place);
	}

}

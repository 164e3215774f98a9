package dev.voce.alert;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

import dev.voce.letter.Comments;
import dev.voce.letter.FigureText;
import dev.voce.note.Notes;
import dev.voce.scoring.Drift;
import dev.voce.scoring.Metric;
import dev.voce.scoring.ScoreClass;

/**
 * A raised alert in words.
 *
 * @param alert the alert
 * @param finding what raised it
 * @param read the counts that it is about
 * @param survey the survey's name
 * @param quotes what was written meanwhile
 * @param notes what was noted meanwhile
 * @param words the language and how figures read in it
 */
record AlertWords(Alert alert, Finding finding, CountedDays.Read read, String survey, List<Comments.Comment> quotes,
		List<Notes.Noted> notes, FigureText words) {

	/** The same in another language. */
	AlertWords in(FigureText other) {
		return new AlertWords(this.alert, this.finding, this.read, this.survey, this.quotes, this.notes, other);
	}

	Metric metric() {
		return this.read.formula().metric();
	}

	AlertRule rule() {
		return this.alert.rule();
	}

	Finding.Figure now() {
		return Objects.requireNonNull(this.finding.now());
	}

	Finding.Figure before() {
		return Objects.requireNonNull(this.finding.before());
	}

	Drift drift() {
		return Objects.requireNonNull(this.finding.drift());
	}

	Finding.Surged surged() {
		return Objects.requireNonNull(this.finding.surge());
	}

	Finding.Silence quiet() {
		return Objects.requireNonNull(this.finding.silence());
	}

	double threshold() {
		return Objects.requireNonNull(rule().threshold());
	}

	/** What happened, with the survey's name. */
	String title() {
		String name = (rule().value() != null) ? this.survey + " (" + rule().value() + ")" : this.survey;
		return name + ": " + headline();
	}

	/** What happened. */
	String headline() {
		return switch (rule().kind()) {
			case DROP -> this.words.text("letter.alert.dropped." + metric(), value(before()), value(now()));
			case BELOW -> this.words.text("letter.alert.below." + metric(), value(now()),
					this.words.figure(metric(), threshold()));
			case SURGE -> this.words.text("letter.alert.surge", this.words.count(surged().count()), bad());
			case SILENCE -> this.words.text("letter.alert.silence");
		};
	}

	/** Since when, from how many answers and with what certainty. */
	String explanation() {
		return switch (rule().kind()) {
			case DROP -> leadWithBefore() + " " + size() + this.words.text("letter.alert.end") + " " + sure();
			case BELOW -> lead() + " " + surelyBelow();
			case SURGE -> usual() + " " + surelyMore();
			case SILENCE -> silence();
		};
	}

	String lead() {
		return this.words.text("letter.alert.lead", since(), answers());
	}

	private String leadWithBefore() {
		Finding.Figure before = before();
		return this.words.text("letter.alert.lead.before", since(), answers(),
				this.words.counted("letter.answers", before.responses()),
				this.words.range(before.from(), before.to().minusDays(1)));
	}

	String answers() {
		return this.words.counted("letter.answers", now().responses());
	}

	/** How large a fall is. */
	String size() {
		return this.words.text("letter.alert.size", this.words.points(metric(), this.words.signed(drift().delta(), 0)),
				bound(drift().lower()), bound(drift().upper()));
	}

	// A bound that rounds to nothing would contradict what is said of it.
	private String bound(double bound) {
		int digits = 0;
		while (digits < 2 && Math.abs(bound) < 0.5 / Math.pow(10, digits)) {
			digits++;
		}
		return this.words.signed(bound, digits);
	}

	/** How sure a fall is. */
	String sure() {
		return this.words.text("letter.alert.sure", alpha(), pValue(drift().pValue()));
	}

	String surelyBelow() {
		return this.words.text("letter.alert.below.sure", this.words.figure(metric(), threshold() + drift().lower()),
				this.words.figure(metric(), threshold() + drift().upper()), this.words.figure(metric(), threshold()),
				alpha());
	}

	private String alpha() {
		double percent = 100 * rule().alpha();
		return this.words.decimal(percent, (percent == Math.rint(percent)) ? 0 : 1);
	}

	private String pValue(double pValue) {
		return (pValue < 0.001) ? "p < " + this.words.decimal(0.001, 3) : "p = " + this.words.decimal(pValue, 3);
	}

	/** How many bad answers are usual in the time of a surge. */
	String usual() {
		double before = ChronoUnit.DAYS.between(surged().baselineFrom(), surged().baselineTo());
		double usual = surged().before() * rule().period(this.finding.from()).length() / before;
		return this.words.text("letter.alert.surge.usual", rough(usual));
	}

	String surelyMore() {
		return this.words.text("letter.alert.surge.sure", this.words.count(surged().fewest()),
				pValue(surged().pValue()));
	}

	/** Since when no answers come, and how many usually do. */
	String silence() {
		String since = this.words.moment(quiet().since(), this.read.survey().zone());
		return this.words.text("letter.alert.silence.since", since) + " "
				+ this.words.text("letter.alert.silence.usual", hours(), rough(quiet().usual()));
	}

	private String hours() {
		long seconds = Objects.requireNonNull(rule().after()).toSeconds();
		return (seconds < 7_200) ? this.words.counted("letter.alert.minutes", Math.max(1, seconds / 60))
				: this.words.counted("letter.alert.hours", seconds / 3_600);
	}

	private String rough(double number) {
		return this.words.decimal(number, (number < 10) ? 1 : 0);
	}

	String since() {
		String since = this.words.since(this.finding.from());
		return since.substring(0, 1).toUpperCase(this.words.language()) + since.substring(1);
	}

	/** Answers of the worst class. */
	String bad() {
		return this.words.text("letter.class." + worst());
	}

	ScoreClass worst() {
		return Look.worst(this.read.formula());
	}

	String value(Finding.Figure figure) {
		return this.words.figure(metric(), Objects.requireNonNull(figure.value()));
	}

	/** When it ends, and what happens until then. */
	String ending() {
		LocalDate end = rule().period(this.finding.to().minusDays(1)).to();
		if (rule().kind() == AlertRule.Kind.SILENCE) {
			return this.words.text("letter.alert.once.silence");
		}
		return end.equals(LocalDate.MAX) ? this.words.text("letter.alert.once")
				: this.words.text("letter.alert.once.until", this.words.day(end.minusDays(1)));
	}

}

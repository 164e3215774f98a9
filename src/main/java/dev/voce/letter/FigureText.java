package dev.voce.letter;

import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

import dev.voce.scoring.Interval;
import dev.voce.scoring.Metric;

/**
 * Figures and dates as the pages write them: rounded half away from zero, an NPS with its
 * sign, shares in percent, and a claim only where test and interval agree.
 *
 * @param language of the texts and numbers, English or Italian
 */
public record FigureText(Locale language) {

	/** Takes English where there are no texts in a language. */
	public FigureText {
		language = language.getLanguage().equals("it") ? Locale.ITALIAN : Locale.ENGLISH;
	}

	/** Fewer answers than these make no score. */
	public static final int TOO_FEW = 10;

	/** Fewer answers than these make a score that says little. */
	public static final int FEW = 30;

	/** Below this, a bound is as good as nothing: half a hundredth. */
	private static final double LEAST = 0.005;

	/** Marks where an argument begins in a text. */
	private static final String BEGIN = "\uE000";

	private static final String END = "\uE001";

	private static final Pattern PLACE = Pattern
		.compile("(?:\\b(il|al|dal|alle) )?" + BEGIN + "([^" + END + "]*)" + END);

	private static final Pattern NUMBER = Pattern.compile("[+\u2212][0-9.,]+|0|[0-9]+,[0-9]+");

	private static final Pattern ELIDING = Pattern.compile("(?:8|8[0-9]|11)(?:[,%\\s]|$)|1%");

	private static final MessageSource TEXTS = texts();

	private static MessageSource texts() {
		ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
		texts.setBasename("mails/mails");
		texts.setDefaultEncoding("UTF-8");
		texts.setBundleClassLoader(FigureText.class.getClassLoader());
		texts.setFallbackToSystemLocale(false);
		texts.setAlwaysUseMessageFormat(true);
		return texts;
	}

	/**
	 * Writes a text out.
	 * @param code the key of a message
	 * @param arguments of the message; a number is written without grouping
	 * @return the text
	 */
	public String text(String code, @Nullable Object... arguments) {
		Object[] marked = Stream.of(arguments)
			.map((argument) -> BEGIN + String.valueOf(argument).replaceAll("[" + BEGIN + END + "]", "") + END)
			.toArray();
		return PLACE.matcher(TEXTS.getMessage(code, marked, this.language))
			.replaceAll((place) -> Matcher.quoteReplacement(withArticle(place.group(1), place.group(2))));
	}

	/**
	 * A value with the Italian article before it, which loses its vowel before some
	 * numbers ("l’80%", "dall’8 marzo", "all’1:05") and is left out before a figure that
	 * is no percentage ("da +43").
	 */
	private static String withArticle(@Nullable String article, String value) {
		if (article == null) {
			return value;
		}
		if (article.equals("alle")) {
			return value.startsWith("1:") ? "all’" + value : article + " " + value;
		}
		String preposition = article.substring(0, article.length() - 1);
		if (NUMBER.matcher(value).matches()) {
			return preposition.equals("i") ? value : preposition + " " + value;
		}
		if (!ELIDING.matcher(value).lookingAt()) {
			return article + " " + value;
		}
		return (preposition.equals("i") ? "l" : preposition + "ll") + "’" + value;
	}

	/**
	 * So many of something.
	 * @param code what the keys of both messages begin with
	 * @param n how many
	 * @return for example "1 answer"
	 */
	public String counted(String code, long n) {
		return text(code + ((n == 1) ? ".one" : ".other"), count(n));
	}

	/**
	 * A number of things.
	 * @param n how many
	 * @return the number with its groups of digits
	 */
	public String count(long n) {
		return decimal(n, 0);
	}

	/**
	 * A decimal number.
	 * @param value the number
	 * @param digits how many after the point
	 * @return the number, with a true minus sign
	 */
	public String decimal(double value, int digits) {
		return format(NumberFormat.getNumberInstance(this.language), value, digits);
	}

	/**
	 * A percentage.
	 * @param value 0 to 100
	 * @return for example "29%"
	 */
	public String percent(double value) {
		return percent(value, 0);
	}

	private String percent(double value, int digits) {
		return format(NumberFormat.getPercentInstance(this.language), value / 100, digits);
	}

	/**
	 * A number with its sign.
	 * @param value the number
	 * @param digits how many after the point
	 * @return for example "+3"; "0" without a sign
	 */
	public String signed(double value, int digits) {
		String text = decimal(value, digits);
		boolean zero = text.chars().noneMatch((character) -> character >= '1' && character <= '9');
		return (value > 0 && !zero) ? "+" + text : text;
	}

	private static String format(NumberFormat format, double value, int digits) {
		format.setGroupingUsed(true);
		format.setRoundingMode(RoundingMode.HALF_UP);
		format.setMinimumFractionDigits(digits);
		format.setMaximumFractionDigits(digits);
		String text = format.format(value).replace('\u00a0', ' ').replace('-', '\u2212');
		return text.matches("\u2212[0.,]+%?") ? text.substring(1) : text;
	}

	/**
	 * A figure.
	 * @param metric what it measures
	 * @param value the figure
	 * @return the figure as its metric is written
	 */
	public String figure(Metric metric, double value) {
		return figure(metric, value, 0);
	}

	private String figure(Metric metric, double value, int finer) {
		return switch (metric) {
			case NPS -> signed(value, finer);
			case CSAT, CES -> percent(value, finer);
			case RATING -> decimal(value, 1 + finer);
		};
	}

	/**
	 * Where an interval lies.
	 * @param metric what the figure measures
	 * @param interval its interval
	 * @param answers how many it is from
	 * @return the sentence's part, for example "between +6 and +24, from 324 answers"
	 */
	public String between(Metric metric, Interval interval, long answers) {
		int finer = fineness(metric, interval);
		return text("letter.between", figure(metric, interval.lower(), finer), figure(metric, interval.upper(), finer),
				counted("letter.answers", answers));
	}

	/** How many more digits keep the ends of an interval apart. */
	private int fineness(Metric metric, Interval interval) {
		int finer = 0;
		while (finer < 2 && interval.lower() < interval.upper()
				&& figure(metric, interval.lower(), finer).equals(figure(metric, interval.upper(), finer))) {
			finer++;
		}
		return finer;
	}

	/**
	 * How a figure differs from an earlier one.
	 *
	 * @param clear whether it is more than chance
	 * @param rises whether it is more than before
	 * @param claim what is claimed
	 * @param rest the interval, and what isn't claimed
	 */
	public record Change(boolean clear, boolean rises, String claim, String rest) {

		/**
		 * The whole sentence.
		 * @return claim and rest
		 */
		public String sentence() {
			return this.claim + " " + this.rest;
		}

	}

	/**
	 * Tells a difference.
	 * @param metric what the figures measure
	 * @param delta the difference
	 * @param lower the lower bound of its interval
	 * @param upper the upper bound
	 * @param significant whether the test says that it is more than chance
	 * @return the words
	 */
	public Change change(Metric metric, double delta, double lower, double upper, boolean significant) {
		double nearest = Math.min(Math.abs(lower), Math.abs(upper));
		boolean clear = significant && lower * upper > 0 && nearest >= LEAST;
		int usual = (metric == Metric.RATING) ? 1 : 0;
		int digits = usual;
		while (clear && nearest < 0.5 / Math.pow(10, digits)) {
			digits++;
		}
		String text = signed(delta, digits);
		String ends = text("letter.change.interval", signed(lower, digits), signed(upper, digits));
		if (clear) {
			String claim = text((delta > 0) ? "letter.change.rise" : "letter.change.fall", points(metric, text));
			return new Change(true, delta > 0, claim, ends);
		}
		if (Math.abs(delta) < 0.5 / Math.pow(10, usual)) {
			String least = points(metric, decimal(1 / Math.pow(10, usual), usual));
			return new Change(false, false, text("letter.change.none"), text("letter.change.less", least) + " " + ends);
		}
		return new Change(false, delta > 0, text("letter.change.none"),
				text("letter.change.chance", text) + " " + ends);
	}

	/**
	 * A difference with its unit.
	 * @param metric what the figures measure
	 * @param delta the difference as it is written
	 * @return for example "+8 points"
	 */
	public String points(Metric metric, String delta) {
		if (metric == Metric.RATING) {
			return delta;
		}
		return text(delta.matches("\\D?1") ? "letter.point" : "letter.points", delta);
	}

	/**
	 * A month.
	 * @param day one of its days
	 * @return for example "October 2026"
	 */
	public String month(LocalDate day) {
		return day.format(DateTimeFormatter.ofPattern("LLLL yyyy", this.language));
	}

	/**
	 * A day without its year and weekday.
	 * @param day the day
	 * @return for example "5 November"
	 */
	public String day(LocalDate day) {
		String first = (day.getDayOfMonth() == 1) ? "letter.day.first" : "letter.day";
		return day.format(DateTimeFormatter.ofPattern(text(first), this.language));
	}

	/**
	 * A day in full, without its year.
	 * @param day the day
	 * @return for example "Thursday 5 November"
	 */
	public String weekday(LocalDate day) {
		return day.format(DateTimeFormatter.ofPattern("EEEE", this.language)) + " " + day(day);
	}

	/**
	 * A day and the time of day.
	 * @param at the instant
	 * @param zone whose clock is meant
	 * @return for example "Thursday 5 November at 11:48"
	 */
	public String moment(Instant at, ZoneId zone) {
		return text("letter.moment", weekday(at.atZone(zone).toLocalDate()),
				at.atZone(zone).format(DateTimeFormatter.ofPattern("H:mm", this.language)));
	}

	/**
	 * A day from which on something holds.
	 * @param day the day
	 * @return for example "from 5 November"
	 */
	public String from(LocalDate day) {
		return text("letter.from", day(day));
	}

	/**
	 * A day since which something is so.
	 * @param day the day
	 * @return for example "since 5 November"
	 */
	public String since(LocalDate day) {
		return text("letter.since", day(day));
	}

	/**
	 * A range of days.
	 * @param from the first
	 * @param last the last
	 * @return for example "from 3 August to 31 October", and "from 2 to 8 November"
	 */
	public String range(LocalDate from, LocalDate last) {
		boolean sameMonth = from.withDayOfMonth(1).equals(last.withDayOfMonth(1));
		String first = sameMonth ? number(from) : day(from);
		return text("letter.from", first) + " " + text("letter.to", day(last));
	}

	private String number(LocalDate day) {
		String first = (day.getDayOfMonth() == 1) ? "letter.number.first" : "letter.number";
		return day.format(DateTimeFormatter.ofPattern(text(first), this.language));
	}

}

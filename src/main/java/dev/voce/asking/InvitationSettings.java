package dev.voce.asking;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.voce.invitationmail.FieldText;
import dev.voce.invitationmail.InvitationTexts;
import dev.voce.web.Flaw;
import dev.voce.web.Languages;
import dev.voce.web.Problem;

/**
 * How a survey invites, as it is sent and stored.
 *
 * @param texts what the mails say, by language; Voce's own words where absent
 * @param scoreLinks whether the scores of the first question are in the mail; absent for
 * yes
 * @param reminders after which time each further mail goes out to who has not answered,
 * from the mail before: up to 3 durations such as P3D
 * @param expires how long a link takes answers after its first mail was due; P30D when
 * absent
 * @param window when mails go out; at any time when absent
 * @param perHour how many mails go out in an hour at most; any number when absent
 * @param quarantine how long nobody is asked again, over all surveys; the workspace's
 * when absent
 * @param recurring who is asked regularly; nobody when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InvitationSettings(@Nullable Map<String, InvitationTexts> texts, @Nullable Boolean scoreLinks,
		@Nullable List<Duration> reminders, @Nullable Duration expires, @Nullable Window window,
		@Nullable Integer perHour, @Nullable Duration quarantine, @Nullable Recurring recurring) {

	static final InvitationSettings USUAL = new InvitationSettings(Map.of(), true, List.of(), Duration.ofDays(30), null,
			null, null, null);

	/** The longest time that a setting may name. */
	public static final Duration LONGEST = Duration.ofDays(366);

	private static final int MOST_REMINDERS = 3;

	private static final int MOST_AN_HOUR = 100_000;

	private static final int LONGEST_LINE = 200;

	private static final int LONGEST_TEXT = 2_000;

	/**
	 * Who is asked regularly. In quarantine, a mail waits for its end; it is skipped
	 * where that comes after the person's next turn.
	 *
	 * @param every once in this time, in whole days from P1D to P366D
	 * @param where only people whose attributes have one of these values; everybody when
	 * absent
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Recurring(Duration every, @Nullable Map<String, List<String>> where) {

		/**
		 * Whether it asks a person with such attributes.
		 * @param attributes the person's
		 * @return {@code true} if so
		 */
		public boolean includes(Map<String, Object> attributes) {
			return this.where == null || this.where.entrySet()
				.stream()
				.allMatch((one) -> one.getValue().contains(String.valueOf(attributes.get(one.getKey()))));
		}

	}

	/**
	 * When mails go out, by the clock of whoever gets them.
	 *
	 * @param days on which weekdays, at least one
	 * @param from from this time of the day on
	 * @param to until before this time of the day, later than {@code from}
	 */
	public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {

		/**
		 * The first instant from one on at which a mail may go out. A time that the clock
		 * skips is the next that it shows; one that it repeats is both.
		 * @param earliest the first that is wanted
		 * @param zone of whoever gets the mail
		 * @return the instant
		 */
		public Instant next(Instant earliest, ZoneId zone) {
			ZonedDateTime local = earliest.atZone(zone);
			LocalDate day = local.toLocalDate();
			if (isOpen(local)) {
				return earliest;
			}
			boolean over = !this.days.contains(day.getDayOfWeek()) || !local.toLocalTime().isBefore(this.from);
			LocalDate next = over ? day.plusDays(1) : day;
			while (!this.days.contains(next.getDayOfWeek())) {
				next = next.plusDays(1);
			}
			return next.atTime(this.from).atZone(zone).toInstant();
		}

		private boolean isOpen(ZonedDateTime local) {
			LocalTime time = local.toLocalTime();
			return this.days.contains(local.getDayOfWeek()) && !time.isBefore(this.from) && time.isBefore(this.to);
		}

	}

	/** With the usual values where none are given. */
	public InvitationSettings {
		texts = (texts != null) ? texts : Map.of();
		scoreLinks = (scoreLinks != null) ? scoreLinks : Boolean.TRUE;
		reminders = (reminders != null) ? reminders : List.of();
		expires = (expires != null) ? expires : Duration.ofDays(30);
	}

	/**
	 * What the mails say.
	 * @return the texts by language
	 */
	public Map<String, InvitationTexts> written() {
		return Objects.requireNonNull(this.texts);
	}

	/**
	 * Whether the scores of the first question are in the mail.
	 * @return {@code true} if so
	 */
	public boolean hasScoreLinks() {
		return Objects.requireNonNull(this.scoreLinks);
	}

	/**
	 * How long a link takes answers.
	 * @return the time, from when the first mail was due
	 */
	public Duration lifetime() {
		return Objects.requireNonNull(this.expires);
	}

	/**
	 * After which time a reminder follows.
	 * @param number how many went before it
	 * @return the time from the mail before; {@code null} where none follows
	 */
	public @Nullable Duration reminder(int number) {
		List<Duration> all = Objects.requireNonNull(this.reminders);
		return (number < all.size()) ? all.get(number) : null;
	}

	/**
	 * Checks all settings.
	 * @throws Problem (422) if some are not accepted
	 */
	public void check() {
		List<Flaw> flaws = new ArrayList<>();
		written().forEach((language, written) -> checkTexts(language, written, flaws));
		List<@Nullable Duration> times = new ArrayList<>(Objects.requireNonNull(this.reminders));
		if (times.size() > MOST_REMINDERS) {
			flaws.add(Flaw.at("/reminders", "invitation.reminders", MOST_REMINDERS));
		}
		for (int i = 0; i < times.size(); i++) {
			checkTime("/reminders/" + i, times.get(i), flaws);
		}
		checkTime("/expires", this.expires, flaws);
		if (this.quarantine != null && !this.quarantine.isZero()) {
			checkTime("/quarantine", this.quarantine, flaws);
		}
		if (this.perHour != null && (this.perHour < 1 || this.perHour > MOST_AN_HOUR)) {
			flaws.add(Flaw.at("/perHour", "value.integer", 1, MOST_AN_HOUR));
		}
		checkWindow(flaws);
		checkRecurring(flaws);
		if (!flaws.isEmpty()) {
			throw Problem.invalid(flaws);
		}
	}

	private static void checkTexts(String language, @Nullable InvitationTexts texts, List<Flaw> flaws) {
		String at = "/texts" + Flaw.step(language);
		if (!Languages.isTag(language) || texts == null) {
			flaws.add(Flaw.at(at, "value.language"));
			return;
		}
		checkText(at + "/subject", texts.subject(), LONGEST_LINE, true, flaws);
		checkText(at + "/opening", texts.opening(), LONGEST_TEXT, false, flaws);
		checkText(at + "/button", texts.button(), LONGEST_LINE, true, flaws);
		checkText(at + "/reason", texts.reason(), LONGEST_LINE, true, flaws);
	}

	private static void checkText(String at, @Nullable String text, int longest, boolean line, List<Flaw> flaws) {
		if (text == null) {
			return;
		}
		if (!isText(text, longest, line)) {
			flaws.add(Flaw.at(at, line ? "workspace.line" : "case.text", longest));
		}
		else if (!new FieldText(text).isWellFormed()) {
			flaws.add(Flaw.at(at, "invitation.fields"));
		}
	}

	/**
	 * Whether a text can be written: not blank, storable, and one line where it must.
	 * @param text the text
	 * @param longest how many characters at most
	 * @param line whether it must be one line
	 * @return {@code true} if so
	 */
	public static boolean isText(String text, int longest, boolean line) {
		return !text.isBlank() && text.length() <= longest
				&& text.matches(line ? "[^\\p{Cc}\\p{Cs}\u2028\u2029]*" : "(?s)[^\\x00\\p{Cs}]*");
	}

	private static boolean isStorable(@Nullable String text) {
		return text != null && text.matches("[^\\x00\\p{Cs}]*");
	}

	private static void checkTime(String at, @Nullable Duration time, List<Flaw> flaws) {
		if (time == null || time.getNano() != 0 || time.compareTo(Duration.ofSeconds(1)) < 0
				|| time.compareTo(LONGEST) > 0) {
			flaws.add(Flaw.at(at, "invitation.time"));
		}
	}

	private void checkWindow(List<Flaw> flaws) {
		if (this.window != null && (this.window.days() == null || this.window.days().isEmpty()
				|| this.window.days().contains(null) || this.window.from() == null || this.window.to() == null
				|| !this.window.from().isBefore(this.window.to()))) {
			flaws.add(Flaw.at("/window", "invitation.window"));
		}
	}

	private void checkRecurring(List<Flaw> flaws) {
		if (this.recurring == null) {
			return;
		}
		Duration every = this.recurring.every();
		if (every == null || every.toDays() < 1 || !every.equals(Duration.ofDays(every.toDays()))
				|| every.compareTo(LONGEST) > 0) {
			flaws.add(Flaw.at("/recurring/every", "invitation.days"));
		}
		if (this.recurring.where() != null) {
			this.recurring.where().forEach((name, values) -> {
				if (!isStorable(name) || values == null || values.isEmpty()
						|| !values.stream().allMatch(InvitationSettings::isStorable)) {
					flaws.add(Flaw.at("/recurring/where" + Flaw.step(name), "case.rule.where", 100));
				}
			});
		}
	}

}

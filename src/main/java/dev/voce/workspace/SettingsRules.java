package dev.voce.workspace;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.voce.delivery.MailAddress;
import dev.voce.hours.BusinessHours;
import dev.voce.hours.BusinessHours.Span;
import dev.voce.web.Flaw;
import dev.voce.web.Languages;
import dev.voce.web.Problem;
import dev.voce.web.Zones;

/** Validates the settings of a workspace, and reads its business hours. */
final class SettingsRules {

	private static final int MOST_HOLIDAYS = 1_000;

	private static final int MOST_CAUSES = 50;

	private static final int LONGEST_LINE = 100;

	private static final int LONGEST_ADDRESS = 300;

	private static final Duration LONGEST_QUARANTINE = Duration.ofDays(366);

	private static final int DAY = 24 * 60;

	private final List<Flaw> flaws = new ArrayList<>();

	private SettingsRules() {
	}

	/**
	 * Validates settings.
	 * @throws Problem (422) if some are not accepted
	 */
	static void check(WorkspaceSettings settings) {
		SettingsRules rules = new SettingsRules();
		rules.checkHours(settings);
		rules.checkCauses(settings.causes());
		rules.checkQuarantine(settings.quarantine());
		if (settings.mail() != null) {
			rules.checkMail(settings.mail());
		}
		if (!rules.flaws.isEmpty()) {
			throw Problem.invalid(rules.flaws);
		}
	}

	private void checkQuarantine(@Nullable Duration time) {
		if (time != null && (time.isNegative() || time.getNano() != 0 || time.compareTo(LONGEST_QUARANTINE) > 0)) {
			this.flaws.add(Flaw.at("/quarantine", "invitation.time"));
		}
	}

	private void checkHours(WorkspaceSettings settings) {
		if (settings.zone() != null && !Zones.isKnown(settings.zone())) {
			this.flaws.add(Flaw.at("/zone", "value.zone"));
		}
		if (settings.holidays() != null && (settings.holidays().size() > MOST_HOLIDAYS
				|| settings.holidays().stream().anyMatch(Objects::isNull))) {
			this.flaws.add(Flaw.at("/holidays", "workspace.holidays", MOST_HOLIDAYS));
		}
		if (settings.businessHours() != null) {
			settings.businessHours().forEach((day, hours) -> {
				try {
					spans(hours);
				}
				catch (IllegalArgumentException | DateTimeException ex) {
					this.flaws.add(Flaw.at("/businessHours/" + day, "workspace.hours"));
				}
			});
		}
	}

	private void checkCauses(@Nullable List<RootCause> causes) {
		if (causes == null) {
			return;
		}
		Set<String> keys = new HashSet<>();
		if (causes.size() > MOST_CAUSES) {
			this.flaws.add(Flaw.at("/causes", "workspace.causes", MOST_CAUSES));
		}
		for (int i = 0; i < causes.size(); i++) {
			@Nullable RootCause cause = causes.get(i);
			if (cause == null || cause.key() == null || !cause.key().matches("[a-z][a-z0-9_]{0,39}")
					|| !keys.add(cause.key())) {
				this.flaws.add(Flaw.at("/causes/" + i, "workspace.cause"));
			}
			else if (cause.text() == null || cause.text().isEmpty()
					|| !cause.text().values().stream().allMatch((text) -> isLine(text, LONGEST_LINE))) {
				this.flaws.add(Flaw.at("/causes/" + i + "/text", "workspace.causeText", LONGEST_LINE));
			}
			else {
				checkLanguages(cause.text().keySet(), "/causes/" + i + "/text");
			}
		}
	}

	private void checkLanguages(Set<String> languages, String at) {
		languages.stream()
			.filter((language) -> !Languages.isTag(language))
			.forEach((language) -> this.flaws.add(Flaw.at(at + Flaw.step(language), "value.language")));
	}

	private void checkMail(MailSettings mail) {
		if (mail.fromName() != null && !isLine(mail.fromName(), LONGEST_LINE)) {
			this.flaws.add(Flaw.at("/mail/fromName", "workspace.name"));
		}
		if (mail.from() != null && !MailAddress.is(mail.from())) {
			this.flaws.add(Flaw.at("/mail/from", "value.mailAddress"));
		}
		if (mail.replyTo() != null && !MailAddress.is(mail.replyTo())) {
			this.flaws.add(Flaw.at("/mail/replyTo", "value.mailAddress"));
		}
		if (mail.postalAddress() != null && !isLine(mail.postalAddress(), LONGEST_ADDRESS)) {
			this.flaws.add(Flaw.at("/mail/postalAddress", "workspace.line", LONGEST_ADDRESS));
		}
	}

	private static boolean isLine(@Nullable String text, int longest) {
		return text != null && !text.isBlank() && text.length() <= longest
				&& text.matches("[^\\p{Cc}\\p{Cs}\u2028\u2029]*");
	}

	/** The business hours of settings that were validated. */
	static BusinessHours hours(WorkspaceSettings settings) {
		ZoneId zone = ZoneId.of(Objects.requireNonNullElse(settings.zone(), "UTC"));
		Map<DayOfWeek, List<Span>> week = new TreeMap<>();
		if (settings.businessHours() != null) {
			settings.businessHours().forEach((day, hours) -> week.put(day, spans(hours)));
		}
		return new BusinessHours(zone, week,
				Set.copyOf(Objects.requireNonNullElse(settings.holidays(), List.<LocalDate>of())));
	}

	private static List<Span> spans(@Nullable List<List<String>> hours) {
		if (hours == null) {
			throw new IllegalArgumentException("an empty list is a day without hours");
		}
		List<Span> spans = new ArrayList<>();
		for (@Nullable
		List<String> each : hours) {
			if (each == null || each.size() != 2) {
				throw new IllegalArgumentException("from when to when");
			}
			Span span = new Span(minute(each.get(0)), minute(each.get(1)));
			if (!spans.isEmpty() && spans.get(spans.size() - 1).to() > span.from()) {
				throw new IllegalArgumentException("hours overlap, or are out of order");
			}
			spans.add(span);
		}
		return spans;
	}

	private static int minute(@Nullable String time) {
		if ("24:00".equals(time)) {
			return DAY;
		}
		if (time == null || !time.matches("[0-9]{2}:[0-9]{2}")) {
			throw new IllegalArgumentException("not a time");
		}
		LocalTime parsed = LocalTime.parse(time);
		return parsed.getHour() * 60 + parsed.getMinute();
	}

}

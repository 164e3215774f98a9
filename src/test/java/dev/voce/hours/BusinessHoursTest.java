package dev.voce.hours;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.voce.hours.BusinessHours.Span;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Hours of work, against a count of every minute. */
class BusinessHoursTest {

	private static final ZoneId ROME = ZoneId.of("Europe/Rome");

	private static BusinessHours nineToSix(LocalDate... holidays) {
		Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
		for (DayOfWeek day : DayOfWeek.values()) {
			if (day.getValue() <= 5) {
				week.put(day, List.of(new Span(540, 780), new Span(840, 1_080)));
			}
		}
		return new BusinessHours(ROME, week, Set.of(holidays));
	}

	private static Instant rome(String local) {
		return java.time.LocalDateTime.parse(local).atZone(ROME).toInstant();
	}

	@Test
	void workThatDoesNotFitIntoADayGoesOnAfterTheWeekend() {
		assertThat(nineToSix().after(rome("2026-11-27T17:00"), Duration.ofHours(3)))
			.isEqualTo(rome("2026-11-30T11:00"));
	}

	@Test
	void whatComesAtNightBeginsInTheMorning() {
		assertThat(nineToSix().after(rome("2026-11-26T22:13"), Duration.ofMinutes(1)))
			.isEqualTo(rome("2026-11-27T09:01"));
	}

	@Test
	void holidaysOnBothSidesOfAChangeOfTheClockDoNotCount() {
		BusinessHours hours = nineToSix(LocalDate.of(2026, 3, 27), LocalDate.of(2026, 3, 30));
		assertThat(hours.after(rome("2026-03-26T17:00"), Duration.ofHours(2))).isEqualTo(rome("2026-03-31T10:00"));
		assertThat(hours.between(rome("2026-03-26T17:00"), rome("2026-03-31T10:00"))).isEqualTo(Duration.ofHours(2));
	}

	@Test
	void anHourThatTheClockRepeatsCountsTwiceAndOneThatItSkipsNotAtAll() {
		BusinessHours nights = new BusinessHours(ROME, Map.of(DayOfWeek.SUNDAY, List.of(new Span(60, 240))), Set.of());
		assertThat(nights.between(rome("2026-10-25T00:00"), rome("2026-10-26T00:00"))).isEqualTo(Duration.ofHours(4));
		assertThat(nights.between(rome("2026-03-29T00:00"), rome("2026-03-30T00:00"))).isEqualTo(Duration.ofHours(2));
	}

	@Test
	void withoutHoursAllCount() {
		BusinessHours always = new BusinessHours(ROME, Map.of(DayOfWeek.MONDAY, List.of()),
				Set.of(LocalDate.of(2026, 11, 26)));
		Instant start = rome("2026-11-26T10:00");
		assertThat(always.after(start, Duration.ofHours(24))).isEqualTo(start.plus(Duration.ofHours(24)));
		assertThat(always.between(start, start.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void whatHasNoEndIn366DaysEndsThen() {
		Set<LocalDate> years = new HashSet<>();
		LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2028, 1, 1)).forEach(years::add);
		Instant start = rome("2026-02-01T10:00");
		assertThat(nineToSix(years.toArray(LocalDate[]::new)).after(start, Duration.ofHours(1)))
			.isEqualTo(start.plus(Duration.ofDays(366)));
	}

	@Test
	void hoursThatOverlapOrEndBeforeTheyStartAreRefused() {
		assertThatThrownBy(() -> new Span(600, 600)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new Span(600, 1_441)).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> new BusinessHours(ROME,
				Map.of(DayOfWeek.MONDAY, List.of(new Span(0, 600), new Span(599, 700))), Set.of()))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void everyTimeIsThatOfACountOfEveryMinute() {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		List<ZoneId> zones = List.of(ROME, ZoneId.of("America/St_Johns"), ZoneId.of("Australia/Lord_Howe"),
				ZoneId.of("Pacific/Apia"), ZoneId.of("America/Sao_Paulo"), ZoneId.of("Africa/Casablanca"));
		List<Instant> changes = List.of(Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2011-12-30T10:00:00Z"),
				Instant.parse("2017-10-15T03:00:00Z"), Instant.parse("2026-10-25T01:00:00Z"),
				Instant.parse("2026-04-04T15:00:00Z"));
		for (int run = 0; run < 300; run++) {
			BusinessHours hours = random(random, zones.get(random.nextInt(zones.size())));
			Instant start = changes.get(random.nextInt(changes.size()))
				.plusSeconds(60L * (random.nextInt(4 * 1_440) - 3 * 1_440));
			Instant end = start.plusSeconds(60L * random.nextInt(6 * 1_440));
			Duration counted = counted(hours, start, end);
			assertThat(hours.between(start, end)).as("seed %s, run %s, %s", seed, run, hours).isEqualTo(counted);
			if (!counted.isZero()) {
				Instant due = hours.after(start, counted);
				assertThat(due).as("seed %s, run %s, %s", seed, run, hours).isBeforeOrEqualTo(end);
				assertThat(counted(hours, start, due)).as("seed %s, run %s", seed, run).isEqualTo(counted);
				assertThat(counted(hours, start, due.minusSeconds(60))).as("seed %s, run %s", seed, run)
					.isLessThan(counted);
			}
		}
	}

	private static BusinessHours random(Random random, ZoneId zone) {
		Map<DayOfWeek, List<Span>> week = new EnumMap<>(DayOfWeek.class);
		for (DayOfWeek day : DayOfWeek.values()) {
			List<Span> spans = new ArrayList<>();
			for (int from = random.nextInt(400); from < 1_300 && spans.size() < 3; from += 1 + random.nextInt(300)) {
				int to = Math.min(1_440, from + 1 + random.nextInt(500));
				spans.add(new Span(from, to));
				from = to;
			}
			week.put(day, spans);
		}
		Set<LocalDate> holidays = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			holidays.add(LocalDate.of(2026, 3, 26).plusDays(random.nextInt(8)));
			holidays.add(LocalDate.of(2011, 12, 28).plusDays(random.nextInt(5)));
		}
		return new BusinessHours(zone, week, holidays);
	}

	private static Duration counted(BusinessHours hours, Instant start, Instant end) {
		long minutes = 0;
		for (Instant at = start; at.isBefore(end); at = at.plusSeconds(60)) {
			ZonedDateTime local = at.atZone(hours.zone());
			int minute = local.getHour() * 60 + local.getMinute();
			boolean open = !hours.holidays().contains(local.toLocalDate()) && hours.week()
				.getOrDefault(local.getDayOfWeek(), List.of())
				.stream()
				.anyMatch((span) -> span.from() <= minute && minute < span.to());
			minutes += open ? 1 : 0;
		}
		return Duration.ofMinutes(minutes);
	}

}

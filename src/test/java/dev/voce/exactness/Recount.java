package dev.voce.exactness;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/** Counts stored responses one by one, in the plainest way there is. */
final class Recount {

	private final List<JsonNode> responses = new ArrayList<>();

	private final List<Instant> times = new ArrayList<>();

	Recount(Iterable<JsonNode> stored) {
		Map<Instant, List<JsonNode>> inOrder = new TreeMap<>();
		stored.forEach((response) -> {
			if (!response.get("test").booleanValue()) {
				inOrder
					.computeIfAbsent(Instant.parse(response.get("submittedAt").stringValue()),
							(time) -> new ArrayList<>())
					.add(response);
			}
		});
		inOrder.forEach((time, responses) -> responses.forEach((response) -> {
			this.times.add(time);
			this.responses.add(response);
		}));
	}

	/** A question as of one version. */
	record Question(String key, int min, int max, Set<Integer> versions) {

		static Question of(String key, Integer version) {
			return switch (key) {
				case "nps" -> new Question(key, 0, 10, Set.of(1, 2));
				case "ease" -> new Question(key, 1, 7, Set.of(1, 2));
				default -> (version != null && version == 1) ? new Question(key, 1, 5, Set.of(1))
						: new Question(key, 1, 7, Set.of(2));
			};
		}

		String scoreClass(int score) {
			return switch (this.key) {
				case "nps" -> (score >= 9) ? "PROMOTER" : (score >= 7) ? "PASSIVE" : "DETRACTOR";
				case "ease" -> (score >= 5) ? "EASY" : (score == 4) ? "NEUTRAL" : "DIFFICULT";
				default -> (score >= this.max - 1) ? "SATISFIED" : (score >= 3) ? "NEUTRAL" : "DISSATISFIED";
			};
		}

	}

	/** How often each score was given, the lowest first. */
	record Count(Question question, long[] distribution) {

		long total() {
			long total = 0;
			for (long count : this.distribution) {
				total += count;
			}
			return total;
		}

		Map<String, Long> classes() {
			Map<String, Long> classes = new TreeMap<>();
			for (int i = 0; i < this.distribution.length; i++) {
				classes.merge(this.question.scoreClass(this.question.min() + i), this.distribution[i], Long::sum);
			}
			return classes;
		}

		double value() {
			Map<String, Long> classes = classes();
			long good = classes.getOrDefault("PROMOTER", 0L) + classes.getOrDefault("EASY", 0L)
					+ classes.getOrDefault("SATISFIED", 0L);
			return 100.0 * (good - classes.getOrDefault("DETRACTOR", 0L)) / total();
		}

		double mean() {
			double sum = 0;
			for (int i = 0; i < this.distribution.length; i++) {
				sum += (double) this.distribution[i] * (this.question.min() + i);
			}
			return sum / total();
		}

	}

	Count count(Question question, LocalDate from, LocalDate to, ZoneId zone, Predicate<JsonNode> which) {
		long[] distribution = new long[question.max() - question.min() + 1];
		each(from, to, zone, which, (response) -> {
			JsonNode score = response.path("answers").path(question.key());
			if (score.isNumber() && question.versions().contains(response.get("version").intValue())) {
				distribution[score.intValue() - question.min()]++;
			}
		});
		return new Count(question, distribution);
	}

	Map<String, Count> bySegment(Question question, LocalDate from, LocalDate to, ZoneId zone, String segment) {
		Map<String, Count> counts = new LinkedHashMap<>();
		each(from, to, zone, (response) -> true, (response) -> {
			JsonNode score = response.path("answers").path(question.key());
			if (score.isNumber() && question.versions().contains(response.get("version").intValue())) {
				for (String value : values(response, segment)) {
					counts
						.computeIfAbsent(value,
								(any) -> new Count(question, new long[question.max() - question.min() + 1]))
						.distribution()[score.intValue() - question.min()]++;
				}
			}
		});
		return counts;
	}

	long responses(LocalDate from, LocalDate to, ZoneId zone, Predicate<JsonNode> which) {
		long[] count = new long[1];
		each(from, to, zone, which, (response) -> count[0]++);
		return count[0];
	}

	private void each(LocalDate from, LocalDate to, ZoneId zone, Predicate<JsonNode> which, Consumer<JsonNode> action) {
		// By each response's own local date, as a day may end twice.
		int end = before(to.plusDays(2), zone);
		for (int i = before(from.minusDays(2), zone); i < end; i++) {
			LocalDate day = this.times.get(i).atZone(zone).toLocalDate();
			if (!day.isBefore(from) && day.isBefore(to) && which.test(this.responses.get(i))) {
				action.accept(this.responses.get(i));
			}
		}
	}

	/** How many responses lie before a day. */
	private int before(LocalDate day, ZoneId zone) {
		Instant start = day.atStartOfDay(zone).toInstant();
		int from = 0;
		int to = this.times.size();
		while (from < to) {
			int middle = (from + to) / 2;
			if (this.times.get(middle).isBefore(start)) {
				from = middle + 1;
			}
			else {
				to = middle;
			}
		}
		return from;
	}

	/** The values that a response stands under. */
	static List<String> values(JsonNode response, String segment) {
		JsonNode value = switch (segment) {
			case "channel", "touchpoint", "locale" -> response.path(segment);
			case "reason", "topic" -> response.path("answers").path(segment);
			default -> response.path("attributes").path(segment);
		};
		if (value.isArray()) {
			List<String> values = new ArrayList<>();
			value.forEach((option) -> values.add(option.stringValue()));
			return values;
		}
		String text = value.isNumber() ? plain(value) : value.asString("");
		return List.of(text.isEmpty() ? "(none)" : text);
	}

	static String plain(JsonNode number) {
		return (number.decimalValue().signum() == 0) ? "0" : number.decimalValue().stripTrailingZeros().toPlainString();
	}

}

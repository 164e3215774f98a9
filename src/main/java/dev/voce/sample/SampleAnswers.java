package dev.voce.sample;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up the responses to the sample survey: eighteen months of a shop whose courier
 * once failed for three weeks, so that there is something to find in the figures. The
 * same instant always gives the same responses.
 */
final class SampleAnswers {

	/** How many responses there are. */
	static final int COUNT = 20_000;

	private static final ZoneId ROME = ZoneId.of("Europe/Rome");

	private static final long HOUR = Duration.ofHours(1).toMillis();

	// Any number would do, as long as it stays the same.
	private static final long SEED = 20_000;

	private static final int CUSTOMERS = 9_000;

	private static final List<String> DELIVERED = List.of("delivery", "delivery", "delivery", "delivery", "quality",
			"quality", "price", "other");

	private static final List<String> HELPED = List.of("service", "service", "service", "service", "delivery", "other");

	private static final List<String> RETURNED = List.of("returns", "returns", "returns", "returns", "service");

	// Where customers are asked: how often, its NPS on a good day, and the points it
	// loses while the courier fails. Each topic must make sense there.
	private static final List<Place> PLACES = Stream
		.of(new Place("web", "checkout", 29, 42, 11, List.of("site", "site", "site", "price", "other")),
				new Place("web", "support", 5, 18, 30, HELPED), new Place("web", "returns", 4, 12, 12, RETURNED),
				new Place("mail", "delivery", 24, 33, 64, DELIVERED), new Place("mail", "support", 3, 16, 30, HELPED),
				new Place("mail", "returns", 3, 10, 12, RETURNED),
				new Place("app", "checkout", 9, 45, 9, List.of("app", "app", "app", "price", "other")),
				new Place("app", "delivery", 5, 37, 64, DELIVERED), new Place("app", "support", 2, 22, 30, HELPED),
				new Place("shop", "store", 28, 60, 5, List.of("staff", "staff", "staff", "quality", "price", "other")))
		.flatMap((place) -> Collections.nCopies(place.share(), place).stream())
		.toList();

	private static final List<Home> HOMES = Stream
		.of(new Home("IT", "it", 58, 2), new Home("DE", "de", 14, -6), new Home("FR", "fr", 11, -3),
				new Home("ES", "es", 8, 5), new Home("AT", "de", 5, 0), new Home("NL", "en", 4, -2))
		.flatMap((home) -> Collections.nCopies(home.share(), home).stream())
		.toList();

	private static final List<Kind> KINDS = List.of(
			new Kind("DETRACTOR", 0.75, 0.42,
					List.of(0, 0, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 6)),
			new Kind("PASSIVE", 0.5, 0.25, List.of(7, 7, 8, 8, 8)),
			new Kind("PROMOTER", 0, 0.25, List.of(9, 9, 9, 9, 9, 10, 10, 10, 10, 10, 10)));

	// How busy each hour of the day is in Rome: people answer at lunch and after work.
	private static final int[] BY_HOUR = { 4, 2, 1, 1, 1, 2, 6, 20, 30, 30, 30, 30, 160, 200, 30, 30, 30, 30, 200, 200,
			30, 30, 20, 10 };

	private static final Pattern PART = Pattern.compile("\\{([a-z]+)}");

	private final Random random = new Random(SEED);

	/** Customers who were let down and will answer again. */
	private final Queue<Returning> returning = new PriorityQueue<>(Comparator.comparing(Returning::at));

	private final JsonMapper json;

	private final JsonNode comments;

	private final Instant failure;

	private final long[] times;

	private SampleAnswers(JsonMapper json, Instant now) {
		this.json = json;
		this.comments = json.readTree(SampleAnswers.class.getResourceAsStream("/sample/comments.json"));
		ZonedDateTime local = now.atZone(ROME);
		// On the 4th, so that a chart by month shows the three weeks in one month.
		this.failure = local.minusMonths(7).withDayOfMonth(4).truncatedTo(ChronoUnit.DAYS).toInstant();
		this.times = times(local.minusMonths(18).toInstant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS),
				now);
	}

	/**
	 * The responses, as a client would post them, from the oldest to the newest. Each is
	 * made when it is asked for.
	 * @param json makes the nodes
	 * @param now when the last ones were given
	 * @return {@value #COUNT} responses of the 18 months before {@code now}
	 */
	static Iterator<JsonNode> answers(JsonMapper json, Instant now) {
		SampleAnswers sample = new SampleAnswers(json, now);
		return IntStream.range(0, COUNT).<JsonNode>mapToObj(sample::answer).iterator();
	}

	private ObjectNode answer(int index) {
		Instant at = Instant.ofEpochMilli(this.times[index]);
		double days = (double) Duration.between(this.failure, at).toMillis() / (24 * HOUR);
		double recovered = Math.min(1, Math.max(0, (days - 21) / 60));
		double damage = (days < 0) ? 0 : 1 - recovered;
		int anybody = this.random.nextInt(CUSTOMERS);
		boolean again = !this.returning.isEmpty() && this.returning.peek().at().isBefore(at);
		int customer = again ? this.returning.remove().customer() : anybody;
		Home home = HOMES.get(customer % HOMES.size());
		String plan = (customer % 3 == 0) ? "plus" : "standard";
		Place place = place(at.atZone(ROME), home);
		double nps = place.score() + home.score() + ("plus".equals(plan) ? 6 : -3) - damage * place.fall()
				+ recovered * 5;
		Kind kind = kind(nps / 100);
		ObjectNode body = this.json.createObjectNode().put("id", id(at).toString());
		boolean finished = this.random.nextDouble() < 0.95;
		fill(body.putObject("answers"), kind, place, home, damage, finished);
		body.put("submittedAt", at.toString());
		body.put("channel", place.channel()).put("touchpoint", place.touchpoint()).put("locale", home.locale());
		if (this.random.nextBoolean() || again) {
			body.put("respondent", "customer-" + (1000 + customer));
			if ("DETRACTOR".equals(kind.name()) && this.random.nextInt(3) == 0) {
				this.returning.add(new Returning(customer, at.plus(Duration.ofDays(5 + this.random.nextInt(20)))));
			}
		}
		body.putObject("attributes").put("country", home.country()).put("plan", plan);
		return body.put("finished", finished);
	}

	private void fill(ObjectNode answers, Kind kind, Place place, Home home, double damage, boolean finished) {
		int score = pick(kind.scores());
		// Not only are there more detractors, they are also angrier.
		if (this.random.nextDouble() < damage * place.fall() / 100) {
			score = Math.min(score, pick(kind.scores()));
		}
		answers.put("nps", score);
		if (!finished) {
			return; // gone after the first question
		}
		String topic = topic(place, damage);
		String second = (this.random.nextInt(6) == 0) ? topic(place, damage) : topic;
		boolean two = !reason(second).equals(reason(topic)) && !"other".equals(topic) && !"other".equals(second);
		if (this.random.nextDouble() < kind.reasons()) {
			Stream.of(topic, second)
				.limit(two ? 2 : 1)
				.map(SampleAnswers::reason)
				.forEach(answers.putArray("reason")::add);
		}
		if (this.random.nextDouble() < kind.comments()) {
			answers.put("why",
					comment(kind.name(), "it".equals(home.locale()) ? "it" : "en", topic, two ? second : topic, score));
		}
	}

	/** One sentence on the topic, often with one on the second topic or a closing one. */
	private String comment(String kind, String language, String topic, String second, int score) {
		JsonNode sentences = this.comments.path(language).path(kind);
		String comment = sentence(sentences.path(topic));
		if (!topic.equals(second)) {
			comment += " " + sentence(sentences.path(second));
		}
		else if (!"other".equals(topic) && this.random.nextInt(5) < 2) {
			comment += " " + sentence(sentences.path((score < 4) ? "angry" : "closing"));
		}
		JsonNode parts = this.comments.path(language).path("parts");
		return PART.matcher(comment).replaceAll((part) -> sentence(parts.path(part.group(1))));
	}

	private String sentence(JsonNode from) {
		return from.path(this.random.nextInt(from.size())).stringValue();
	}

	private String topic(Place place, double damage) {
		// In those weeks, who was sent a parcel or writes to support has that on the
		// mind.
		boolean parcel = place.fall() >= 30 && this.random.nextDouble() < 0.6 * damage;
		String topic = parcel ? "delivery" : pick(place.topics());
		return ("delivery".equals(topic) && this.random.nextDouble() < 0.06 + 0.84 * damage) ? "late" : topic;
	}

	/** The survey's option for a topic of comments, which are finer. */
	private static String reason(String topic) {
		return switch (topic) {
			case "late" -> "delivery";
			case "app" -> "site";
			default -> topic;
		};
	}

	/** One of the three, such that their NPS from −1 to 1 is expected. */
	private Kind kind(double nps) {
		double passive = 0.28 - 0.12 * Math.abs(nps);
		double drawn = this.random.nextDouble();
		return KINDS.get((drawn < (1 - passive - nps) / 2) ? 0 : (drawn < (1 + passive - nps) / 2) ? 1 : 2);
	}

	private Place place(ZonedDateTime local, Home home) {
		boolean open = local.getHour() >= 10 && local.getHour() < 20;
		Place place;
		do {
			place = pick(PLACES);
		}
		// The shops are in Italy: from elsewhere only travellers come.
		while ("shop".equals(place.channel())
				&& (!open || (!"IT".equals(home.country()) && this.random.nextInt(8) > 0)));
		return place;
	}

	/** Cuts the volume of all hours into equal shares, and finds an instant in each. */
	private long[] times(Instant from, Instant now) {
		long start = from.toEpochMilli();
		double[] volume = new double[(int) ((now.toEpochMilli() - start) / HOUR) + 1];
		for (int i = 0; i < volume.length; i++) {
			volume[i] = volume(Instant.ofEpochMilli(start + i * HOUR).atZone(ROME));
		}
		// Of the last hour only a part has passed.
		int last = volume.length - 1;
		volume[last] *= (double) (now.toEpochMilli() - start - last * HOUR) / HOUR;
		double total = Arrays.stream(volume).sum();
		long[] times = new long[COUNT];
		double passed = 0;
		for (int i = 0, hour = 0; i < COUNT; i++) {
			double target = total * (i + this.random.nextDouble()) / COUNT;
			while (passed + volume[hour] <= target && hour < last) {
				passed += volume[hour++];
			}
			double length = (hour < last) ? HOUR : now.toEpochMilli() - start - last * HOUR;
			times[i] = start + hour * HOUR + (long) (Math.min(1, (target - passed) / volume[hour]) * length);
		}
		return times;
	}

	/** How many answers an hour brings, compared with other hours. */
	private static double volume(ZonedDateTime hour) {
		int day = 100 * hour.getMonthValue() + hour.getDayOfMonth();
		double season = (hour.getMonth() == Month.AUGUST) ? 0.5 : 1;
		if (day >= 1120 && day <= 1222) {
			season = (day <= 1201) ? 2 : 1.7; // Black Friday, then Christmas presents
		}
		else if (day >= 1225 || day == 101) {
			season = 0.5;
		}
		return season * ((hour.getDayOfWeek() == DayOfWeek.SUNDAY) ? 0.5 : 1) * BY_HOUR[hour.getHour()];
	}

	/** A UUIDv7. */
	private UUID id(Instant at) {
		return new UUID(at.toEpochMilli() << 16 | 0x7000L | this.random.nextInt(0x1000),
				this.random.nextLong() >>> 2 | Long.MIN_VALUE);
	}

	private <T> T pick(List<T> from) {
		return from.get(this.random.nextInt(from.size()));
	}

	private record Returning(int customer, Instant at) {
	}

	private record Place(String channel, String touchpoint, int share, int score, int fall, List<String> topics) {
	}

	private record Home(String country, String locale, int share, int score) {
	}

	private record Kind(String name, double reasons, double comments, List<Integer> scores) {
	}

}

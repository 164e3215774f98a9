package dev.voce.exactness;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

import javax.sql.DataSource;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ExactnessTest {

	/** {@code -Dvoce.seed=…} makes up the same answers again. */
	private static final long SEED = Long.getLong("voce.seed", System.nanoTime());

	private static final int WORKERS = 6;

	private static final int ACTIONS = 400;

	private static final int UPLOADS = 6;

	private static DataSource database;

	private static Node first;

	private static Node second;

	private Api one;

	private Api two;

	private Customers customers;

	@BeforeAll
	static void start() {
		String url = TestDatabase.create();
		database = new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password());
		first = Node.start(url, TestDatabase.user(), TestDatabase.password());
		second = Node.start(url, TestDatabase.user(), TestDatabase.password());
	}

	@AfterAll
	static void stop() {
		first.close();
		second.close();
	}

	@Test
	void figuresEqualARecountAfterRandomAnswersThroughTwoNodes() throws Exception {
		try {
			run(new Random(SEED));
		}
		catch (Throwable ex) {
			throw new AssertionError("with -Dvoce.seed=" + SEED, ex);
		}
	}

	@Test
	void aPauseOnOneNodeHoldsOnTheOtherWithinTwoSeconds() throws Exception {
		this.one = first.api();
		this.two = second.api();
		UUID survey = this.one.npsSurvey();
		String responses = "/api/v1/public/surveys/" + survey + "/responses";
		assertThat(this.two.post(responses, "{\"answers\":{\"nps\":9}}").status()).isEqualTo(201);
		this.one.post("/api/v1/surveys/" + survey + "/pause", "");
		// What is written after the pause is validated against it at once.
		assertThat(this.two.post(responses, "{\"answers\":{\"nps\":9}}").status()).isEqualTo(409);
		Api.Reply read = this.one.get("/api/v1/surveys/" + survey);
		assertThat(this.one
			.put("/api/v1/surveys/" + survey, """
					{"name": "NPS", "questions": [
						{"key": "nps", "type": "NPS", "text": {"en": "How likely are you to recommend us?"}},
						{"key": "ease", "type": "CES", "text": {"en": "How easy was it?"}}]}""", "If-Match",
					read.header("ETag"))
			.status()).isEqualTo(200);
		Thread.sleep(2_000);
		assertThat(this.two.get("/api/v1/public/surveys/" + survey).refused(409).json().get("detail").stringValue())
			.isEqualTo("the survey is PAUSED");
		assertThat(this.two.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\":{\"nps\":9,\"ease\":7}}")
			.status()).isEqualTo(201);
	}

	private void run(Random random) throws Exception {
		this.one = first.api();
		this.two = second.api();
		UUID survey = this.one.survey(Answers.survey(false, false, false, true));
		new Sql(database).publishedLongAgo(survey);
		this.customers = new Customers(List.of(this.one, this.two), survey, random);
		ExecutorService threads = Executors.newFixedThreadPool(WORKERS + 1);
		try {
			List<Future<?>> work = new ArrayList<>();
			for (int i = 0; i < WORKERS; i++) {
				Random own = new Random(random.nextLong());
				work.add(threads.submit(() -> this.customers.act(own, ACTIONS)));
			}
			Random own = new Random(random.nextLong());
			work.add(threads.submit(() -> this.customers.upload(own, UPLOADS)));
			work.add(threads.submit(() -> {
				live(survey, work);
				return null;
			}));
			for (Future<?> each : work) {
				each.get();
			}
		}
		finally {
			threads.shutdownNow();
		}
		for (Api node : List.of(this.one, this.two)) {
			Wait.until("the figures are complete", () -> node.get(path("/kpis")).json().get("complete").booleanValue());
			assertThat(node.get(path("/kpis/audit")).json().get("differences")).isEmpty();
		}
		List<JsonNode> stored = new ArrayList<>();
		this.two.get(path("/responses"), "Accept", "application/x-ndjson")
			.body()
			.lines()
			.forEach((line) -> stored.add(Answers.json.readTree(line)));
		everythingAcknowledgedIsStored(stored);
		Recount recount = new Recount(stored);
		for (int i = 0; i < 100; i++) {
			figuresEqual(recount, new Answers(random), random);
		}
	}

	/** What becomes of the survey while it is answered. */
	private void live(UUID survey, List<Future<?>> work) throws Exception {
		reach(10);
		edit(this.two, Answers.survey(true, false, false, true));
		reach(25);
		String rebuild = this.one.post(path("/kpis/rebuild"), "").header("Location");
		reach(30);
		assertThat(this.one.post("/api/v1/surveys/" + survey + "/pause", "").status()).isEqualTo(200);
		reach(40);
		assertThat(this.two.post("/api/v1/surveys/" + survey + "/publish", "").status()).isEqualTo(200);
		reach(50);
		edit(this.one, Answers.survey(true, true, false, true));
		this.customers.asked.set(new Answers.Asked(true, false));
		reach(60);
		edit(this.two, Answers.survey(true, true, true, true));
		this.customers.asked.set(new Answers.Asked(true, true));
		reach(75);
		this.two.post(path("/kpis/rebuild"), "");
		edit(this.one, Answers.survey(true, true, true, false));
		reach(85);
		this.one.post(path("/kpis/rebuild"), "");
		Wait.until("the first rebuild is done",
				() -> this.two.get(rebuild).json().get("status").stringValue().equals("DONE"));
	}

	private void reach(int percent) throws Exception {
		int all = WORKERS * ACTIONS + UPLOADS * 100;
		Wait.until(percent + " % are done", () -> this.customers.operations.get() * 100L >= (long) all * percent);
	}

	private void edit(Api node, String body) {
		String survey = "/api/v1/surveys/" + this.customers.survey;
		Api.Reply answer = node.put(survey, body, "If-Match", node.get(survey).header("ETag"));
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
	}

	private String path(String rest) {
		return "/api/v1/surveys/" + this.customers.survey + rest;
	}

	private void everythingAcknowledgedIsStored(List<JsonNode> stored) {
		Set<UUID> expected = new HashSet<>(this.customers.acknowledged.keySet());
		expected.removeAll(this.customers.erased);
		Set<String> nameless = new HashSet<>(this.customers.nameless.keySet());
		for (JsonNode response : stored) {
			UUID id = UUID.fromString(response.get("id").stringValue());
			if (expected.remove(id)) {
				Map<Integer, Customers.Acknowledged> acknowledged = this.customers.acknowledged.get(id);
				int last = new TreeSet<>(acknowledged.keySet()).last();
				assertThat(response.get("revision").intValue()).isEqualTo(last);
				assertThat(Instant.parse(response.get("submittedAt").stringValue()))
					.isEqualTo(acknowledged.get(last).submittedAt());
				assertThat(content(response)).isEqualTo(content(acknowledged.get(last).body()));
			}
			else {
				String respondent = response.path("respondent").asString("");
				assertThat(nameless.remove(respondent)).as("stored, but never acknowledged: " + response).isTrue();
				assertThat(content(response)).isEqualTo(content(this.customers.nameless.get(respondent)));
			}
		}
		assertThat(expected).as("acknowledged, but not stored").isEmpty();
		assertThat(nameless).as("acknowledged, but not stored").isEmpty();
		this.customers.erased
			.forEach((id) -> assertThat(this.one.get(path("/responses/" + id)).status()).isEqualTo(410));
	}

	/** What a body says, written in one way. */
	private static Map<String, String> content(JsonNode body) {
		Map<String, String> content = new TreeMap<>();
		for (String name : List.of("channel", "locale", "respondent")) {
			content.put(name, body.path(name).asString(""));
		}
		content.put("touchpoint", body.path("touchpoint").asString("site"));
		content.put("finished", Boolean.toString(body.path("finished").asBoolean(true)));
		content.put("test", Boolean.toString(body.path("test").asBoolean(false)));
		body.get("attributes").properties().forEach((attribute) -> {
			JsonNode value = attribute.getValue();
			content.put("attribute " + attribute.getKey(),
					value.getNodeType() + " " + (value.isNumber() ? Recount.plain(value) : value.asString()));
		});
		body.get("answers").properties().forEach((answer) -> {
			JsonNode value = answer.getValue();
			Set<String> options = new TreeSet<>();
			value.forEach((option) -> options.add(option.stringValue()));
			String text = answer.getKey().equals("topic") && value.isString() ? "[" + value.stringValue() + "]"
					: value.isArray() ? options.toString()
							: value.isNumber() ? Recount.plain(value) : value.stringValue();
			if (!text.isEmpty() && !text.equals("[]")) {
				content.put("answer " + answer.getKey(), text);
			}
		});
		return content;
	}

	/** Asks for figures of any kind and counts them again. */
	private void figuresEqual(Recount recount, Answers answers, Random random) {
		String key = answers.pick(List.of("nps", "ease", "sat"));
		Integer version = answers.pick(new Integer[] { null, 1, 2 });
		Recount.Question question = Recount.Question.of(key, version);
		String zone = answers.chance(50) ? answers.pick(Answers.ZONES) : answers
			.pick(ZoneId.getAvailableZoneIds().stream().filter((id) -> !id.startsWith("SystemV/")).sorted().toList());
		String period = answers.pick(List.of("day", "week", "month", "quarter", "year"));
		String segment = answers.pick(new String[] { null, "channel", "touchpoint", "locale", "shop", "country",
				"visitor", "reason", "topic" });
		Integer window = answers.chance(30) ? Integer.valueOf(1 + random.nextInt(366)) : null;
		boolean large = "shop".equals(segment) || "visitor".equals(segment);
		LocalDate today = LocalDate.now(ZoneOffset.UTC);
		LocalDate from = LocalDate.of(2000, 1, 1);
		LocalDate to = today.plusDays(2);
		if (large || period.equals("day") || period.equals("week") || answers.chance(50)) {
			from = from.plusDays(random.nextInt(9_000));
			to = from.plusDays(1 + random.nextInt(large ? 40 : 400));
		}
		ZoneId zoneId = ZoneId.of(zone);
		String value = null;
		if (segment != null && !large && answers.chance(30)) {
			value = answers.pick(new ArrayList<>(new TreeSet<>(
					recount.bySegment(question, LocalDate.of(2000, 1, 1), today.plusDays(2), zoneId, segment)
						.keySet())));
		}
		String query = path("/kpis?question=" + key + "&from=" + from + "&to=" + to + "&zone="
				+ zone.replace("+", "%2B") + "&period=" + period + ((version != null) ? "&version=" + version : "")
				+ ((segment != null) ? "&segment=" + segment : "") + ((value != null) ? "&value=" + encode(value) : "")
				+ ((window != null) ? "&window=" + window : ""));
		Api.Reply answer = answers.pick(List.of(this.one, this.two)).get(query);
		assertThat(answer.status()).as(query + " " + answer.body()).isEqualTo(200);
		JsonNode figures = answer.json();
		String chosen = value;
		Predicate<JsonNode> which = (response) -> chosen == null || Recount.values(response, segment).contains(chosen);
		equal(query, figures.get("overall"), recount.count(question, from, to, zoneId, which));
		LocalDate next = from;
		for (JsonNode each : figures.get("series")) {
			LocalDate start = LocalDate.parse(each.get("from").stringValue());
			LocalDate end = LocalDate.parse(each.get("to").stringValue());
			assertThat(start).as(query).isEqualTo(next);
			next = end;
			equal(query + " " + each.get("period"), each,
					recount.count(question, (window != null) ? end.minusDays(window) : start, end, zoneId, which));
		}
		assertThat(next).as(query).isEqualTo(to);
		if (segment != null) {
			segmentsEqual(query, figures, recount.bySegment(question, from, to, zoneId, segment));
		}
		if (segment == null || value == null || segment.equals("channel") || segment.equals("touchpoint")) {
			reachEquals(query, figures.get("reach"), recount, from, to, zoneId, which,
					(value == null) ? "" : segment + "=" + value);
		}
	}

	private static void segmentsEqual(String query, JsonNode figures, Map<String, Recount.Count> counts) {
		Map<String, Recount.Count> left = new TreeMap<>(counts);
		JsonNode other = null;
		for (JsonNode each : figures.get("segments")) {
			String value = each.get("value").stringValue();
			if (value.equals("(other)")) {
				other = each;
			}
			else {
				assertThat(left).as(query).containsKey(value);
				equal(query + " " + value, each.get("overall"), left.remove(value));
			}
		}
		if (other == null) {
			assertThat(left).as(query).isEmpty();
		}
		else {
			assertThat(figures.get("capped").booleanValue()).isTrue();
			Recount.Question question = counts.values().iterator().next().question();
			long[] sum = new long[question.max() - question.min() + 1];
			left.values().forEach((count) -> {
				for (int i = 0; i < sum.length; i++) {
					sum[i] += count.distribution()[i];
				}
			});
			equal(query + " (other)", other.get("overall"), new Recount.Count(question, sum));
		}
	}

	private void reachEquals(String query, JsonNode reach, Recount recount, LocalDate from, LocalDate to, ZoneId zone,
			Predicate<JsonNode> which, String place) {
		assertThat(reach.get("started").longValue()).as(query).isEqualTo(recount.responses(from, to, zone, which));
		assertThat(reach.get("finished").longValue()).as(query)
			.isEqualTo(recount.responses(from, to, zone,
					which.and((response) -> response.get("finished").booleanValue())));
		long shown = 0;
		if (to.isAfter(LocalDate.now(ZoneOffset.UTC).plusDays(1))) {
			shown = this.customers.shown.values()
				.stream()
				.filter((channel) -> place.isEmpty() || place.equals("channel=" + channel)
						|| place.equals("touchpoint=site"))
				.count();
		}
		assertThat(reach.get("asked").longValue()).as(query).isEqualTo(shown);
	}

	private static void equal(String what, JsonNode figure, Recount.Count count) {
		List<Long> distribution = new ArrayList<>();
		figure.get("distribution").forEach((each) -> distribution.add(each.longValue()));
		List<Long> expected = new ArrayList<>();
		for (long each : count.distribution()) {
			expected.add(each);
		}
		assertThat(distribution).as(what).isEqualTo(expected);
		assertThat(figure.get("responses").longValue()).as(what).isEqualTo(count.total());
		Map<String, Long> classes = new TreeMap<>();
		figure.get("classes").properties().forEach((each) -> classes.put(each.getKey(), each.getValue().longValue()));
		assertThat(classes).as(what).isEqualTo(count.classes());
		if (count.total() == 0) {
			assertThat(figure.get("value").isNull()).as(what).isTrue();
			assertThat(figure.get("mean").isNull()).as(what).isTrue();
		}
		else {
			assertThat(figure.get("value").doubleValue()).as(what).isCloseTo(count.value(), within(1e-9));
			assertThat(figure.get("mean").doubleValue()).as(what).isCloseTo(count.mean(), within(1e-9));
		}
	}

	private static String encode(String value) {
		return URLEncoder.encode(value, StandardCharsets.UTF_8);
	}

}

package dev.voce.listing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

import dev.voce.tally.TallyNow;
import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Taking responses out of the figures, and bringing them back. */
@VoceTest
class MarkTest {

	@LocalServerPort
	private int port;

	@Autowired
	private DataSource dataSource;

	@Autowired
	private ApplicationContext context;

	private Sql sql;

	private Api api;

	private UUID survey;

	@BeforeEach
	void makeSurvey() {
		this.api = new Api(this.port);
		this.sql = new Sql(this.dataSource);
		this.survey = this.api.npsSurvey();
	}

	private String path(String rest) {
		return "/api/v1/surveys/" + this.survey + rest;
	}

	private UUID answer(int day, int score, String channel) {
		return UUID.fromString(answer(day, score, channel, "id"));
	}

	private String answer(int day, int score, String channel, String fields) {
		return this.api
			.post(path("/responses"),
					"{\"answers\": {\"nps\": %d}, \"submittedAt\": \"2026-03-%02dT10:00:00Z\", \"channel\": \"%s\"}"
						.formatted(score, day, channel))
			.is(201)
			.json()
			.get(fields)
			.stringValue();
	}

	private Api.Reply send(String body) {
		return this.api.post(path("/responses/mark"), body.replace('\'', '"'));
	}

	private JsonNode mark(String set, UUID... ids) {
		return send(Stream.of(ids)
			.map((id) -> "'" + id + "'")
			.collect(Collectors.joining(", ", "{'set': '" + set + "', 'ids': [", "]}"))).is(200).json();
	}

	private JsonNode mark(String set, String where) {
		return send("{'set': '" + set + "', 'where': {" + where + "}}").is(200).json();
	}

	private static String done(int matched, int changed) {
		return "{\"matched\":" + matched + ",\"changed\":" + changed + "}";
	}

	private String figures() {
		JsonNode figures = this.api.get(path("/kpis?period=day&from=2026-03-01&to=2026-03-05&segment=channel")).json();
		assertThat(this.api.get(path("/kpis/audit")).json().get("differences")).isEmpty();
		return figures.get("overall") + " " + figures.get("series") + " " + figures.get("segments") + " "
				+ figures.get("reach");
	}

	private int counted() {
		figures();
		return this.api.get(path("/kpis?from=2026-03-01&to=2026-03-05")).json().at("/overall/responses").intValue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SPAM", "TEST" })
	void aMarkedResponseLeavesTheFiguresAndComesBackAsItWas(String mark) {
		answer(1, 9, "web");
		UUID id = answer(1, 2, "mail");
		String before = figures();
		assertThat(mark(mark, id).toString()).isEqualTo(done(1, 1));
		assertThat(counted()).isEqualTo(1);
		assertThat(this.api.get(path("/responses/" + id)).json().get("mark").stringValue()).isEqualTo(mark);
		assertThat(mark(mark, id).toString()).isEqualTo(done(1, 0));
		assertThat(mark("NONE", id, id).toString()).isEqualTo(done(1, 1));
		assertThat(figures()).isEqualTo(before);
		assertThat(this.api.get(path("/responses/" + id)).json().has("mark")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			'from': '2026-03-02', 'to': '2026-03-03'                           | 2
			'segment': 'channel', 'value': 'mail'                              | 2
			'channel': 'mail'                                                  | 2
			'from': '2026-03-02', 'channel': 'mail'                            | 1
			'question': 'nps', 'class': 'DETRACTOR'                            | 1
			'question': 'nps', 'score': 10                                     | 1
			'source': 'KEY'                                                    | 4
			'source': 'BATCH'                                                  | 0
			'receivedFrom': '2026-01-01', 'receivedTo': '2026-04-01'           | 0
			'receivedFrom': '2026-04-01', 'zone': 'Asia/Kathmandu'             | 4
			'test': false                                                      | 4
			'test': true                                                       | 0
			'q': 'late'                                                        | 1
			'mark': 'TEST'                                                     | 0
			'mark': 'NONE', 'to': '2026-03-02'                                 | 1
			'to': '2026-01-01'                                                 | 0
			""")
	void conditionsMarkWhatTheyFind(String where, int found) {
		answer(1, 9, "mail");
		answer(2, 2, "web");
		answer(2, 10, "mail");
		this.api.post(path("/responses"),
				"""
						{"answers": {"nps": 8, "why": "It came late"}, "submittedAt": "2026-03-03T10:00:00Z", "channel": "web"}""")
			.is(201);
		String before = figures();
		assertThat(mark("SPAM", where).toString()).isEqualTo(done(found, found));
		assertThat(counted()).isEqualTo(4 - found);
		assertThat(this.api.get(path("/responses?mark=SPAM")).json().get("items")).hasSize(found);
		assertThat(this.api.get(path("/responses?mark=NONE")).json().get("items")).hasSize(4 - found);
		assertThat(mark("NONE", "'mark': 'SPAM'").toString()).isEqualTo(done(found, found));
		assertThat(figures()).isEqualTo(before);
	}

	@Test
	void aFloodIsMarkedByItsSourceAndTimeOfReceiptWhateverDatesItClaims() {
		this.sql.publishedLongAgo(this.survey);
		String open = "/api/v1/public/surveys/" + this.survey + "/responses";
		this.api.post(open, "{\"answers\": {\"nps\": 9}}").is(201);
		String begins = answer(1, 9, "web", "receivedAt");
		for (int day = 0; day < 7; day++) {
			this.api
				.post(open,
						"{\"answers\": {\"nps\": 0}, \"submittedAt\": \"" + Instant.now().minus(day, ChronoUnit.DAYS)
								+ "\"}")
				.is(201);
		}
		this.api.post(open, "{\"answers\": {\"nps\": 9}}", "Origin", "https://shop.example").is(201);
		assertThat(mark("SPAM", "'source': 'PUBLIC', 'receivedFrom': '" + begins + "'").toString())
			.isEqualTo(done(7, 7));
		assertThat(this.api.get(path("/responses?mark=NONE")).json().get("items").valueStream())
			.extracting((item) -> item.at("/answers/nps").intValue())
			.containsExactlyInAnyOrder(9, 9, 9);
	}

	@Test
	void aMarkStaysWhenTheClientAmendsTheResponse() {
		UUID id = answer(1, 2, "web");
		mark("SPAM", id);
		this.api
			.put(path("/responses/" + id), "{\"answers\": {\"nps\": 10}, \"submittedAt\": \"2026-03-01T10:00:00Z\"}")
			.is(200);
		assertThat(counted()).isZero();
		mark("NONE", id);
		assertThat(this.api.get(path("/kpis?from=2026-03-01&to=2026-03-05")).json().at("/overall/value").intValue())
			.isEqualTo(100);
		assertThat(counted()).isEqualTo(1);
	}

	@Test
	void aTestStaysATestWhenItsMarkIsRemoved() {
		UUID id = UUID.randomUUID();
		this.api.put(path("/responses/" + id), "{\"answers\": {\"nps\": 10}, \"test\": true}").is(201);
		assertThat(mark("SPAM", id).toString()).isEqualTo(done(1, 1));
		assertThat(mark("NONE", id).toString()).isEqualTo(done(1, 1));
		assertThat(this.api.get(path("/kpis")).json().at("/overall/responses").intValue()).isZero();
		figures();
	}

	@Test
	void oneCallMarksManyWhileAnswersAreTakenAndCanBeRepeated() throws Exception {
		String line = "{\"answers\": {\"nps\": 3}, \"submittedAt\": \"2026-03-02T10:00:00Z\"}\n";
		this.api.post(path("/responses/batch"), line.repeat(12_001), "Content-Type", "application/x-ndjson").is(200);
		CompletableFuture<JsonNode> marking = CompletableFuture
			.supplyAsync(() -> mark("SPAM", "'from': '2026-03-01', 'to': '2026-04-01'"));
		int taken = 0;
		Duration longest = Duration.ZERO;
		while (!marking.isDone()) {
			Instant sent = Instant.now();
			this.api.post(path("/responses"), "{\"answers\": {\"nps\": 9}}").is(201);
			taken++;
			Duration waited = Duration.between(sent, Instant.now());
			longest = (waited.compareTo(longest) > 0) ? waited : longest;
		}
		assertThat(marking.get().toString()).isEqualTo(done(12_001, 12_001));
		assertThat(taken).isGreaterThan(3);
		assertThat(longest).isLessThan(Duration.ofSeconds(5));
		assertThat(counted()).isZero();
		assertThat(mark("SPAM", "'from': '2026-03-01', 'to': '2026-04-01'").toString()).isEqualTo(done(12_001, 0));
		assertThat(mark("NONE", "'mark': 'SPAM'").toString()).isEqualTo(done(12_001, 12_001));
		assertThat(counted()).isEqualTo(12_001);
	}

	@Test
	void manyIdsAreMarkedAtOnce() {
		StringBuilder lines = new StringBuilder();
		UUID[] ids = Stream.generate(UUID::randomUUID).limit(2_500).toArray(UUID[]::new);
		for (UUID id : ids) {
			lines.append("{\"id\": \"").append(id).append("\", \"answers\": {\"nps\": 3}}\n");
		}
		this.api.post(path("/responses/batch"), lines.toString(), "Content-Type", "application/x-ndjson").is(200);
		UUID[] andMore = Stream.concat(Stream.of(ids), Stream.of(ids[0], UUID.randomUUID())).toArray(UUID[]::new);
		assertThat(mark("TEST", andMore).toString()).isEqualTo(done(2_500, 2_500));
		assertThat(this.api.get(path("/kpis")).json().at("/overall/responses").intValue()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			/set                | {'ids': ['ID']}
			/set                | {'set': 'GOOD', 'ids': ['ID']}
			/set                | {'set': null, 'ids': ['ID']}
			/ids                | {'set': 'SPAM'}
			/ids                | {'set': 'SPAM', 'ids': []}
			/ids                | {'set': 'SPAM', 'ids': [null]}
			/ids/0              | {'set': 'SPAM', 'ids': ['x']}
			/ids                | {'set': 'SPAM', 'ids': ['ID'], 'where': {'from': '2026-03-01'}}
			/where              | {'set': 'SPAM', 'where': {}}
			/where              | {'set': 'SPAM', 'where': {'zone': 'UTC', 'from': null}}
			/where              | {'set': 'SPAM', 'where': {'mark': 'NONE'}}
			/where/q            | {'set': 'SPAM', 'where': {'q': ''}}
			/where/q            | {'set': 'SPAM', 'where': {'q': ' '}}
			/where/q            | {'set': 'SPAM', 'where': {'q': '\\u0001'}}
			/where/mark         | {'set': 'SPAM', 'where': {'mark': 'GOOD'}}
			/where/from         | {'set': 'SPAM', 'where': {'from': 'yesterday'}}
			/where/receivedFrom | {'set': 'SPAM', 'where': {'receivedFrom': '2026-03-01', 'receivedTo': '2026-03-01'}}
			/where/source       | {'set': 'SPAM', 'where': {'source': '192.0.2.1'}}
			/where/question     | {'set': 'SPAM', 'where': {'class': 'DETRACTOR'}}
			/where/score        | {'set': 'SPAM', 'where': {'question': 'nps', 'score': 11}}
			/where/value        | {'set': 'SPAM', 'where': {'segment': 'channel'}}
			/where/chanel       | {'set': 'SPAM', 'where': {'from': '2026-03-01', 'chanel': 'web'}}
			/shown              | {'set': 'SPAM', 'ids': ['ID'], 'shown': true}
			/shown              | {'set': 'SPAM', 'where': {'from': '2026-03-01'}, 'shown': 'yes'}
			/where/question     | {'set': 'SPAM', 'where': {'question': 'nps', 'from': '2026-03-01'}, 'shown': true}
			/where/score        | {'set': 'SPAM', 'where': {'score': 9}, 'shown': true}
			/where/class        | {'set': 'SPAM', 'where': {'class': 'DETRACTOR'}, 'shown': true}
			/where/q            | {'set': 'SPAM', 'where': {'q': 'late'}, 'shown': true}
			/where/test         | {'set': 'SPAM', 'where': {'test': false}, 'shown': true}
			/where/segment      | {'set': 'SPAM', 'where': {'segment': 'locale', 'value': 'it'}, 'shown': true}
			/where/segment      | {'set': 'SPAM', 'where': {'segment': 'kind', 'value': 'x'}, 'shown': true}
			/where              | {'set': 'SPAM', 'where': {}, 'shown': true}
			""")
	void nothingIsMarkedByMistake(String pointer, String body) {
		UUID id = answer(1, 9, "web");
		send(body.replace("ID", id.toString())).flawed(pointer);
		assertThat(counted()).isEqualTo(1);
	}

	/** Has the survey shown under an id, and answered unless the id is of nobody. */
	private void ask(String channel, boolean answered) {
		String open = "/api/v1/public/surveys/" + this.survey;
		UUID id = UUID.randomUUID();
		this.api
			.post(open + "/shown", "{\"id\": \"%s\", \"stage\": \"SHOWN\", \"channel\": \"%s\"}".formatted(id, channel))
			.is(202);
		if (answered) {
			this.api
				.post(open + "/responses",
						"{\"id\": \"%s\", \"channel\": \"%s\", \"answers\": {\"nps\": 9}}".formatted(id, channel))
				.is(201);
		}
	}

	private String reach(String query) {
		JsonNode reach = this.api.get(path("/kpis" + query)).is(200).json().get("reach");
		assertThat(this.api.get(path("/kpis/audit")).json().get("differences")).isEmpty();
		return "%s of %s, %.1f".formatted(reach.get("answered"), reach.get("asked"),
				reach.get("responseRate").doubleValue());
	}

	private JsonNode markShown(String set, String where) {
		return send("{'set': '" + set + "', 'where': {" + where + "}, 'shown': true}").is(200).json();
	}

	@Test
	void forgedRecordsOfAskingAreMarkedAndTheResponseRateIsBack() {
		for (int i = 0; i < 35; i++) {
			ask("web", i < 10);
		}
		assertThat(reach("")).isEqualTo("10 of 35, 28.6");
		Instant begins = Instant.now();
		for (int i = 0; i < 500; i++) {
			ask("web", false);
		}
		assertThat(reach("")).isEqualTo("10 of 535, 1.9");
		TallyNow.of(this.context, this.survey);
		String flood = "'receivedFrom': '" + begins + "'";
		assertThat(mark("SPAM", flood).toString()).isEqualTo(done(0, 0));
		assertThat(markShown("SPAM", flood).toString()).isEqualTo(done(500, 500));
		assertThat(reach("")).isEqualTo("10 of 35, 28.6");
		assertThat(reach("?segment=channel&value=web")).isEqualTo("10 of 35, 28.6");
		TallyNow.of(this.context, this.survey);
		assertThat(reach("")).isEqualTo("10 of 35, 28.6");
		assertThat(markShown("SPAM", flood).toString()).isEqualTo(done(500, 0));
		assertThat(markShown("NONE", "'mark': 'SPAM'").toString()).isEqualTo(done(500, 500));
		assertThat(reach("")).isEqualTo("10 of 535, 1.9");
		TallyNow.of(this.context, this.survey);
		assertThat(reach("")).isEqualTo("10 of 535, 1.9");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			'channel': 'shop'                       | 2
			'segment': 'channel', 'value': 'shop'   | 2
			'segment': 'touchpoint', 'value': 'web' | 0
			'segment': 'touchpoint', 'value': '(none)' | 3
			'segment': 'channel', 'value': '(other)' | 0
			'source': 'PUBLIC'                      | 3
			'source': 'KEY'                         | 0
			'from': '2020-01-01'                    | 3
			'to': '2020-01-01'                      | 0
			'receivedTo': '2020-01-01'              | 0
			'mark': 'SPAM'                          | 0
			'mark': 'NONE', 'channel': 'web'        | 1
			""")
	void recordsOfAskingAreMarkedWhereNobodyResponded(String where, int found) {
		ask("shop", false);
		ask("shop", false);
		ask("web", false);
		ask("shop", true);
		String before = figures();
		JsonNode marked = markShown("TEST", where);
		assertThat(this.sql.count("select count(*) from shown where survey_id = ? and mark = 'TEST'", this.survey))
			.isEqualTo(found);
		long responses = this.sql.count("select count(*) from response where survey_id = ? and mark = 'TEST'",
				this.survey);
		assertThat(marked.toString()).isEqualTo(done((int) (found + responses), (int) (found + responses)));
		assertThat(this.sql.count("select count(*) from superseded where survey_id = ? and stage is not null",
				this.survey))
			.isEqualTo(found);
		figures();
		markShown("NONE", "'mark': 'TEST'");
		assertThat(figures()).isEqualTo(before);
	}

	@Test
	void moreRecordsOfAskingThanAStepHoldsAreMarked() {
		this.sql.run("""
				insert into shown (survey_id, id, stage, at, received_at, source, channel, asked, sequence)
				select ?, gen_random_uuid(), 'SHOWN', date_trunc('day', now()), now(), 'PUBLIC', 'web', true,
					nextval('row_sequence') from generate_series(1, 2500)""", this.survey);
		assertThat(markShown("SPAM", "'channel': 'web'").toString()).isEqualTo(done(2_500, 2_500));
		assertThat(this.api.get(path("/kpis")).json().at("/reach/asked").intValue()).isZero();
		figures();
		assertThat(this.api.get("/api/v1/activity").json().at("/items/0/action").stringValue())
			.isEqualTo("marked shown as SPAM");
	}

	@Test
	void whatIsNotThereIsNotMarked() {
		answer(1, 9, "web");
		assertThat(mark("SPAM", UUID.randomUUID()).toString()).isEqualTo(done(0, 0));
		this.api.post(path("/responses/mark?as=SPAM&from=2026-03-01"), "").flawedParameter("as");
		assertThat(counted()).isEqualTo(1);
	}

}

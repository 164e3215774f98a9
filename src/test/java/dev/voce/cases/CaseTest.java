package dev.voce.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

@NullUnmarked
@VoceTest
@TestPropertySource(properties = "voce.cases.every=200ms")
class CaseTest {

	private static final String DETRACTORS = """
			{"rules": [{"question": "nps", "classes": ["DETRACTOR"], "due": "PT24H"}]}""";

	private static final ZoneId ROME = ZoneId.of("Europe/Rome");

	private final int port;

	private final Api api;

	private final Api administrator;

	private final Sql sql;

	CaseTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.administrator = Api.administrator(port, dataSource);
		this.sql = new Sql(dataSource);
	}

	private UUID survey(String rules) {
		UUID survey = this.api.npsSurvey();
		this.api.put("/api/v1/surveys/" + survey + "/follow-up", rules, "If-Match", "*").is(200);
		return survey;
	}

	private Api.Reply answer(UUID survey, UUID id, int score) {
		return answer(survey, id, "{\"answers\": {\"nps\": " + score + ", \"why\": \"late\"}}");
	}

	private Api.Reply answer(UUID survey, UUID id, String body) {
		return this.api.put("/api/v1/surveys/" + survey + "/responses/" + id, body);
	}

	private List<JsonNode> cases(UUID survey) {
		return this.api.get("/api/v1/cases?survey=" + survey).is(200).json().get("items").valueStream().toList();
	}

	private JsonNode onlyCase(UUID survey) {
		List<JsonNode> cases = cases(survey);
		assertThat(cases).hasSize(1);
		return this.api.get("/api/v1/cases/" + cases.get(0).get("id").stringValue()).is(200).json();
	}

	private Api.Reply verb(JsonNode one, String verb, String body) {
		return this.api.post("/api/v1/cases/" + one.get("id").stringValue() + "/" + verb, body, "If-Match",
				"\"" + one.get("revision").asString() + "\"");
	}

	private static List<String> kinds(JsonNode one) {
		return one.get("events").valueStream().map((event) -> event.get("kind").stringValue()).toList();
	}

	@Test
	void aResponseThatMatchesOpensOneCaseHoweverOftenItIsSent() throws Exception {
		UUID survey = survey(DETRACTORS);
		UUID id = UUID.randomUUID();
		ExecutorService senders = Executors.newFixedThreadPool(40);
		List<Future<Api.Reply>> answers = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			answers.add(senders.submit(() -> answer(survey, id, 3)));
		}
		int created = 0;
		for (Future<Api.Reply> answer : answers) {
			created += (answer.get().status() == 201) ? 1 : 0;
		}
		senders.shutdown();
		assertThat(created).isOne();
		JsonNode one = onlyCase(survey);
		assertThat(one.get("status").stringValue()).isEqualTo("NEW");
		assertThat(one.at("/said/score").intValue()).isEqualTo(3);
		assertThat(one.at("/said/class").stringValue()).isEqualTo("DETRACTOR");
		assertThat(one.at("/said/comment").stringValue()).isEqualTo("late");
		assertThat(kinds(one)).containsExactly("OPENED");
		assertThat(Instant.parse(one.get("dueAt").stringValue()))
			.isEqualTo(Instant.parse(one.get("openedAt").stringValue()).plusSeconds(86_400));
	}

	@Test
	void whatDoesNotMatchOpensNone() {
		UUID survey = survey("""
				{"rules": [{"question": "nps", "scores": [0, 1], "where": {"plan": ["pro"]}, "due": "PT1H"}]}""");
		answer(survey, UUID.randomUUID(), 0).is(201);
		answer(survey, UUID.randomUUID(), "{\"answers\": {\"nps\": 0}, \"attributes\": {\"plan\": \"free\"}}").is(201);
		answer(survey, UUID.randomUUID(),
				"{\"answers\": {\"nps\": 0}, \"attributes\": {\"plan\": \"pro\"}, \"test\": true}")
			.is(201);
		assertThat(cases(survey)).isEmpty();
		answer(survey, UUID.randomUUID(), "{\"answers\": {\"nps\": 0}, \"attributes\": {\"plan\": \"pro\"}}").is(201);
		assertThat(cases(survey)).hasSize(1);
	}

	@Test
	void anAmendmentAddsAnEventAndNeverOpensASecondNorClosesOne() {
		UUID survey = survey(DETRACTORS);
		UUID id = UUID.randomUUID();
		answer(survey, id, 3);
		answer(survey, id, 9).is(200);
		answer(survey, id, 3).is(200);
		JsonNode one = onlyCase(survey);
		assertThat(one.get("status").stringValue()).isEqualTo("NEW");
		assertThat(kinds(one)).containsExactly("OPENED", "AMENDED", "AMENDED");
		assertThat(one.at("/events/1/from").intValue()).isEqualTo(3);
		assertThat(one.at("/events/1/to").intValue()).isEqualTo(9);
		UUID better = UUID.randomUUID();
		answer(survey, better, 9);
		assertThat(cases(survey)).hasSize(1);
		answer(survey, better, 2);
		assertThat(cases(survey)).hasSize(2);
	}

	@Test
	void aMarkOrAnErasureVoidsACaseAndTheMarksRemovalRestoresIt() {
		UUID survey = survey(DETRACTORS);
		UUID id = UUID.randomUUID();
		answer(survey, id, 3);
		verb(onlyCase(survey), "note", "{\"text\": \"Called Anna\"}").is(200);
		mark(survey, id, "SPAM");
		JsonNode one = onlyCase(survey);
		assertThat(one.get("status").stringValue()).isEqualTo("CLOSED");
		assertThat(one.get("outcome").stringValue()).isEqualTo("VOID");
		verb(one, "reopen", "").refused(409);
		mark(survey, id, "NONE");
		assertThat(onlyCase(survey).get("status").stringValue()).isEqualTo("OPEN");
		this.api.delete("/api/v1/surveys/" + survey + "/responses/" + id).is(204);
		one = onlyCase(survey);
		assertThat(one.get("outcome").stringValue()).isEqualTo("VOID");
		assertThat(one.has("said")).isFalse();
		assertThat(one.toString()).doesNotContain("Called Anna");
		assertThat(kinds(one)).containsExactly("OPENED", "NOTED", "CLOSED", "REOPENED", "CLOSED");
	}

	private void mark(UUID survey, UUID id, String mark) {
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/mark",
					"{\"ids\": [\"" + id + "\"], \"set\": \"" + mark + "\"}")
			.is(200);
	}

	@Test
	void theVerbsMoveACaseThroughItsStates() {
		UUID survey = survey(DETRACTORS);
		answer(survey, UUID.randomUUID(), 3);
		JsonNode one = onlyCase(survey);
		one = verb(one, "note", "{\"text\": \" Called \"}").is(200).json();
		assertThat(one.get("status").stringValue()).isEqualTo("OPEN");
		assertThat(one.has("firstActionAt")).isTrue();
		one = verb(one, "wait", "{\"until\": \"" + Instant.now().plusSeconds(3_600) + "\", \"reason\": \"refund\"}")
			.is(200)
			.json();
		assertThat(one.get("status").stringValue()).isEqualTo("WAITING");
		one = verb(one, "reopen", "").is(200).json();
		assertThat(one.get("status").stringValue()).isEqualTo("OPEN");
		verb(one, "reopen", "").refused(409);
		one = verb(one, "close", "{\"outcome\": \"RESOLVED\", \"cause\": \"delivery\"}").is(200).json();
		assertThat(one.get("status").stringValue()).isEqualTo("CLOSED");
		assertThat(one.get("cause").stringValue()).isEqualTo("delivery");
		verb(one, "close", "{\"outcome\": \"RESOLVED\"}").refused(409);
		verb(one, "assign", "{\"owner\": null}").refused(409);
		verb(one, "wait", "{\"until\": \"" + Instant.now().plusSeconds(60) + "\"}").refused(409);
		one = verb(one, "reopen", "").is(200).json();
		assertThat(one.get("status").stringValue()).isEqualTo("OPEN");
		assertThat(one.has("outcome")).isFalse();
		assertThat(kinds(one)).containsExactly("OPENED", "NOTED", "WAITING", "REOPENED", "CLOSED", "REOPENED");
	}

	@Test
	void theSecondOfTwoChangesIsRefused() {
		UUID survey = survey(DETRACTORS);
		answer(survey, UUID.randomUUID(), 3);
		JsonNode read = onlyCase(survey);
		verb(read, "note", "{\"text\": \"first\"}").is(200);
		verb(read, "close", "{\"outcome\": \"RESOLVED\"}").refused(412);
		this.api.post("/api/v1/cases/" + read.get("id").stringValue() + "/note", "{\"text\": \"x\"}").refused(428);
	}

	@Test
	void waitingEndsByItselfAndIsAddedToTheDueTime() throws Exception {
		UUID survey = survey(DETRACTORS);
		answer(survey, UUID.randomUUID(), 3);
		JsonNode before = onlyCase(survey);
		verb(before, "wait", "{\"until\": \"" + Instant.now().plusMillis(700) + "\"}").is(200);
		Wait.until("waiting is over", () -> onlyCase(survey).get("status").stringValue().equals("OPEN"));
		JsonNode after = onlyCase(survey);
		assertThat(after.at("/events/2/reason").stringValue()).isEqualTo("WAITED");
		Instant waited = Instant.parse(after.at("/events/2/at").stringValue());
		Instant since = Instant.parse(after.at("/events/1/at").stringValue());
		assertThat(Instant.parse(after.get("dueAt").stringValue())).isEqualTo(
				Instant.parse(before.get("dueAt").stringValue()).plus(java.time.Duration.between(since, waited)));
	}

	@Test
	void anAmendmentEndsWaiting() {
		UUID survey = survey(DETRACTORS);
		UUID id = UUID.randomUUID();
		answer(survey, id, 3);
		verb(onlyCase(survey), "wait", "{\"until\": \"" + Instant.now().plusSeconds(3_600) + "\"}").is(200);
		answer(survey, id, "{\"answers\": {\"nps\": 3, \"why\": \"still late\"}}").is(200);
		JsonNode one = onlyCase(survey);
		assertThat(one.get("status").stringValue()).isEqualTo("OPEN");
		assertThat(one.at("/events/2/text").stringValue()).isEqualTo("still late");
	}

	@Test
	void theDueTimePassesOnceAndTheCaseGoesToWhomItsRuleNames() throws Exception {
		String colleague = user("AGENT");
		UUID survey = survey("""
				{"rules": [{"question": "nps", "scores": [3], "due": "PT1S",
					"handOver": {"to": "%s", "after": "PT1S"}}]}""".formatted(colleague));
		// Somebody else has the colleague locked, as whoever removes them.
		try (Sql.Hold removal = this.sql.holdUser(colleague)) {
			answer(survey, UUID.randomUUID(), 3);
			Wait.until("its time is over", () -> kinds(onlyCase(survey)).contains("OVERDUE"));
			Thread.sleep(1_500);
			assertThat(onlyCase(survey).has("owner")).isFalse();
		}
		Wait.until("it goes to the colleague", () -> onlyCase(survey).has("owner"));
		JsonNode one = onlyCase(survey);
		assertThat(one.get("overdue").booleanValue()).isTrue();
		assertThat(one.at("/owner/id").stringValue()).isEqualTo(colleague);
		assertThat(kinds(one)).containsExactly("OPENED", "OVERDUE", "ASSIGNED");
		assertThat(this.api.get("/api/v1/cases?overdue=true&survey=" + survey).json().get("items")).hasSize(1);
		assertThat(this.api.get("/api/v1/cases?overdue=false&survey=" + survey).json().get("items")).isEmpty();
	}

	private String user(String role) {
		return this.administrator
			.post("/api/v1/users",
					"{\"email\": \"" + UUID.randomUUID() + "@shop.example\", \"name\": \"Luca\", \"role\": \"" + role
							+ "\"}")
			.is(201)
			.json()
			.get("id")
			.stringValue();
	}

	@Test
	void casesOfARemovedUserHaveNoOwnerAndSaySo() {
		String luca = user("AGENT");
		UUID survey = survey("""
				{"rules": [{"question": "nps", "classes": ["DETRACTOR"], "owner": "%s", "due": "PT24H"}]}"""
			.formatted(luca));
		answer(survey, UUID.randomUUID(), 3);
		assertThat(onlyCase(survey).at("/owner/name").stringValue()).isEqualTo("Luca");
		this.administrator.delete("/api/v1/users/" + luca).is(204);
		JsonNode one = onlyCase(survey);
		assertThat(one.has("owner")).isFalse();
		assertThat(one.at("/events/1/reason").stringValue()).isEqualTo("USER_REMOVED");
		assertThat(one.at("/events/1/former").stringValue()).isEqualTo("Luca");
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/follow-up").json().at("/rules/0/owner").isMissingNode())
			.isTrue();
	}

	@Test
	void nobodyWhoIsRemovedMeanwhileIsLeftWithCases() throws Exception {
		UUID survey = survey(DETRACTORS);
		answer(survey, UUID.randomUUID(), 3);
		String path = "/api/v1/cases/" + onlyCase(survey).get("id").stringValue() + "/assign";
		for (int round = 0; round < 5; round++) {
			String luca = user("AGENT");
			ExecutorService callers = Executors.newFixedThreadPool(8);
			for (int i = 0; i < 16; i++) {
				callers.submit(() -> this.administrator.post(path, "{\"owner\": \"" + luca + "\"}", "If-Match", "*"));
			}
			callers.submit(() -> this.administrator.delete("/api/v1/users/" + luca));
			callers.shutdown();
			assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			assertThat(this.administrator.get("/api/v1/cases?owner=" + luca).is(200).json().get("items")).isEmpty();
		}
	}

	@Test
	void dueTimesSkipHolidaysAndHoursThatTheClockSkips() {
		Api other = new Api(this.port, this.sql.workspace());
		LocalDate today = LocalDate.now(ROME);
		List<LocalDate> holidays = IntStream.range(1, 100).mapToObj((i) -> today.plusDays(3 * i)).toList();
		other
			.put("/api/v1/workspace",
					"""
							{"name": "Aurora", "zone": "Europe/Rome", "businessHours": {"SUNDAY": [["01:00", "06:00"]],
								"WEDNESDAY": [["09:00", "13:00"], ["14:00", "24:00"]]}, "holidays": %s}"""
						.formatted(holidays.stream().map((day) -> "\"" + day + "\"").toList()),
					"If-Match", "*")
			.is(200);
		UUID survey = other.npsSurvey();
		other
			.put("/api/v1/surveys/" + survey + "/follow-up",
					"{\"rules\": [{\"question\": \"nps\", \"scores\": [1], \"due\": \"PT420H\"}]}", "If-Match", "*")
			.is(200);
		other.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 1}}").is(201);
		JsonNode one = other.get("/api/v1/cases").json().at("/items/0");
		Instant at = Instant.parse(one.get("openedAt").stringValue());
		// Second by second to the full minute, then minute by minute.
		long left = 420 * 3_600;
		for (long step; left > 0; left -= isWork(at, holidays) ? step : 0, at = at.plusSeconds(step)) {
			step = (at.getEpochSecond() % 60 == 0) ? 60 : 1;
		}
		assertThat(ROME.getRules().nextTransition(Instant.now()).getInstant()).isBefore(at);
		assertThat(Instant.parse(one.get("dueAt").stringValue())).isBetween(at.minusSeconds(61), at.plusSeconds(1));
	}

	private static boolean isWork(Instant at, List<LocalDate> holidays) {
		LocalDateTime local = at.atZone(ROME).toLocalDateTime();
		int hour = local.getHour();
		return !holidays.contains(local.toLocalDate()) && switch (local.getDayOfWeek()) {
			case SUNDAY -> hour >= 1 && hour < 6;
			case WEDNESDAY -> hour >= 9 && hour != 13;
			default -> false;
		};
	}

	@Test
	void removedRulesOpenNothingAndLeaveCasesAsTheyAre() {
		UUID survey = survey(DETRACTORS);
		UUID id = UUID.randomUUID();
		answer(survey, id, 3);
		this.api.put("/api/v1/surveys/" + survey + "/follow-up", "{\"rules\": []}", "If-Match", "*").is(200);
		answer(survey, UUID.randomUUID(), 3);
		answer(survey, id, 2).is(200);
		JsonNode one = onlyCase(survey);
		assertThat(one.at("/rule/classes/0").stringValue()).isEqualTo("DETRACTOR");
		assertThat(kinds(one)).containsExactly("OPENED", "AMENDED");
	}

	@Test
	void anUploadFromLongAgoOpensNoneUnlessItSaysSo() {
		UUID survey = survey(DETRACTORS);
		String batch = "/api/v1/surveys/" + survey + "/responses/batch";
		String old = "[{\"answers\": {\"nps\": 1}, \"submittedAt\": \"" + Instant.now().minusSeconds(8 * 86_400)
				+ "\"}]";
		this.api.post(batch, old).is(200);
		assertThat(cases(survey)).isEmpty();
		this.api.post(batch + "?openCases=true", old).is(200);
		assertThat(cases(survey)).hasSize(1);
		this.api.post(batch, "[{\"answers\": {\"nps\": 1}}, {\"answers\": {\"nps\": 2}}]").is(200);
		assertThat(cases(survey)).hasSize(3);
	}

	@Test
	void aCaseIsOpenedByHandOnce() {
		UUID survey = this.api.npsSurvey();
		UUID id = UUID.randomUUID();
		answer(survey, id, 9);
		String body = "{\"survey\": \"" + survey + "\", \"response\": \"" + id + "\"}";
		JsonNode one = this.administrator.post("/api/v1/cases", body).is(200).json();
		assertThat(one.at("/owner/name").stringValue()).isEqualTo("Administrator");
		assertThat(kinds(one)).containsExactly("OPENED");
		assertThat(one.at("/events/0/by").stringValue()).isEqualTo("Administrator");
		assertThat(this.api.post("/api/v1/cases", body).is(200).json().get("id")).isEqualTo(one.get("id"));
		this.api.post("/api/v1/cases", "{\"survey\": \"" + survey + "\", \"response\": \"" + UUID.randomUUID() + "\"}")
			.refused(404);
	}

	@Test
	void severalCasesGetAnOwnerAtOnce() {
		UUID survey = survey(DETRACTORS);
		answer(survey, UUID.randomUUID(), 1);
		answer(survey, UUID.randomUUID(), 2);
		List<JsonNode> two = cases(survey);
		verb(two.get(0), "close", "{\"outcome\": \"NO_ACTION\"}").is(200);
		String ids = two.stream().map((one) -> one.get("id").toString()).toList().toString();
		JsonNode assigned = this.administrator.post("/api/v1/cases/assign", "{\"ids\": " + ids + ", \"owner\": \"me\"}")
			.is(200)
			.json();
		assertThat(assigned.get("assigned").intValue()).isOne();
		assertThat(assigned.get("skipped").intValue()).isOne();
		assertThat(this.administrator.get("/api/v1/cases?owner=me&survey=" + survey).json().get("items")).hasSize(1);
	}

	@Test
	void aListIsFilteredAndPagedAndExported() {
		UUID survey = survey(DETRACTORS);
		for (int score = 0; score < 5; score++) {
			answer(survey, UUID.randomUUID(), "{\"answers\": {\"nps\": " + score + ", \"why\": \"=word" + score
					+ "\"}, \"attributes\": {\"name\": \"Anna " + score + "\"}}");
		}
		String list = "/api/v1/cases?survey=" + survey;
		JsonNode first = this.api.get(list + "&limit=3&order=DUE").json();
		JsonNode second = this.api.get(list + "&limit=3&order=DUE&cursor=" + first.get("next").stringValue()).json();
		assertThat(first.get("items")).hasSize(3);
		assertThat(second.get("items")).hasSize(2);
		assertThat(first.at("/items/0/said/score").intValue()).isZero();
		assertThat(second.at("/items/1/said/score").intValue()).isEqualTo(4);
		assertThat(cases(survey).get(0).at("/said/score").intValue()).isEqualTo(4);
		assertThat(this.api.get(list + "&q=word3").json().get("items")).hasSize(1);
		assertThat(this.api.get(list + "&q=anna%204").json().get("items")).hasSize(1);
		assertThat(this.api.get(list + "&q=" + first.at("/items/0/number").asString()).json().get("items")).hasSize(1);
		assertThat(this.api.get(list + "&q=100%25").json().get("items")).isEmpty();
		assertThat(this.api.get(list + "&status=ACTIVE&owner=none").json().get("items")).hasSize(5);
		String csv = this.api.get(list, "Accept", "text/csv").is(200).body();
		assertThat(csv.lines()).hasSize(6).first().asString().startsWith("number,survey");
		assertThat(csv).contains(",'=word3,");
		this.api.get("/api/v1/cases?status=SHUT").flawedParameter("status");
		this.api.get("/api/v1/cases?owner=x").flawedParameter("owner");
		this.api.get("/api/v1/cases?owner=me").flawedParameter("owner");
	}

	@Test
	void theCasesOfSomeResponsesAreListed() {
		UUID survey = survey(DETRACTORS);
		UUID first = UUID.randomUUID();
		UUID second = UUID.randomUUID();
		UUID content = UUID.randomUUID();
		answer(survey, first, 1);
		answer(survey, second, 2);
		answer(survey, content, 9);
		String list = "/api/v1/cases?survey=" + survey + "&response=";
		assertThat(this.api.get(list + first + "&response=" + content).is(200).json().get("items").valueStream())
			.extracting((one) -> one.get("response").stringValue())
			.containsExactly(first.toString());
		this.api.get(list + "x").flawedParameter("response");
	}

	@Test
	void aCopyOfASurveyHasItsRulesAndTheyAreItsOwn() {
		UUID survey = survey(DETRACTORS);
		String copy = "/api/v1/surveys/"
				+ this.api.post("/api/v1/surveys/" + survey + "/duplicate", "").is(201).json().get("id").stringValue()
				+ "/follow-up";
		assertThat(this.api.get(copy).is(200).json())
			.isEqualTo(this.api.get("/api/v1/surveys/" + survey + "/follow-up").json());
		this.api.put(copy, "{\"rules\": []}", "If-Match", "\"1\"").is(200);
		assertThat(this.api.get("/api/v1/surveys/" + survey + "/follow-up").json().get("rules")).hasSize(1);
	}

	@Test
	void countsAreOfTheWholeWorkspace() {
		Api other = new Api(this.port, this.sql.workspace());
		UUID survey = other.npsSurvey();
		other.put("/api/v1/surveys/" + survey + "/follow-up", DETRACTORS, "If-Match", "*").is(200);
		for (int i = 0; i < 3; i++) {
			other.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 1}}").is(201);
		}
		JsonNode list = other.get("/api/v1/cases?q=nothing").json();
		assertThat(list.get("counts").toString())
			.isEqualTo("{\"mine\":0,\"mineOverdue\":0,\"mineWaiting\":0,\"unassigned\":3,\"unassignedOverdue\":0,"
					+ "\"overdue\":0,\"open\":3,\"closed\":0}");
	}

	@Test
	void anotherWorkspacesCasesAreNotFound() {
		UUID survey = survey(DETRACTORS);
		answer(survey, UUID.randomUUID(), 3);
		JsonNode one = onlyCase(survey);
		String path = "/api/v1/cases/" + one.get("id").stringValue();
		Api other = new Api(this.port, this.sql.workspace());
		other.get(path).refused(404);
		other.post(path + "/note", "{\"text\": \"x\"}", "If-Match", "*").refused(404);
		other.post("/api/v1/cases/assign", "{\"ids\": [" + one.get("id") + "], \"owner\": null}").refused(404);
		other.post("/api/v1/cases", "{\"survey\": \"" + survey + "\", \"response\": " + one.get("response") + "}")
			.refused(404);
		other.get("/api/v1/surveys/" + survey + "/follow-up").refused(404);
		assertThat(other.get("/api/v1/cases?survey=" + survey).json().get("items")).isEmpty();
	}

	@Test
	void whatAPersonSaidBeforeAndTheirOtherCasesAreShown() {
		UUID survey = survey(DETRACTORS);
		String person = "{\"answers\": {\"nps\": %s}, \"respondent\": \"anna-" + survey + "\"}";
		answer(survey, UUID.randomUUID(), person.formatted(9));
		answer(survey, UUID.randomUUID(), person.formatted(1));
		UUID last = UUID.randomUUID();
		answer(survey, last, person.formatted(2));
		JsonNode one = this.api.get("/api/v1/cases/" + cases(survey).get(0).get("id").stringValue()).json();
		assertThat(one.get("earlier")).hasSize(2);
		assertThat(one.get("others")).hasSize(1);
		assertThat(one.at("/others/0/said/score").intValue()).isEqualTo(1);
		assertThat(one.at("/answered/id").stringValue()).isEqualTo(last.toString());
	}

	@Test
	void aPersonsExportHoldsCasesAndAnErasureRemovesWhatWasWritten() {
		UUID survey = survey(DETRACTORS);
		String person = "carla-" + survey;
		answer(survey, UUID.randomUUID(), "{\"answers\": {\"nps\": 1}, \"respondent\": \"" + person + "\"}");
		verb(onlyCase(survey), "note", "{\"text\": \"Carla lives in Cagliari\"}").is(200);
		JsonNode export = this.api.get("/api/v1/respondents/" + person).is(200).json();
		assertThat(export.at("/cases/0/events/0/words/text").stringValue()).isEqualTo("Carla lives in Cagliari");
		this.api.delete("/api/v1/respondents/" + person).is(200);
		JsonNode one = onlyCase(survey);
		assertThat(one.get("status").stringValue()).isEqualTo("OPEN");
		assertThat(one.toString()).doesNotContain("Carla");
	}

	@Test
	void aRuleThatCannotBeFollowedIsRefusedWithItsPlace() {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey + "/follow-up";
		for (List<String> each : List.of(List.of("/rules/0/question", "\"question\": \"why\", \"scores\": [1]"),
				List.of("/rules/0", "\"question\": \"nps\""),
				List.of("/rules/0/scores", "\"question\": \"nps\", \"scores\": [11]"),
				List.of("/rules/0/classes", "\"question\": \"nps\", \"classes\": [\"EASY\"]"),
				List.of("/rules/0/owner",
						"\"question\": \"nps\", \"scores\": [1], \"owner\": \"" + UUID.randomUUID() + "\""),
				List.of("/rules/0/where/plan", "\"question\": \"nps\", \"scores\": [1], \"where\": {\"plan\": []}"),
				List.of("/rules/0/where/plan",
						"\"question\": \"nps\", \"scores\": [1], \"where\": {\"plan\": [\"\\ud800\"]}"))) {
			this.api.put(path, "{\"rules\": [{" + each.get(1) + ", \"due\": \"PT1H\"}]}", "If-Match", "*")
				.flawed(each.get(0));
		}
		this.api
			.put(path, "{\"rules\": [{\"question\": \"nps\", \"scores\": [1], \"due\": \"soon\"}]}", "If-Match", "*")
			.flawed("/rules/0/due");
		this.api.put(path, DETRACTORS).refused(428);
		this.api.put(path, DETRACTORS, "If-Match", "\"7\"").refused(412);
		this.api.put(path, DETRACTORS, "If-Match", "\"0\"").is(200);
	}

	@Test
	void ofSeveralWhoWriteTheFirstRulesOneDoes() throws Exception {
		String path = "/api/v1/surveys/" + this.api.npsSurvey() + "/follow-up";
		ExecutorService editors = Executors.newFixedThreadPool(10);
		List<Future<Integer>> replies = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			replies.add(editors.submit(() -> this.api.put(path, DETRACTORS, "If-Match", "\"0\"").status()));
		}
		List<Integer> statuses = new ArrayList<>();
		for (Future<Integer> reply : replies) {
			statuses.add(reply.get());
		}
		editors.shutdown();
		assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
	}

}

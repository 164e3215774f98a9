package dev.voce.listing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.VoceTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Handing responses out. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListingTest {

	private final Api api;

	private final UUID survey;

	/** Ten responses, r0 the oldest, named by their respondent. */
	ListingTest(@LocalServerPort int port) {
		this.api = new Api(port);
		this.survey = this.api.survey("""
				{"name": "Listing", "zone": "Europe/Rome", "segments": ["plan"], "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "csat", "type": "CSAT", "text": {"en": "How satisfied?"}},
					{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
						{"key": "price", "text": {"en": "Price"}}, {"key": "quality", "text": {"en": "Quality"}}]},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}},
					{"key": "more", "type": "TEXT", "text": {"en": "More?"}}]}""");
		String[] responses = {
				"'submittedAt': '2025-03-29T22:59:59Z', 'answers': {'nps': 0}, 'channel': 'web', 'attributes': {'plan': 'pro'}",
				"'submittedAt': '2025-03-29T23:00:00Z', 'answers': {'nps': 6}, 'channel': 'mail', 'attributes': {'plan': 5}",
				"'submittedAt': '2025-03-30T21:59:59Z', 'answers': {'nps': 7, 'why': 'Consegna veloce'}, 'attributes': {'plan': true}",
				"'submittedAt': '2025-03-30T22:00:00Z', 'answers': {'nps': 8, 'csat': 5, 'why': 'veloce', 'more': 'Consegna'}",
				"'submittedAt': '2025-04-01T10:00:00Z', 'answers': {'nps': 9, 'reason': ['price', 'quality']}, 'locale': 'it'",
				"'submittedAt': '2025-04-01T10:00:00Z', 'answers': {'nps': 10, 'reason': ['price']}, 'attributes': {'plan': ''}",
				"'submittedAt': '2025-04-01T10:00:00Z', 'answers': {'nps': 10, 'why': '100% sicuro_di sé \\\\\\\\o/'}, 'test': true",
				"'submittedAt': '2025-04-02T10:00:00Z', 'answers': {'why': '=1+1, \\\"quoted\\\"\\nnext'}, 'channel': '@web', 'attributes': {'plan': -5, '+x': '-y'}",
				"'submittedAt': '2025-04-02T10:00:01Z', 'answers': {'csat': 1, 'why': '10 percent'}, 'finished': false",
				"'submittedAt': '2025-04-03T10:00:00Z', 'answers': {'csat': 3, 'why': 'sicuroXdi'}" };
		for (int i = 0; i < responses.length; i++) {
			this.api
				.post(path(),
						"{" + responses[i].replace("\\\\\\\\", "\\\\").replace('\'', '"') + ", \"respondent\": \"r" + i
								+ "\"}")
				.is(201);
		}
	}

	private String path() {
		return "/api/v1/surveys/" + this.survey + "/responses";
	}

	private static List<String> names(JsonNode page) {
		return page.get("items")
			.valueStream()
			.map((item) -> item.get("respondent").stringValue().substring(1))
			.toList();
	}

	private List<String> found(String query) {
		return names(this.api.get(path() + "?" + query).is(200).json());
	}

	@Test
	void theNewestComeFirst() {
		JsonNode page = this.api.get(path()).is(200).json();
		List<String> names = new ArrayList<>(names(page));
		Collections.sort(names.subList(3, 6)); // three at the same time
		assertThat(names).containsExactly("9", "8", "7", "4", "5", "6", "3", "2", "1", "0");
		assertThat(page.has("next")).isTrue();
		assertThat(page.get("next").isNull()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 9, 10, 11 })
	void pagesFollowEachOtherWithoutGapsOrRepeats(int limit) {
		List<String> all = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode page = this.api.get(path() + "?limit=" + limit + cursor).is(200).json();
			assertThat(page.get("items").size()).isLessThanOrEqualTo(limit);
			all.addAll(names(page));
			cursor = page.get("next").isNull() ? "" : "&cursor=" + page.get("next").stringValue();
		}
		while (!cursor.isEmpty());
		assertThat(all).isEqualTo(found("limit=200"));
	}

	@Test
	void whatComesMeanwhileShiftsNoPage() {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey + "/responses";
		for (int i = 0; i < 4; i++) {
			this.api.post(path, "{\"answers\": {\"nps\": " + i + "}}").is(201);
		}
		JsonNode first = this.api.get(path + "?limit=2").json();
		this.api.post(path, "{\"answers\": {\"nps\": 9}}").is(201);
		JsonNode second = this.api.get(path + "?limit=2&cursor=" + first.get("next").stringValue()).json();
		assertThat(second.get("items").valueStream().map((item) -> item.at("/answers/nps").intValue()))
			.containsExactly(1, 0);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			from=2025-03-30&to=2025-03-31                     | 2 1
			from=2025-03-30&to=2025-03-31&zone=UTC            | 3 2
			from=2025-03-29T22:59:59Z&to=2025-03-29T23:00:00Z | 0
			from=2025-03-30T00:00:00%2B01:00&to=2025-03-31    | 2 1
			from=2025-04-03                                   | 9
			to=2025-03-30                                     | 0
			question=nps                                      | ANY 4 5 6 3 2 1 0
			question=csat                                     | 9 8 3
			question=nps&score=0                              | 0
			question=nps&score=10                             | ANY 5 6
			question=nps&class=DETRACTOR                      | 1 0
			question=nps&class=PASSIVE                        | 3 2
			question=nps&class=PROMOTER&test=false            | ANY 4 5
			question=nps&class=PROMOTER&score=9               | 4
			question=nps&class=PASSIVE&score=9                |
			question=csat&class=NEUTRAL                       | 9
			question=csat&class=SATISFIED                     | 3
			segment=channel&value=web                         | 0
			segment=channel&value=mail                        | 1
			segment=channel&value=(none)&from=2025-04-02      | 9 8
			segment=locale&value=it                           | 4
			segment=plan&value=pro                            | 0
			segment=plan&value=5                              | 1
			segment=plan&value=-5                             | 7
			segment=plan&value=true                           | 2
			segment=plan&value=(none)&to=2025-04-01           | 3
			segment=plan&value=(none)&question=nps&score=10&test=false | 5
			segment=plan&value=nobody                         |
			segment=reason&value=price                        | ANY 4 5
			segment=reason&value=quality                      | 4
			segment=reason&value=(none)&from=2025-04-02       | 9 8 7
			q=veloce                                          | 3 2
			q=VELOCE                                          | 3 2
			q=consegna+veloce                                 | 2
			q=s%C3%89                                         | 6 3 2
			q=SE                                              | 6 3 2
			q=sicu%C5%99o                                     | 9 6
			q=%5B%28.*%5E%24%7C%7B1                           |
			q=v.loce                                          |
			q=%25                                             | 6
			q=0%25                                            | 6
			q=_                                               | 6
			q=sicuro_di                                       | 6
			q=%5C                                             | 6
			q=%20                                             | ANY 9 8 7 4 5 6 3 2 1 0
			q=nps                                             |
			test=true                                         | 6
			test=false&from=2025-04-01&to=2025-04-02          | ANY 4 5
			""")
	void everyFilterFindsWhatItSays(String query, String expected) {
		List<String> found = found(query);
		if (expected != null && expected.startsWith("ANY")) {
			assertThat(found).containsExactlyInAnyOrder(expected.substring(4).split(" "));
		}
		else {
			assertThat(String.join(" ", found)).isEqualTo((expected != null) ? expected : "");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			from     | from=yesterday
			from     | from=2025-13-01
			from     | from=2025-04-02&to=2025-04-01
			from     | from=2025-04-01&to=2025-04-01
			from     | from=%2B999999999-01-01T00:00:00Z
			to       | to=2025-04-01T10:00:00
			zone     | zone=Mars/Olympus
			zone     | zone=+1
			question | question=nsp
			question | question=why
			question | score=9
			question | class=PROMOTER
			score    | question=nps&score=11
			score    | question=nps&score=9.0
			class    | question=nps&class=promoter
			class    | question=nps&class=SATISFIED
			segment  | segment=country&value=IT
			segment  | value=web
			value    | segment=channel
			value    | segment=channel&value=%00
			test     | test=maybe
			limit    | limit=0
			limit    | limit=201
			limit    | limit=many
			cursor   | cursor=nonsense
			cursor   | cursor=!!!
			""")
	void aFlawIsReportedWithItsParameter(String parameter, String query) {
		this.api.get(path() + "?" + query).flawedParameter(parameter);
	}

	@Test
	void aMistypedFilterIsRefusedInEveryFormat() {
		for (String format : List.of("text/csv", "application/x-ndjson", "application/json")) {
			assertThat(this.api.get(path() + "?form=2026-01-01&to=2027-01-01", "Accept", format)
				.flawedParameter("form")
				.json()
				.at("/errors/0/detail")
				.stringValue()).contains("accepted here: ").contains(" from,").contains("class,").contains("value");
		}
		this.api.send("HEAD", path() + "?form=2026-01-01", (String) null).is(422);
		this.api.send("OPTIONS", path() + "?form=2026-01-01", (String) null).is(200);
		this.api.get(path() + "?Limit=1").flawedParameter("Limit");
		this.api.get(path() + "?scoreClass=DETRACTOR").flawedParameter("scoreClass");
		assertThat(this.api.get(path() + "?a=1&b=1&a=2").refused(422).json().get("errors").size()).isEqualTo(2);
		assertThat(this.api.get(path() + "?form=x", "Accept-Language", "it").is(422).body())
			.contains("parametro form: non è un parametro noto");
	}

	@Test
	void whatTheFormatDoesNotHaveIsNoParameterOfIt() {
		for (String format : List.of("text/csv", "application/x-ndjson")) {
			this.api.get(path() + "?limit=1", "Accept", format).flawedParameter("limit");
			this.api.get(path() + "?cursor=x", "Accept", format).flawedParameter("cursor");
		}
	}

	@Test
	void aForgedCursorDoesNoHarm() {
		for (String forged : List.of("+999999999-12-31T23:59:59Z " + UUID.randomUUID(), "-999999999-01-01T00:00:00Z x",
				"-999999999-01-01T00:00:00Z " + UUID.randomUUID(), " ", "' or 1=1 --")) {
			this.api.get(path() + "?cursor="
					+ Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(StandardCharsets.UTF_8)))
				.flawedParameter("cursor");
		}
	}

	@Test
	void aFloodIsDistinguishedByItsSourceChannelAndTimeOfReceipt() {
		UUID survey = this.api.npsSurvey();
		String keyed = "/api/v1/surveys/" + survey + "/responses";
		String open = "/api/v1/public/surveys/" + survey + "/responses";
		this.api.post(open, "{\"answers\": {\"nps\": 0}}", "Origin", "https://shop.example").is(201);
		this.api.put(open + "/" + UUID.randomUUID(), "{\"answers\": {\"nps\": 1}}").is(201);
		this.api.post("/s/" + survey, "a.nps=2&form.seen=nps", "Content-Type", "application/x-www-form-urlencoded")
			.is(200);
		String between = this.api.post(keyed, "{\"answers\": {\"nps\": 3}, \"channel\": \"mail\"}")
			.is(201)
			.json()
			.get("receivedAt")
			.stringValue();
		this.api.post(keyed + "/batch", "[{\"answers\": {\"nps\": 4}, \"submittedAt\": \"2020-01-01T00:00:00Z\"}]")
			.is(200);
		Map.of("source=PAGE", "0", "source=PUBLIC", "1", "source=FORM", "2", "source=KEY", "3", "source=BATCH", "4",
				"receivedFrom=" + between, "34", "receivedTo=" + between, "210", "channel=mail", "3", "channel=(none)",
				"104", "channel=(none)&source=BATCH&receivedFrom=" + between, "4")
			.forEach((query,
					scores) -> assertThat(this.api.get(keyed + "?" + query)
						.is(200)
						.json()
						.get("items")
						.valueStream()
						.map((item) -> item.at("/answers/nps").asString())
						.collect(Collectors.joining())).as(query).isEqualTo(scores));
		this.api.get(keyed + "?source=page").flawedParameter("source");
		this.api.get(keyed + "?receivedFrom=today").flawedParameter("receivedFrom");
		this.api.get(keyed + "?receivedFrom=2026-01-02&receivedTo=2026-01-02").flawedParameter("receivedFrom");
		this.api.get(keyed + "?channel=%00").flawedParameter("channel");
		assertThat(this.api.get(keyed + "?source=PAGE").json().at("/items/0/source").stringValue()).isEqualTo("PAGE");
	}

	@Test
	void linesOfJsonHoldAllThatIsFound() {
		Api.Reply answer = this.api.get(path() + "?test=false", "Accept", "application/x-ndjson").is(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
		String[] lines = answer.body().split("\n");
		assertThat(lines).hasSize(9);
		assertThat(lines[0]).contains("\"respondent\":\"r9\"");
		JsonNode one = this.api.get(path() + "?from=2025-04-03").json().at("/items/0");
		assertThat(lines[0]).isEqualTo(one.toString());
	}

	@Test
	void aTableHasAColumnForEachQuestionAndAttribute() {
		Api.Reply answer = this.api.get(path(), "Accept", "text/csv").is(200);
		assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
		assertThat(answer.body()).startsWith(
				"id,submittedAt,askedAt,receivedAt,version,revision,channel,touchpoint,locale,respondent,finished,test,mark,source,"
						+ "nps,csat,reason,why,more,attributes.+x,attributes.plan\r\n");
		assertThat(answer.body().split("\r\n")).hasSize(11);
		assertThat(answer.body()).contains(",,,it,r4,true,false,,KEY,9,,price quality,,,,\r\n");
		assertThat(answer.body()).contains(",r0,true,false,,KEY,0,,,,,,pro\r\n");
	}

	@Test
	void noCellIsRunAsAFormula() {
		String row = this.api.get(path() + "?from=2025-04-02&to=2025-04-02T10:00:01Z", "Accept", "text/csv")
			.is(200)
			.body();
		assertThat(row).contains(",'@web,,,r7,true,false,,KEY,,,,\"'=1+1, \"\"quoted\"\"\nnext\",,'-y,-5\r\n");
	}

	@Test
	void anEmptyTableHasItsHeadings() {
		assertThat(this.api.get(path() + "?to=2001-01-01", "Accept", "text/csv").is(200).body()).endsWith(",more\r\n");
		assertThat(this.api.get(path() + "?to=2001-01-01", "Accept", "application/x-ndjson").is(200).body()).isEmpty();
	}

	@Test
	void countsTellTheViewsApart() {
		UUID survey = this.api.survey("""
				{"name": "Views", "questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""");
		String path = "/api/v1/surveys/" + survey + "/responses";
		for (String each : List.of("", ", 'test': true, 'attributes': {'contact': 'a@b.example'}",
				", 'attributes': {'contact': 'Anna@B.example'}",
				", 'attributes': {'contact': true}, 'respondent': 'anna'", ", 'attributes': {'contact': ''}",
				", 'attributes': {'contact': false}")) {
			String body = "{'answers': {'nps': 9, 'why': 'Perché l’e\u0301 così'}" + each + "}";
			this.api.post(path, body.replace('\'', '"')).is(201);
		}
		this.api.post(path, "{\"answers\": {\"nps\": 2}}").is(201);
		JsonNode page = this.api.get(path + "?counts=true&counted=true&comment=true&q=perche%20cos%C3%AC")
			.is(200)
			.json();
		assertThat(page.get("counts").toString()).isEqualTo("{\"all\":6,\"withComment\":5,\"withContact\":2,"
				+ "\"testsAndSpam\":1,\"matching\":5,\"complete\":true}");
		assertThat(page.get("items")).hasSize(5);
		assertThat(this.api.get(path + "?q=l%E2%80%99%C3%A9").json().get("items")).as("decomposed").hasSize(6);
		this.api.post(path, "{\"answers\": {\"why\": \"좋아요 がんばれ\"}, \"test\": true}").is(201);
		assertThat(this.api.get(path + "?q=" + URLEncoder.encode("좋아 が", StandardCharsets.UTF_8)).json().get("items"))
			.hasSize(1);
		JsonNode reachable = this.api.get(path + "?contact=true&counted=true").json().get("items");
		assertThat(reachable.valueStream().map((item) -> item.get("contact").stringValue())).containsExactly("anna",
				"Anna@B.example");
		assertThat(this.api.get(path + "?contact=false").json().get("items")).hasSize(5);
		assertThat(this.api.get(path + "?counted=false").json().at("/items/1/contact").stringValue())
			.isEqualTo("a@b.example");
		assertThat(this.api.get(path + "?comment=false&counts=true").json().at("/counts/matching").intValue()).isOne();
		this.api.get(path + "?counted=maybe").flawedParameter("counted");
		this.api.get(path + "?comment=1").flawedParameter("comment");
		this.api.get(path + "?contact=").flawedParameter("contact");
		this.api.get(path + "?counts=si").flawedParameter("counts");
		this.api.get(path + "?counts=true&order=changed").flawedParameter("counts");
		this.api.get(path + "?counts=true", "Accept", "text/csv").flawedParameter("counts");
		this.api.get(path + "?q=" + "a".repeat(201)).flawedParameter("q");
		assertThat(this.api.get(path + "?q=" + "%C3%A9".repeat(200)).is(200).json().get("items")).isEmpty();
		this.api.post(path + "/mark", "{\"set\": \"SPAM\", \"where\": {\"counted\": true}}").flawed("/where");
		assertThat(
				this.api.post(path + "/mark", "{\"set\": \"SPAM\", \"where\": {\"contact\": true}}").json().toString())
			.isEqualTo("{\"matched\":3,\"changed\":3}");
		assertThat(
				this.api.post(path + "/mark", "{\"set\": \"NONE\", \"where\": {\"counted\": false}}").json().toString())
			.isEqualTo("{\"matched\":4,\"changed\":3}");
	}

	@Test
	void theFormatIsNegotiated() {
		assertThat(this.api.get(path(), "Accept", "*/*").is(200).header("Content-Type")).isEqualTo("application/json");
		assertThat(this.api.get(path(), "Accept", "text/*").is(200).header("Content-Type")).startsWith("text/csv");
		assertThat(this.api.get(path(), "Accept", "text/csv;q=0.5, application/x-ndjson").header("Content-Type"))
			.isEqualTo("application/x-ndjson");
		this.api.get(path(), "Accept", "application/pdf").refused(406);
		this.api.get(path(), "Accept", "nonsense").is(200);
	}

	@Test
	void aFlawIsAProblemInEveryFormat() {
		for (String format : List.of("text/csv", "application/x-ndjson", "application/json")) {
			this.api.get(path() + "?segment=nobody&value=x", "Accept", format).flawedParameter("segment");
			this.api.get("/api/v1/surveys/" + UUID.randomUUID() + "/responses", "Accept", format).refused(404);
		}
	}

	@Test
	void aListHoldsWhatIsStoredOfEach() {
		JsonNode item = this.api.get(path() + "?q=" + URLEncoder.encode("=1+1", StandardCharsets.UTF_8))
			.json()
			.at("/items/0");
		assertThat(item).isEqualTo(this.api.get(path() + "/" + item.get("id").stringValue()).json());
		assertThat(item.at("/answers/why").stringValue()).isEqualTo("=1+1, \"quoted\"\nnext");
		assertThat(item.get("attributes").toString()).isEqualTo("{\"+x\":\"-y\",\"plan\":-5}");
		assertThat(item.get("survey").stringValue()).isEqualTo(this.survey.toString());
	}

}

package dev.voce.kpi;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Figures over HTTP. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KpiTest {

	private static final String RANGE = "&from=2025-01-01&to=2025-04-01";

	private final Api api;

	private final Sql sql;

	private final UUID survey;

	/**
	 * January: 10, 10, 9, 7, 2; February: nothing; March: 9, 3, 3, 8, 10, all at noon on
	 * the tenth, with effort, mood and thumbs.
	 */
	KpiTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
		this.survey = this.api
			.survey("""
					{"name": "Figures", "zone": "Europe/Rome", "segments": ["plan"], "questions": [
						{"key": "why", "type": "TEXT", "text": {"en": "Why?"}},
						{"key": "nps", "type": "NPS", "text": {"en": "How likely?"}},
						{"key": "ces", "type": "CES", "text": {"en": "How easy?"}},
						{"key": "mood", "type": "RATING", "scale": {"min": -2, "max": 2}, "text": {"en": "How was it?"}},
						{"key": "thumb", "type": "CSAT", "scale": {"min": 0, "max": 1}, "text": {"en": "Good?"}},
						{"key": "csat", "type": "CSAT", "text": {"en": "How satisfied?"}},
						{"key": "reason", "type": "CHOICE", "multiple": true, "text": {"en": "Why?"}, "options": [
							{"key": "price", "text": {"en": "Price"}}, {"key": "quality", "text": {"en": "Quality"}}]}]}""");
		String january = "\"submittedAt\": \"2025-01-10T11:00:00Z\"";
		String march = "\"submittedAt\": \"2025-03-10T11:00:00Z\"";
		answer(this.survey, january, "\"nps\": 10, \"ces\": 7, \"mood\": 2, \"thumb\": 1", "\"channel\": \"web\"",
				"\"attributes\": {\"plan\": \"pro\"}");
		answer(this.survey, january, "\"nps\": 10, \"ces\": 6, \"mood\": 1, \"thumb\": 1", "\"channel\": \"web\"");
		answer(this.survey, january, "\"nps\": 9, \"ces\": 4, \"mood\": 0, \"thumb\": 0", "\"channel\": \"web\"");
		answer(this.survey, january, "\"nps\": 7, \"ces\": 1, \"mood\": -2, \"thumb\": 1", "\"channel\": \"mail\"");
		answer(this.survey, january, "\"nps\": 2, \"reason\": [\"price\", \"quality\"]", "\"channel\": \"web\"");
		answer(this.survey, march, "\"nps\": 9", "\"channel\": \"mail\"", "\"attributes\": {\"plan\": \"pro\"}");
		answer(this.survey, march, "\"nps\": 3, \"reason\": [\"price\"]", "\"channel\": \"mail\"",
				"\"locale\": \"it\"");
		answer(this.survey, march, "\"nps\": 3, \"reason\": [\"price\"]", "\"attributes\": {\"plan\": 7}");
		answer(this.survey, march, "\"nps\": 8", "\"finished\": false");
		answer(this.survey, march, "\"nps\": 10", "\"attributes\": {\"plan\": \"\"}");
		answer(this.survey, march, "\"nps\": 0", "\"test\": true", "\"channel\": \"test\"");
		answer(this.survey, march, "\"why\": \"no score\"", "\"channel\": \"text\"");
	}

	private void answer(UUID survey, String at, String answers, String... rest) {
		this.api
			.post("/api/v1/surveys/" + survey + "/responses",
					"{" + at + ", \"answers\": {" + answers + "}"
							+ Stream.of(rest).map((field) -> ", " + field).reduce("", String::concat) + "}")
			.is(201);
	}

	private JsonNode kpis(String query) {
		return kpis(this.survey, query);
	}

	private JsonNode kpis(UUID survey, String query) {
		return this.api.get("/api/v1/surveys/" + survey + "/kpis?" + query).is(200).json();
	}

	private static List<String> names(JsonNode series) {
		return series.valueStream().map((period) -> period.get("period").stringValue()).toList();
	}

	@Test
	void theAnswerSaysWhatItIsAbout() {
		JsonNode figures = kpis(RANGE);
		assertThat(figures.propertyNames()).containsExactly("survey", "question", "version", "metric", "scale",
				"scoreClasses", "formula", "complete", "capped", "zone", "period", "from", "to", "asOf", "overall",
				"series", "reach");
		assertThat(figures.toString()).startsWith("{\"survey\":\"" + this.survey
				+ "\",\"question\":\"nps\",\"version\":1,\"metric\":\"NPS\",\"scale\":{\"min\":0,\"max\":10},"
				+ "\"scoreClasses\":[" + "\"DETRACTOR\",".repeat(7)
				+ "\"PASSIVE\",\"PASSIVE\",\"PROMOTER\",\"PROMOTER\"],"
				+ "\"formula\":\"nps/1\",\"complete\":true,\"capped\":false,\"zone\":\"Europe/Rome\",\"period\":\"month\","
				+ "\"from\":\"2025-01-01\",\"to\":\"2025-04-01\",\"asOf\":\"");
	}

	@Test
	void theWholeRangeIsCountedFromItsAnswers() {
		JsonNode overall = kpis(RANGE).get("overall");
		assertThat(overall.get("responses").intValue()).isEqualTo(10);
		assertThat(overall.get("distribution").toString()).isEqualTo("[0,0,1,2,0,0,0,1,1,2,3]");
		assertThat(overall.get("classes").toString()).isEqualTo("{\"PROMOTER\":5,\"PASSIVE\":2,\"DETRACTOR\":3}");
		assertThat(overall.get("value").doubleValue()).isEqualTo(20.0);
		assertThat(overall.get("mean").doubleValue()).isEqualTo(7.1);
		assertThat(overall.at("/interval/level").doubleValue()).isEqualTo(0.95);
		assertThat(overall.at("/interval/lower").doubleValue()).isLessThan(20.0);
		assertThat(overall.at("/interval/upper").doubleValue()).isGreaterThan(20.0);
		assertThat(overall.has("net")).isFalse();
	}

	@Test
	void anEmptyPeriodHasNoFigureAndNoChange() {
		JsonNode series = kpis(RANGE).get("series");
		assertThat(names(series)).containsExactly("2025-01", "2025-02", "2025-03");
		JsonNode empty = series.get(1);
		assertThat(empty.get("responses").intValue()).isZero();
		for (String field : List.of("value", "mean", "interval", "change")) {
			assertThat(empty.has(field)).isTrue();
			assertThat(empty.get(field).isNull()).as(field).isTrue();
		}
		assertThat(empty.get("distribution").toString()).isEqualTo("[0,0,0,0,0,0,0,0,0,0,0]");
		assertThat(series.at("/0/change").isNull()).isTrue();
		assertThat(series.at("/2/change").isNull()).isTrue();
		assertThat(kpis("from=2024-01-01&to=2024-02-01").at("/overall/value").isNull()).isTrue();
	}

	@Test
	void aChangeComparesWithThePeriodBeforeAlsoBeforeTheRange() {
		JsonNode quarters = kpis("period=quarter&from=2025-01-01&to=2025-07-01").get("series");
		assertThat(quarters.at("/1/change").isNull()).isTrue();
		JsonNode days = kpis("period=month&from=2025-01-01&to=2025-02-01").get("series");
		assertThat(days.at("/0/change").isNull()).isTrue();
		UUID survey = this.api.npsSurvey();
		answer(survey, "\"submittedAt\": \"2025-01-31T12:00:00Z\"", "\"nps\": 0");
		answer(survey, "\"submittedAt\": \"2025-02-01T12:00:00Z\"", "\"nps\": 10");
		JsonNode change = kpis(survey, "from=2025-02-01&to=2025-03-01").at("/series/0/change");
		assertThat(change.get("delta").doubleValue()).isEqualTo(200.0);
		assertThat(change.propertyNames()).contains("delta", "lower", "upper", "pValue", "significant");
		assertThat(change.get("lower").doubleValue()).isLessThanOrEqualTo(200.0);
		assertThat(change.get("significant").booleanValue()).isFalse();
	}

	@Test
	void theDefaultRangeIsTheCurrentPeriodAndTheElevenBefore() {
		LocalDate month = LocalDate.now(ZoneId.of("Europe/Rome")).withDayOfMonth(1);
		JsonNode figures = kpis("");
		assertThat(figures.get("series").size()).isEqualTo(12);
		assertThat(figures.get("from").stringValue()).isEqualTo(month.minusMonths(11).toString());
		assertThat(figures.get("to").stringValue()).isEqualTo(month.plusMonths(1).toString());
		for (String period : List.of("day", "week", "quarter", "year")) {
			assertThat(kpis("period=" + period).get("series").size()).isEqualTo(12);
		}
		assertThat(kpis("to=2025-03-15").get("from").stringValue()).isEqualTo("2024-04-01");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			day     | 2024-12-31 | 2025-01-02 | 2024-12-31 2025-01-01
			day     | 2024-02-28 | 2024-03-01 | 2024-02-28 2024-02-29
			week    | 2025-12-28 | 2026-01-06 | 2025-W52 2026-W01 2026-W02
			week    | 2020-12-31 | 2021-01-05 | 2020-W53 2021-W01
			week    | 2021-01-03 | 2021-01-04 | 2020-W53
			week    | 2026-12-31 | 2027-01-05 | 2026-W53 2027-W01
			month   | 2025-12-31 | 2026-01-02 | 2025-12 2026-01
			quarter | 2025-12-31 | 2026-04-02 | 2025-Q4 2026-Q1 2026-Q2
			year    | 2024-12-31 | 2026-01-02 | 2024 2025 2026
			""")
	void periodsHaveTheirNamesAndAreClippedToTheRange(String period, String from, String to, String names) {
		JsonNode series = kpis("period=" + period + "&from=" + from + "&to=" + to).get("series");
		assertThat(String.join(" ", names(series))).isEqualTo(names);
		assertThat(series.at("/0/from").stringValue()).isEqualTo(from);
		assertThat(series.get(series.size() - 1).get("to").stringValue()).isEqualTo(to);
		for (int i = 1; i < series.size(); i++) {
			assertThat(series.get(i).get("from")).isEqualTo(series.get(i - 1).get("to"));
		}
	}

	@Test
	void aClippedPeriodCountsWhatLiesInTheRange() {
		JsonNode series = kpis("from=2025-01-11&to=2025-03-11").get("series");
		assertThat(series.valueStream().map((period) -> period.get("responses").intValue())).containsExactly(0, 0, 5);
		assertThat(kpis("from=2025-01-10&to=2025-03-10").at("/overall/responses").intValue()).isEqualTo(5);
	}

	@Test
	void segmentsSumToTheWhole() {
		for (String segment : List.of("channel", "touchpoint", "locale", "plan")) {
			JsonNode figures = kpis("segment=" + segment + RANGE);
			long[] sum = new long[11];
			figures.get("segments").forEach((value) -> {
				assertThat(value.get("series").size()).isEqualTo(3);
				assertThat(value.get("series")
					.valueStream()
					.mapToLong((period) -> period.get("responses").longValue())
					.sum()).isEqualTo(value.get("responses").longValue());
				for (int score = 0; score < sum.length; score++) {
					sum[score] += value.at("/overall/distribution").get(score).longValue();
				}
			});
			assertThat(sum).containsExactly(0, 0, 1, 2, 0, 0, 0, 1, 1, 2, 3);
			assertThat(figures.at("/overall/responses").intValue()).isEqualTo(10);
		}
	}

	private static String sizes(JsonNode figures) {
		return figures.get("segments")
			.valueStream()
			.map((value) -> value.get("value").stringValue() + " " + value.get("responses"))
			.reduce("", (all, one) -> all.isEmpty() ? one : all + ", " + one);
	}

	@Test
	void whoHasNoValueStandsUnderNone() {
		assertThat(sizes(kpis("segment=channel" + RANGE))).isEqualTo("web 4, (none) 3, mail 3");
		assertThat(sizes(kpis("segment=plan" + RANGE))).isEqualTo("(none) 7, pro 2, 7 1");
		assertThat(sizes(kpis("segment=locale" + RANGE))).isEqualTo("(none) 9, it 1");
		assertThat(sizes(kpis("segment=touchpoint" + RANGE))).isEqualTo("(none) 10");
	}

	@Test
	void theNameOfASegmentsValueAndItsFigureAreTwoThings() {
		Api.Reply answer = this.api
			.get("/api/v1/surveys/" + this.survey + "/kpis?segment=channel&from=2025-01-01&to=2025-02-01");
		String web = answer.body().substring(answer.body().indexOf("\"segments\":[") + 12);
		assertThat(web).startsWith(
				"{\"value\":\"web\",\"responses\":4,\"overall\":{\"responses\":4,\"value\":50.0,\"mean\":7.75,");
		assertThat(answer.json().at("/segments/0/series/0/value").doubleValue()).isEqualTo(50.0);
	}

	@Test
	void ofAMultipleChoiceAnAnswerStandsUnderEach() {
		assertThat(sizes(kpis("segment=reason" + RANGE))).isEqualTo("(none) 7, price 3, quality 1");
	}

	@Test
	void aSegmentIsComparedWithAllOthers() {
		JsonNode segments = kpis("segment=channel" + RANGE).get("segments");
		JsonNode web = segments.get(0);
		JsonNode versusRest = web.get("versusRest");
		// web: 10, 10, 9, 2; the rest: 7, 9, 3, 3, 8, 10
		assertThat(versusRest.get("delta").doubleValue()).isCloseTo(50.0 - 0.0, within(1e-9));
		assertThat(versusRest.propertyNames()).containsExactlyInAnyOrder("delta", "lower", "upper", "pValue",
				"adjusted", "significant");
		segments.forEach((segment) -> assertThat(segment.at("/versusRest/adjusted").doubleValue())
			.isGreaterThanOrEqualTo(segment.at("/versusRest/pValue").doubleValue()));
		assertThat(web.at("/series/2/responses").intValue()).isZero();
		assertThat(web.at("/series/2/value").isNull()).isTrue();
		assertThat(web.at("/series/0").has("change")).isTrue();
		assertThat(kpis("segment=touchpoint" + RANGE).at("/segments/0/versusRest").isNull()).isTrue();
	}

	@Test
	void withAValueTheWholeIsThatOfTheValueAlone() {
		JsonNode figures = kpis("segment=channel&value=mail" + RANGE);
		assertThat(figures.at("/overall/distribution").toString()).isEqualTo("[0,0,0,1,0,0,0,1,0,1,0]");
		assertThat(figures.get("series").valueStream().map((period) -> period.get("responses").intValue()))
			.containsExactly(1, 0, 2);
		assertThat(figures.get("segments").size()).isEqualTo(3);
		assertThat(kpis("segment=channel&value=(none)" + RANGE).at("/overall/responses").intValue()).isEqualTo(3);
		assertThat(kpis("segment=reason&value=price" + RANGE).at("/overall/responses").intValue()).isEqualTo(3);
		assertThat(kpis("segment=channel&value=nobody" + RANGE).at("/overall/value").isNull()).isTrue();
		assertThat(figures.at("/reach/started").intValue()).isEqualTo(3);
		assertThat(kpis("segment=plan&value=pro" + RANGE).at("/reach/started").isNull()).isTrue();
	}

	private String changes(String query) {
		return kpis(query).get("series")
			.valueStream()
			.map((period) -> period.get("change").isNull() ? "null" : period.at("/change/delta").toString())
			.collect(java.util.stream.Collectors.joining(" "));
	}

	@Test
	void theFirstPeriodIsComparedWithTheWholeOneBeforeTheRange() {
		// NPS of January 40, of March 0; nothing in between.
		assertThat(changes("period=quarter&from=2025-01-01&to=2025-07-01")).isEqualTo("null null");
		assertThat(changes("period=month&from=2025-01-01&to=2025-03-01")).isEqualTo("null null");
		assertThat(changes("period=week&from=2025-01-06&to=2025-01-20")).isEqualTo("null null");
		UUID two = this.api.npsSurvey();
		answer(two, "\"submittedAt\": \"2025-01-02T11:00:00Z\"", "\"nps\": 10");
		answer(two, "\"submittedAt\": \"2025-01-20T11:00:00Z\"", "\"nps\": 10");
		answer(two, "\"submittedAt\": \"2025-02-10T11:00:00Z\"", "\"nps\": 0");
		answer(two, "\"submittedAt\": \"2025-02-11T11:00:00Z\"", "\"nps\": 10");
		JsonNode february = kpis(two, "from=2025-02-01&to=2025-03-01");
		assertThat(february.at("/series/0/change/delta").doubleValue()).isEqualTo(-100.0);
		assertThat(kpis(two, "from=2025-01-01&to=2025-03-01").at("/series/1/change"))
			.isEqualTo(february.at("/series/0/change"));
		// The range before is as many days long, and ends where the range begins.
		assertThat(february.at("/overall/change/responses").intValue()).isEqualTo(1);
		assertThat(february.at("/overall/change/value").doubleValue()).isEqualTo(100.0);
		assertThat(february.at("/overall/change/classes/PROMOTER").intValue()).isEqualTo(1);
		JsonNode clipped = kpis(two, "from=2025-01-15&to=2025-03-01").get("series");
		assertThat(clipped.at("/0/responses").intValue()).isOne();
		assertThat(clipped.at("/0/change").isNull()).isTrue();
		assertThat(clipped.at("/1/responses").intValue()).isEqualTo(2);
		assertThat(clipped.at("/1/change").isNull()).isTrue();
		JsonNode cutShort = kpis(two, "from=2025-01-01&to=2025-02-15").get("series");
		assertThat(cutShort.at("/1/change").isNull()).isTrue();
	}

	@Test
	void ratingsWithoutVarianceAreNotCompared() {
		UUID survey = this.api.survey("""
				{"name": "Mood", "questions": [{"key": "mood", "type": "RATING", "scale": {"min": 1, "max": 5},
				  "text": {"en": "How was it?"}}]}""");
		for (String day : List.of("2025-01-10", "2025-01-11", "2025-02-10", "2025-02-11")) {
			answer(survey, "\"submittedAt\": \"" + day + "T11:00:00Z\"", "\"mood\": 3");
		}
		JsonNode series = kpis(survey, "from=2025-01-01&to=2025-03-01").get("series");
		assertThat(series.at("/1/value").doubleValue()).isEqualTo(3.0);
		assertThat(series.at("/1/change").isNull()).isTrue();
	}

	@Test
	void valuesBeyondTheFirstThousandStandTogetherAndFiguresSaySo() {
		UUID survey = this.api.survey("""
				{"name": "Shops", "segments": ["shop"], "questions": [
				  {"key": "nps", "type": "NPS", "text": {"en": "How likely?"}}]}""");
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 1_010; i++) {
			lines.append(
					"{\"answers\": {\"nps\": 9}, \"submittedAt\": \"2025-01-10T11:00:00Z\", \"attributes\": {\"shop\": \"s%04d\"}}%n"
						.formatted(i));
		}
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch", lines.toString(), "Content-Type",
					"application/x-ndjson")
			.is(200);
		JsonNode figures = kpis(survey, "segment=shop" + RANGE);
		assertThat(figures.get("capped").booleanValue()).isTrue();
		long other = figures.get("segments")
			.valueStream()
			.filter((segment) -> segment.get("value").stringValue().equals("(other)"))
			.mapToLong((segment) -> segment.get("responses").longValue())
			.sum();
		assertThat(other + figures.get("segments").size() - 1).isEqualTo(1_010);
		assertThat(other).isPositive();
		assertThat(kpis(survey, "segment=channel" + RANGE).get("capped").booleanValue()).isFalse();
	}

	@Test
	void aWindowEndsWithEachPeriod() {
		JsonNode series = kpis("period=day&window=3&from=2025-01-09&to=2025-01-15").get("series");
		assertThat(series.valueStream().map((period) -> period.get("responses").intValue())).containsExactly(0, 5, 5, 5,
				0, 0);
		series.forEach((period) -> assertThat(period.get("change").isNull()).isTrue());
		// From before the range on: the window of 13 January begins on 11 January.
		assertThat(kpis("period=day&window=4&from=2025-01-13&to=2025-01-14").at("/series/0/responses").intValue())
			.isEqualTo(5);
		assertThat(kpis("period=day&window=4&from=2025-01-13&to=2025-01-14").at("/overall/responses").intValue())
			.isZero();
		assertThat(kpis("window=366&from=2025-12-01&to=2026-01-01").at("/series/0/responses").intValue()).isEqualTo(10);
	}

	@Test
	void aCustomerEffortScoreCarriesTheNet() {
		JsonNode figures = kpis("question=ces" + RANGE);
		assertThat(figures.get("metric").stringValue()).isEqualTo("CES");
		assertThat(figures.at("/overall/value").doubleValue()).isEqualTo(50.0);
		assertThat(figures.at("/overall/net").doubleValue()).isEqualTo(25.0);
		assertThat(figures.at("/overall/mean").doubleValue()).isEqualTo(4.5);
		assertThat(figures.at("/overall/classes").toString()).isEqualTo("{\"EASY\":2,\"NEUTRAL\":1,\"DIFFICULT\":1}");
		assertThat(figures.at("/series/0/net").doubleValue()).isEqualTo(25.0);
	}

	@Test
	void aRatingHasNoClassesAndItsValueIsTheMean() {
		JsonNode overall = kpis("question=mood" + RANGE).get("overall");
		assertThat(overall.get("value").doubleValue()).isEqualTo(0.25);
		assertThat(overall.get("mean").doubleValue()).isEqualTo(0.25);
		assertThat(overall.get("interval").isObject()).isTrue();
		assertThat(overall.has("classes")).isFalse();
		assertThat(overall.get("distribution").toString()).isEqualTo("[1,0,1,1,1]");
	}

	@Test
	void thumbsHaveNoMean() {
		JsonNode overall = kpis("question=thumb" + RANGE).get("overall");
		assertThat(overall.get("value").doubleValue()).isEqualTo(75.0);
		assertThat(overall.has("mean")).isTrue();
		assertThat(overall.get("mean").isNull()).isTrue();
		assertThat(overall.get("classes").toString()).isEqualTo("{\"SATISFIED\":3,\"DISSATISFIED\":1}");
	}

	@Test
	void aQuestionThatNobodyAnsweredHasNoFigure() {
		assertThat(kpis("question=csat" + RANGE).at("/overall/responses").intValue()).isZero();
		assertThat(kpis("question=csat" + RANGE).at("/overall/value").isNull()).isTrue();
	}

	@Test
	void theLevelWidensTheInterval() {
		JsonNode wide = kpis("level=0.999" + RANGE).at("/overall/interval");
		JsonNode narrow = kpis("level=0.8" + RANGE).at("/overall/interval");
		assertThat(wide.get("level").doubleValue()).isEqualTo(0.999);
		assertThat(wide.get("lower").doubleValue()).isLessThan(narrow.get("lower").doubleValue());
		assertThat(wide.get("upper").doubleValue()).isGreaterThan(narrow.get("upper").doubleValue());
	}

	@Test
	void theReachCountsWhoAnsweredAtAll() {
		assertThat(kpis(RANGE).get("reach").toString()).isEqualTo(
				"{\"asked\":0,\"answered\":0,\"invited\":0,\"sent\":0,\"shown\":0,\"dismissed\":0,\"started\":11,\"finished\":10,\"responseRate\":null}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			question | question=nsp
			question | question=why
			question | question=
			from     | from=2025-02-01&to=2025-01-01
			from     | from=2025-01-01&to=2025-01-01
			from     | from=2025-02-30
			from     | from=2025-01-01T00:00:00Z&to=2025-02-01
			from     | from=%2B1000000-01-01&to=2025-01-01
			from     | from=2099-01-01
			from     | from=2000-01-01&to=2025-01-01&period=day
			from     | from=1000-01-01&to=9999-01-01&period=year
			from     | from=0999-12-31&to=1000-01-02
			to       | to=tomorrow
			to       | to=
			version  | version=0
			version  | version=2
			version  | version=one
			period   | period=hour
			period   | period=MONTH
			period   | period=
			zone     | zone=Mars/Olympus
			zone     | zone=europe/rome
			zone     | zone=GMT%2B1
			zone     | zone=SystemV/EST5
			zone     | zone=
			segment  | segment=country
			segment  | segment=nps
			segment  | segment=
			segment  | value=web
			window   | window=0
			window   | window=367
			window   | window=1.5
			window   | window=week
			level    | level=0.79
			level    | level=0.9991
			level    | level=95
			level    | level=NaN
			level    | level=high
			""")
	void aFlawIsToldWithItsParameter(String parameter, String query) {
		this.api.get("/api/v1/surveys/" + this.survey + "/kpis?" + query).flawedParameter(parameter);
	}

	@Test
	void fourThousandPeriodsAreNotTooMany() {
		LocalDate to = LocalDate.of(2025, 1, 1);
		String query = "period=day&to=" + to + "&from=";
		assertThat(kpis(query + to.minusDays(4_000)).get("series").size()).isEqualTo(4_000);
		this.api.get("/api/v1/surveys/" + this.survey + "/kpis?" + query + to.minusDays(4_001)).flawedParameter("from");
	}

	@Test
	void theEdgesOfTimeAreNoError() {
		assertThat(kpis("from=1000-01-01&to=1000-02-01&window=366").at("/overall/responses").intValue()).isZero();
		assertThat(kpis("from=9998-12-01&to=9999-01-01&zone=Pacific/Kiritimati").at("/overall/responses").intValue())
			.isZero();
		assertThat(kpis("from=1000-01-01&to=5000-01-01&period=year").at("/overall/responses").intValue()).isEqualTo(10);
	}

	@Test
	void theTagChangesWithTheFiguresAndOnlyThen() {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey + "/kpis";
		String id = UUID.randomUUID().toString();
		String response = "/api/v1/surveys/" + survey + "/responses/" + id;
		String tag = this.api.get(path).is(200).header("ETag");

		tag = expectChanged(path, tag, () -> this.api.put(response, "{\"answers\": {\"nps\": 9}}").is(201));
		expectSame(path, tag, () -> this.api.put(response, "{\"answers\": {\"nps\": 9}}").is(200));
		expectSame(path, tag,
				() -> this.api.post("/api/v1/surveys/" + survey + "/responses", "{\"answers\": {\"nps\": 11}}")
					.is(422));
		tag = expectChanged(path, tag, () -> this.api.put(response, "{\"answers\": {\"nps\": 8}}").is(200));
		String asked = "{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}";
		tag = expectChanged(path, tag,
				() -> this.api.post("/api/v1/public/surveys/" + survey + "/shown", asked).is(202));
		expectSame(path, tag, () -> this.api.post("/api/v1/public/surveys/" + survey + "/shown", asked).is(202));
		expectSame(path, tag,
				() -> this.api
					.post("/api/v1/public/surveys/" + survey + "/shown",
							"{\"id\": \"" + id + "\", \"stage\": \"SHOWN\"}")
					.is(202));
		tag = expectChanged(path, tag, () -> this.api.delete(response).is(204));
		this.api.get(path + "?level=0.9", "If-None-Match", tag).is(200);
		this.api.get(path + "?zone=Asia/Tokyo", "If-None-Match", tag).is(200);
	}

	private String expectChanged(String path, String tag, Runnable change) {
		change.run();
		String changed = this.api.get(path, "If-None-Match", tag).is(200).header("ETag");
		assertThat(changed).isNotEmpty().isNotEqualTo(tag);
		return changed;
	}

	private void expectSame(String path, String tag, Runnable noChange) {
		noChange.run();
		Api.Reply same = this.api.get(path, "If-None-Match", tag).is(304);
		assertThat(same.body()).isEmpty();
		assertThat(same.header("ETag")).isEqualTo(tag);
		this.api.get(path, "If-None-Match", tag.replaceFirst("\"$", "-gzip\"")).is(304);
	}

	@Test
	void figuresFollowADefinitionThatAnotherNodeChanged() {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey + "/kpis";
		assertThat(this.api.get(path).json().get("zone").stringValue()).isEqualTo("UTC");
		// As another node edits it, of which this one holds the old definition.
		this.sql.run("update survey set zone = 'Asia/Kathmandu', revision = revision + 1 where id = ?", survey);
		this.sql.run("update survey_state set definition_revision = definition_revision + 1 where survey_id = ?",
				survey);
		assertThat(this.api.get(path).is(200).json().get("zone").stringValue()).isEqualTo("Asia/Kathmandu");
	}

	/** Each line: the survey's zone, an instant, and the local day that it belongs to. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			Europe/Rome         | 2025-03-29T22:59:59.999Z | 2025-03-29
			Europe/Rome         | 2025-03-29T23:00:00Z     | 2025-03-30
			Europe/Rome         | 2025-03-30T21:30:00Z     | 2025-03-30
			Europe/Rome         | 2025-03-30T22:00:00Z     | 2025-03-31
			Europe/Rome         | 2025-10-25T21:59:59Z     | 2025-10-25
			Europe/Rome         | 2025-10-25T22:00:00Z     | 2025-10-26
			Europe/Rome         | 2025-10-26T22:30:00Z     | 2025-10-26
			Europe/Rome         | 2025-10-26T23:00:00Z     | 2025-10-27
			Europe/Rome         | 2025-06-15T21:30:00Z     | 2025-06-15
			Asia/Kathmandu      | 2025-06-14T18:14:59Z     | 2025-06-14
			Asia/Kathmandu      | 2025-06-14T18:15:00Z     | 2025-06-15
			Asia/Kathmandu      | 2025-06-15T17:45:00Z     | 2025-06-15
			Australia/Lord_Howe | 2025-10-04T15:45:00Z     | 2025-10-05
			America/Sao_Paulo   | 2018-11-04T02:45:00Z     | 2018-11-03
			America/Sao_Paulo   | 2018-11-04T03:00:00Z     | 2018-11-04
			Pacific/Apia        | 2011-12-30T09:59:59Z     | 2011-12-29
			Pacific/Apia        | 2011-12-30T10:00:00Z     | 2011-12-31
			""")
	void anAnswerBelongsToItsLocalDay(String zone, String at, String day) {
		UUID survey = this.api.npsSurvey();
		answer(survey, "\"submittedAt\": \"" + at + "\"", "\"nps\": 9");
		LocalDate date = LocalDate.parse(day);
		JsonNode series = kpis(survey,
				"period=day&zone=" + zone + "&from=" + date.minusDays(3) + "&to=" + date.plusDays(4))
			.get("series");
		assertThat(series.valueStream()
			.filter((period) -> period.get("responses").intValue() == 1)
			.map((period) -> period.get("period").stringValue())).containsExactly(day);
	}

	@Test
	void everyHourOfADayThatIsShorterOrLongerIsCounted() {
		UUID survey = this.api.npsSurvey();
		StringBuilder lines = new StringBuilder();
		for (String start : List.of("2025-03-30T00:15:00+01:00", "2025-10-26T00:15:00+02:00")) {
			java.time.OffsetDateTime first = java.time.OffsetDateTime.parse(start);
			for (int hour = -3; hour < 28; hour++) {
				lines.append("{\"answers\": {\"nps\": 9}, \"submittedAt\": \"" + first.plusHours(hour).toInstant()
						+ "\"}\n");
			}
		}
		this.api
			.post("/api/v1/surveys/" + survey + "/responses/batch", lines.toString(), "Content-Type",
					"application/x-ndjson")
			.is(200);
		String query = "zone=Europe/Rome&period=day&from=";
		assertThat(kpis(survey, query + "2025-03-30&to=2025-03-31").at("/overall/responses").intValue()).isEqualTo(23);
		assertThat(kpis(survey, query + "2025-10-26&to=2025-10-27").at("/overall/responses").intValue()).isEqualTo(25);
		assertThat(kpis(survey, query + "2025-03-01&to=2025-11-01").at("/overall/responses").intValue()).isEqualTo(62);
	}

	@Test
	void anAuditHoldsTheTalliesAgainstTheAnswers() {
		JsonNode audit = this.api.get("/api/v1/surveys/" + this.survey + "/kpis/audit").is(200).json();
		assertThat(audit.get("responses").intValue()).isEqualTo(10);
		assertThat(audit.get("differences").isEmpty()).isTrue();
		assertThat(audit.get("asOf").stringValue()).endsWith("Z");
	}

	private JsonNode rebuild(UUID survey) throws Exception {
		String location = this.api.post("/api/v1/surveys/" + survey + "/kpis/rebuild", "").is(202).header("Location");
		Wait.until("the rebuild is over",
				() -> !this.api.get(location).is(200).json().get("status").stringValue().equals("RUNNING"));
		return this.api.get(location).is(200).json();
	}

	@Test
	void aRebuildThatFindsNothingLeavesTheTag() throws Exception {
		String path = "/api/v1/surveys/" + this.survey + "/kpis";
		String tag = this.api.get(path).is(200).header("ETag");
		assertThat(rebuild(this.survey).get("corrected").intValue()).isZero();
		this.api.get(path, "If-None-Match", tag).is(304);
	}

	@Test
	void aSegmentDeclaredLaterCountsWhatIsThere() throws Exception {
		UUID survey = this.api.npsSurvey();
		String path = "/api/v1/surveys/" + survey;
		answer(survey, "\"submittedAt\": \"2025-01-10T11:00:00Z\"", "\"nps\": 9",
				"\"attributes\": {\"plan\": \"pro\"}");
		this.api.get(path + "/kpis?segment=plan").flawedParameter("segment");
		Api.Reply read = this.api.get(path);
		this.api
			.put(path, read.body().replace("\"segments\":[]", "\"segments\":[\"plan\"]"), "If-Match",
					read.header("ETag"))
			.is(200);
		Wait.until("the segment is complete",
				() -> kpis(survey, "segment=plan" + RANGE).get("complete").booleanValue());
		assertThat(sizes(kpis(survey, "segment=plan" + RANGE))).isEqualTo("pro 1");
	}

	@Test
	void aSurveyWithoutScoresHasNoFigures() {
		UUID survey = this.api.survey(
				"{\"name\": \"x\", \"questions\": [{\"key\": \"why\", \"type\": \"TEXT\", \"text\": {\"en\": \"?\"}}]}");
		this.api.get("/api/v1/surveys/" + survey + "/kpis").flawedParameter("question");
	}

	@Test
	void whatNamesNothingIsNotFound() {
		for (String id : List.of("42", UUID.randomUUID().toString())) {
			this.api.get("/api/v1/surveys/" + id + "/kpis").refused(404);
			this.api.get("/api/v1/surveys/" + id + "/kpis/audit").refused(404);
			this.api.post("/api/v1/surveys/" + id + "/kpis/rebuild", "").refused(404);
		}
		this.api.get("/api/v1/surveys/" + this.survey + "/kpis", "Accept", "text/csv").refused(406);
		this.api.post("/api/v1/surveys/" + this.survey + "/kpis", "{}").refused(405);
	}

}

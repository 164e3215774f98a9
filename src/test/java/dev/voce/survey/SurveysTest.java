package dev.voce.survey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;

import dev.voce.testing.Api;
import dev.voce.testing.Sql;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/** Surveys from their making to their end. */
@VoceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SurveysTest {

	private static final String ALL = """
			{"name": "Checkout", "zone": "Europe/Rome", "defaultLocale": "it", "segments": ["plan", "country"],
			"allowedOrigins": ["https://shop.example"], "channel": "web", "touchpoint": "checkout", "stage": "PURCHASE",
			"questions": [
				{"key": "nps", "type": "NPS", "required": true, "look": "NUMBERS",
					"text": {"it": "Quanto?", "en": "How likely?"},
					"labels": {"min": {"it": "Per niente"}, "max": {"it": "Moltissimo"}}},
				{"key": "thumbs", "type": "CSAT", "scale": {"min": 0, "max": 1}, "look": "THUMBS", "text": {"it": "Bene?"}},
				{"key": "school", "type": "CSAT", "orientation": "REVERSED", "text": {"it": "Voto?"}},
				{"key": "ease", "type": "CES", "scale": {"min": 1, "max": 5}, "orientation": "EASE", "text": {"it": "Facile?"}},
				{"key": "mood", "type": "RATING", "scale": {"min": -5, "max": 5}, "text": {"it": "Umore?"}},
				{"key": "reason", "type": "CHOICE", "multiple": true, "askWhen": {"question": "nps", "classes": ["DETRACTOR"]},
					"text": {"it": "Perché?"}, "options": [{"key": "delivery", "text": {"it": "La consegna"}}]},
				{"key": "why", "type": "TEXT", "askWhen": {"question": "nps"}, "text": {"it": "Perché?"},
					"textFor": {"PROMOTER": {"it": "Che bello?"}}}],
			"thanks": {"PROMOTER": {"text": {"it": "Grazie"}, "link": "https://shop.example/r?x=1#y"}}}""";

	private final int port;

	private final Api api;

	private final Sql sql;

	SurveysTest(@LocalServerPort int port, @Autowired DataSource dataSource) {
		this.port = port;
		this.api = new Api(port);
		this.sql = new Sql(dataSource);
	}

	@Test
	void aDryRunSaysWhatSavingWouldRestartAndWhatIsMissingAndStoresNothing() {
		JsonNode survey = publish(create(ALL));
		String path = path(survey);
		String before = this.api.get(path).body();
		assertThat(this.api.put(path + "?dryRun=true", before).is(200).json().get("restarts")).isEmpty();
		String edited = before.replace("\"key\":\"thumbs\",\"type\":\"CSAT\",", "\"key\":\"thumbs\",\"type\":\"NPS\",")
			.replace("\"scale\":{\"min\":0,\"max\":1},", "")
			.replace("\"look\":\"THUMBS\"", "\"look\":\"NUMBERS\"");
		JsonNode effects = this.api.put(path + "?dryRun=true", edited).is(200).json();
		assertThat(effects.get("version").intValue()).isEqualTo(2);
		assertThat(effects.get("restarts").toString()).isEqualTo("[{\"question\":\"thumbs\",\"removed\":false}]");
		assertThat(effects.get("missing").get(0).toString())
			.isEqualTo("{\"pointer\":\"/questions/0/labels/min\",\"locale\":\"en\"}");
		assertThat(this.api.get(path).body()).isEqualTo(before);
	}

	@Test
	void aQuestionThatIsStillToBeWrittenIsNotPublished() {
		JsonNode survey = create(
				"{\"name\": \"New\", \"questions\": [{\"key\": \"nps\", \"type\": \"NPS\", \"text\": {\"en\": \"…\"}}]}");
		assertThat(this.api.post(path(survey) + "/publish", "").is(422).json().at("/errors/0/pointer").stringValue())
			.isEqualTo("/questions/0/text");
		assertThat(this.api.get(path(survey)).json().get("status").stringValue()).isEqualTo("DRAFT");
	}

	private JsonNode create(String body) {
		return this.api.post("/api/v1/surveys", body).is(201).json();
	}

	private static String path(JsonNode survey) {
		return "/api/v1/surveys/" + survey.get("id").stringValue();
	}

	private JsonNode publish(JsonNode survey) {
		return this.api.post(path(survey) + "/publish", "").is(200).json();
	}

	@Test
	void originsOfAnEarlierReleaseAreWrittenAsBrowsersSendThem() throws IOException {
		UUID id = UUID.fromString(create(ALL).get("id").stringValue());
		this.sql.run("update survey set settings = jsonb_set(settings, '{allowedOrigins}', ?::jsonb) where id = ?", """
				["https://a.example:443", "http://b.example:80", "https://c.example:80", "http://d.example:8080",
				 "https://e.example:", "https://[::1]:0443", "https://g.example"]""", id);
		this.sql.run(new ClassPathResource("db/migration/V68__origins_as_browsers_send_them.sql")
			.getContentAsString(StandardCharsets.UTF_8));
		assertThat(this.api.get("/api/v1/surveys/" + id).json().get("allowedOrigins").toString())
			.isEqualTo("[\"https://a.example\",\"http://b.example\",\"https://c.example:80\",\"http://d.example:8080\","
					+ "\"https://e.example\",\"https://[::1]\",\"https://g.example\"]");
	}

	/** Sends the survey back with something replaced. */
	private JsonNode edit(JsonNode survey, String from, String to) {
		Api.Reply present = this.api.get(path(survey)).is(200);
		assertThat(present.body()).contains(from);
		return this.api.put(path(survey), present.body().replace(from, to), "If-Match", present.header("ETag"))
			.is(200)
			.json();
	}

	private int answer(JsonNode survey, String answers, String rest) {
		return this.api
			.post("/api/v1/public" + path(survey).substring(7) + "/responses", "{\"answers\": " + answers + rest + "}")
			.status();
	}

	@Test
	void aNewSurveyIsADraftAndSaysWhereItIs() {
		Api.Reply created = this.api.post("/api/v1/surveys", ALL).is(201);
		JsonNode survey = created.json();
		assertThat(created.header("Location")).isEqualTo(path(survey));
		assertThat(survey.get("status").stringValue()).isEqualTo("DRAFT");
		assertThat(survey.get("version").intValue()).isOne();
		Api.Reply read = this.api.get(created.header("Location")).is(200);
		assertThat(read.json()).isEqualTo(survey);
		assertThat(read.header("ETag")).isNotEmpty().isEqualTo(created.header("ETag"));
	}

	@Test
	void whatIsAbsentHasADefault() {
		JsonNode survey = create("""
				{"name": "Small", "questions": [{"key": "ces", "type": "CES", "text": {"en": "Easy?"}}]}""");
		assertThat(survey.get("zone").stringValue()).isEqualTo("UTC");
		assertThat(survey.get("defaultLocale").stringValue()).isEqualTo("en");
		assertThat(survey.get("segments").isEmpty()).isTrue();
		assertThat(survey.get("allowedOrigins").isEmpty()).isTrue();
		assertThat(survey.at("/questions/0/scale").toString()).isEqualTo("{\"min\":1,\"max\":7}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nps", "csat", "ces", "cx-pyramid", "delivery" })
	void everyTemplateCanBePostedAsItIsAndAskedInBothLanguages(String key) {
		Api.Reply template = this.api.get("/api/v1/templates/" + key).is(200);
		JsonNode survey = publish(create(template.body()));
		for (String locale : List.of("en", "it")) {
			JsonNode asked = this.api.get("/api/v1/public" + path(survey).substring(7) + "?locale=" + locale)
				.is(200)
				.json();
			assertThat(asked.get("locale").stringValue()).isEqualTo(locale);
			for (int i = 0; i < asked.get("questions").size(); i++) {
				assertThat(asked.at("/questions/" + i + "/text").stringValue())
					.isEqualTo(template.json().at("/questions/" + i + "/text/" + locale).stringValue());
			}
		}
		this.api.get(path(survey) + "/kpis").is(200);
	}

	@Test
	void theTemplatesAreListed() {
		JsonNode items = this.api.get("/api/v1/templates").is(200).json().get("items");
		assertThat(items.valueStream().map((item) -> item.get("key").stringValue())).containsExactly("nps", "csat",
				"ces", "cx-pyramid", "delivery");
		assertThat(items.at("/0/survey")).isEqualTo(this.api.get("/api/v1/templates/nps").json());
		assertThat(this.api.get("/api/v1/templates/nothing").refused(404).body()).contains("cx-pyramid");
	}

	@Test
	void aSurveyCanBeSentBackAsItIsServed() {
		JsonNode survey = create(ALL);
		for (int i = 0; i < 2; i++) {
			Api.Reply before = this.api.get(path(survey));
			JsonNode after = this.api.put(path(survey), before.body(), "If-Match", before.header("ETag"))
				.is(200)
				.json();
			assertThat(without(after)).isEqualTo(without(before.json()));
			if (i == 0) {
				publish(survey);
			}
		}
		// Nothing of what was sent is lost.
		JsonNode sent = tools.jackson.databind.json.JsonMapper.shared().readTree(ALL);
		sent.propertyNames().forEach((name) -> {
			if (!name.equals("questions")) {
				assertThat(survey.get(name)).isEqualTo(sent.get(name));
			}
		});
		for (int i = 0; i < sent.get("questions").size(); i++) {
			JsonNode question = survey.get("questions").get(i);
			sent.get("questions")
				.get(i)
				.properties()
				.forEach((field) -> assertThat(question.get(field.getKey())).isEqualTo(field.getValue()));
		}
	}

	private static JsonNode without(JsonNode survey) {
		return ((tools.jackson.databind.node.ObjectNode) survey.deepCopy()).without(List.of("updatedAt", "revision"));
	}

	@Test
	void everyListedSurveyCanBeSentBackToo() {
		JsonNode survey = create(ALL);
		JsonNode item = this.api.get("/api/v1/surveys?limit=1").is(200).json().at("/items/0");
		assertThat(item.get("id")).isEqualTo(survey.get("id"));
		this.api.put(path(survey), item.toString(), "If-Match", this.api.get(path(survey)).header("ETag")).is(200);
	}

	@Test
	void aChangeNamesWhatItChanges() {
		JsonNode survey = create(ALL);
		Api.Reply read = this.api.get(path(survey));
		assertThat(this.api.put(path(survey), ALL).refused(428).body()).contains("If-Match");
		for (String stale : List.of("\"0\"", "\"nonsense\"", "\"99999999999999999999\"")) {
			this.api.put(path(survey), ALL, "If-Match", stale).refused(412);
		}
		for (String malformed : List.of("nonsense", "", "0")) {
			this.api.put(path(survey), ALL, "If-Match", malformed).flawedParameter("If-Match");
		}
		String changed = this.api.put(path(survey), ALL, "If-Match", read.header("ETag")).is(200).header("ETag");
		assertThat(changed).isNotEqualTo(read.header("ETag"));
		this.api.put(path(survey), ALL, "If-Match", read.header("ETag")).refused(412);
		this.api.put(path(survey), ALL, "If-Match", changed).is(200);
		this.api.put(path(survey), ALL, "If-Match", "*").is(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "W/\"%s\"", "\"%s-gzip\"", "\"%s-br\"", "\"%s--gzip\"", "\"0\", W/\"%s-gzip\"" })
	void editingWorksThroughAProxyThatChangesTags(String changed) {
		JsonNode survey = create(ALL);
		Api.Reply read = this.api.get(path(survey)).is(200);
		String tag = changed.formatted(read.json().get("revision").longValue());
		assertThat(this.api.get(path(survey), "If-None-Match", tag).is(304).header("ETag"))
			.isEqualTo(read.header("ETag"));
		this.api.put(path(survey), read.body(), "If-Match", tag).is(200);
		this.api.put(path(survey), read.body(), "If-Match", tag).refused(412);
		this.api.get(path(survey), "If-None-Match", tag).is(200);
	}

	@Test
	void editingWorksThroughAProxyThatDropsTags() {
		JsonNode survey = create(ALL);
		JsonNode read = this.api.get(path(survey)).is(200).json();
		String based = path(survey) + "?revision=" + read.get("revision").longValue();
		JsonNode edited = this.api.put(based, read.toString()).is(200).json();
		assertThat(edited.get("revision").longValue()).isEqualTo(read.get("revision").longValue() + 1);
		this.api.put(based, read.toString()).refused(412);
		this.api.put(based, read.toString(), "If-Match", "*").refused(412);
		this.api.put(path(survey) + "?revision=x", read.toString()).flawedParameter("revision");
		assertThat(this.api.put(path(survey), read.toString()).refused(428).body()).contains("If-Match", "revision");
		assertThat(this.api.get(path(survey)).json()).isEqualTo(edited);
	}

	@Test
	void aLifecycleStepOutOfPlaceIsAConflict() {
		JsonNode survey = create(ALL);
		refuses(survey, "pause", "close");
		moves(survey, "publish", "LIVE");
		refuses(survey, "publish");
		moves(survey, "pause", "PAUSED");
		refuses(survey, "pause");
		moves(survey, "publish", "LIVE");
		moves(survey, "pause", "PAUSED");
		moves(survey, "close", "CLOSED");
		refuses(survey, "publish", "pause", "close");
		JsonNode second = create(ALL);
		moves(second, "publish", "LIVE");
		moves(second, "close", "CLOSED");
	}

	private void moves(JsonNode survey, String verb, String status) {
		Api.Reply moved = this.api.post(path(survey) + "/" + verb, "").is(200);
		assertThat(moved.json().get("status").stringValue()).isEqualTo(status);
		assertThat(this.api.get(path(survey)).json()).isEqualTo(moved.json());
	}

	private void refuses(JsonNode survey, String... verbs) {
		for (String verb : verbs) {
			this.api.post(path(survey) + "/" + verb, "").refused(409);
		}
	}

	@Test
	void textsOptionsAndFurtherQuestionsKeepTheVersion() {
		JsonNode survey = publish(create(ALL));
		edit(survey, "\"Quanto?\"", "\"Quanto mai?\"");
		edit(survey, "\"text\":{\"it\":\"La consegna\"}}",
				"\"text\":{\"it\":\"La consegna\"}}," + "{\"key\":\"price\",\"text\":{\"it\":\"Il prezzo\"}}");
		edit(survey, "{\"key\":\"thumbs\"",
				"{\"key\":\"more\",\"type\":\"RATING\",\"scale\":{\"min\":1,\"max\":3},\"text\":{\"it\":\"E poi?\"}},"
						+ "{\"key\":\"thumbs\"");
		edit(survey, "\"name\":\"Checkout\"", "\"name\":\"Cassa\"");
		JsonNode edited = edit(survey, "\"segments\":[\"plan\",\"country\"]", "\"segments\":[\"plan\"]");
		assertThat(edited.get("version").intValue()).isOne();
		assertThat(edited.at("/questions/1/key").stringValue()).isEqualTo("more");
		assertThat(answer(survey, "{\"reason\": [\"price\", \"delivery\"], \"more\": 3}", "")).isEqualTo(201);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			"key":"nps","type":"NPS"         | "key":"nps","type":"RATING"
			"scale":{"min":0,"max":10}       | "scale":{"min":1,"max":10}
			{"it":"Voto?"},"scale":{"min":1,"max":5},"orientation":"REVERSED" | {"it":"Voto?"},"scale":{"min":1,"max":5}
			"orientation":"EASE"             | "orientation":"EFFORT"
			"scale":{"min":-5,"max":5}       | "scale":{"min":0,"max":5}
			"key":"delivery"                 | "key":"price"
			"key":"mood"                     | "key":"feeling"
			""")
	void whatWouldMixAnswersMakesANewVersion(String from, String to) {
		JsonNode survey = publish(create(ALL
			.replace("\"key\": \"nps\", \"type\": \"NPS\", \"required\": true", "\"key\": \"nps\", \"type\": \"NPS\"")
			.replace("{\"question\": \"nps\", \"classes\": [\"DETRACTOR\"]}", "{\"question\": \"nps\"}")
			.replace("\"textFor\": {\"PROMOTER\": {\"it\": \"Che bello?\"}}", "\"textFor\": {}")
			.replace("\"thanks\": {\"PROMOTER\"", "\"thanks\": {\"EASY\"")));
		assertThat(edit(survey, from, to).get("version").intValue()).isEqualTo(2);
		assertThat(edit(survey, "Checkout", "Cassa").get("version").intValue()).isEqualTo(2);
		assertThat(edit(survey, to, from).get("version").intValue()).isEqualTo(3);
	}

	@Test
	void oneWhereSeveralCouldBeChosenIsANewVersionAndSeveralWhereOneCouldIsNot() {
		JsonNode survey = publish(create(ALL));
		assertThat(edit(survey, "\"multiple\":true", "\"multiple\":false").get("version").intValue()).isEqualTo(2);
		assertThat(edit(survey, "\"multiple\":false", "\"multiple\":true").get("version").intValue()).isEqualTo(2);
	}

	@Test
	void aDraftStaysAtItsFirstVersionWhateverChanges() {
		JsonNode survey = create(ALL);
		assertThat(edit(survey, "\"scale\":{\"min\":0,\"max\":10}", "\"scale\":{\"min\":1,\"max\":10}").get("version")
			.intValue()).isOne();
		assertThat(edit(survey, "\"key\":\"mood\"", "\"key\":\"feeling\"").get("questions").size()).isEqualTo(7);
	}

	@Test
	void anAnswerIsValidatedAgainstTheVersionThatItWasAskedUnder() {
		JsonNode survey = publish(create("""
				{"name": "Versions", "questions": [
					{"key": "q", "type": "CSAT", "scale": {"min": 1, "max": 5}, "text": {"en": "How?"}},
					{"key": "old", "type": "TEXT", "text": {"en": "Old?"}}]}"""));
		assertThat(answer(survey, "{\"q\": 5, \"old\": \"x\"}", "")).isEqualTo(201);
		Api.Reply read = this.api.get(path(survey));
		this.api.put(path(survey), """
				{"name": "Versions", "questions": [
					{"key": "q", "type": "CSAT", "scale": {"min": 1, "max": 7}, "text": {"en": "How?"}},
					{"key": "new", "type": "TEXT", "text": {"en": "New?"}}]}""", "If-Match", read.header("ETag"))
			.is(200);
		assertThat(answer(survey, "{\"q\": 7, \"new\": \"x\"}", "")).isEqualTo(201);
		assertThat(answer(survey, "{\"q\": 7}", ", \"version\": 2")).isEqualTo(201);
		assertThat(answer(survey, "{\"q\": 4, \"old\": \"x\"}", ", \"version\": 1")).isEqualTo(201);
		assertThat(answer(survey, "{\"q\": 6}", ", \"version\": 1")).isEqualTo(422);
		assertThat(answer(survey, "{\"new\": \"x\"}", ", \"version\": 1")).isEqualTo(422);
		assertThat(answer(survey, "{\"old\": \"x\"}", "")).isEqualTo(422);
		assertThat(answer(survey, "{\"q\": 5}", ", \"version\": 3")).isEqualTo(422);

		JsonNode newest = this.api.get(path(survey) + "/kpis").is(200).json();
		assertThat(newest.get("version").intValue()).isEqualTo(2);
		assertThat(newest.at("/overall/distribution").toString()).isEqualTo("[0,0,0,0,0,0,2]");
		JsonNode first = this.api.get(path(survey) + "/kpis?version=1").is(200).json();
		assertThat(first.get("version").intValue()).isOne();
		assertThat(first.at("/overall/distribution").toString()).isEqualTo("[0,0,0,1,1]");
		this.api.get(path(survey) + "/kpis?version=3").flawedParameter("version");
		this.api.get(path(survey) + "/kpis?version=0").flawedParameter("version");
		assertThat(this.api.get(path(survey) + "/kpis/audit").json().get("differences").isEmpty()).isTrue();
	}

	@Test
	void aDeletedSurveyIsHiddenAndComesBackAsItWas() throws Exception {
		JsonNode survey = publish(create(ALL));
		UUID id = UUID.fromString(survey.get("id").stringValue());
		assertThat(answer(survey, "{\"nps\": 9}", "")).isEqualTo(201);
		this.api.post(path(survey) + "/restore", "").refused(409);
		for (String unclear : List.of("perhaps", "yes", "on", "1")) {
			this.api.delete(path(survey) + "?now=" + unclear).flawedParameter("now");
		}

		this.api.delete(path(survey)).is(204);

		this.api.get(path(survey)).refused(404);
		this.api.get(path(survey) + "/kpis").refused(404);
		this.api.get("/api/v1/public" + path(survey).substring(7)).refused(404);
		this.api.delete(path(survey)).refused(404);
		assertThat(answer(survey, "{\"nps\": 9}", "")).isEqualTo(404);
		new Api(this.port, this.sql.workspace()).post(path(survey) + "/restore", "").refused(404);
		JsonNode hidden = this.api.get("/api/v1/surveys?deleted=true&limit=200").json().get("items");
		assertThat(hidden.valueStream().filter((each) -> each.get("id").equals(survey.get("id")))).singleElement()
			.satisfies((each) -> assertThat(each.hasNonNull("deletedAt")).isTrue());
		assertThat(this.api.get("/api/v1/surveys?limit=200").body()).doesNotContain(id.toString());

		JsonNode back = this.api.post(path(survey) + "/restore", "").is(200).json();
		assertThat(back.get("status").stringValue()).isEqualTo("LIVE");
		assertThat(back.has("deletedAt")).isFalse();
		assertThat(answer(survey, "{\"nps\": 0}", "")).isEqualTo(201);
		assertThat(this.api.get(path(survey) + "/kpis").json().at("/overall/responses").intValue()).isEqualTo(2);
		assertThat(this.api.get("/api/v1/surveys?deleted=true&limit=200").body()).doesNotContain(id.toString());
	}

	@Test
	void whatWasDeleted30DaysAgoIsRemoved() throws Exception {
		JsonNode old = create(ALL);
		JsonNode younger = create(ALL);
		this.api.delete(path(old)).is(204);
		this.api.delete(path(younger)).is(204);
		UUID id = UUID.fromString(old.get("id").stringValue());
		this.sql.run("update survey set deleted_at = now() - interval '721 hours' where id = ?", id);
		this.sql.run("update survey set deleted_at = now() - interval '719 hours' where id = ?",
				UUID.fromString(younger.get("id").stringValue()));
		this.api.delete(path(create(ALL)) + "?now=true").is(204); // so the job runs
		Wait.until("the survey is removed", () -> this.sql.count("select count(*) from survey where id = ?", id) == 0);
		this.api.post(path(old) + "/restore", "").refused(404);
		this.api.post(path(younger) + "/restore", "").is(200);
	}

	@Test
	void aSurveyThatIsDeletedForGoodLeavesNoRow() throws Exception {
		JsonNode survey = publish(create(ALL));
		UUID id = UUID.fromString(survey.get("id").stringValue());
		assertThat(answer(survey, "{\"nps\": 9}", "")).isEqualTo(201);
		String response = this.api.get(path(survey) + "/responses").json().at("/items/0/id").stringValue();
		this.api.delete(path(survey) + "/responses/" + response).is(204);
		assertThat(answer(survey, "{\"nps\": 9}", ", \"attributes\": {\"plan\": \"pro\"}")).isEqualTo(201);
		this.api
			.post("/api/v1/public" + path(survey).substring(7) + "/shown",
					"{\"id\": \"" + UUID.randomUUID() + "\", \"stage\": \"SHOWN\"}")
			.is(202);
		this.api.post(path(survey) + "/kpis/rebuild", "").is(202);

		assertThat(this.api.delete(path(survey) + "?now=true").is(204).body()).isEmpty();
		this.api.post(path(survey) + "/restore", "").refused(404);

		this.api.get(path(survey)).refused(404);
		this.api.delete(path(survey)).refused(404);
		this.api.post(path(survey) + "/publish", "").refused(404);
		this.api.get(path(survey) + "/kpis").refused(404);
		this.api.get(path(survey) + "/responses").refused(404);
		assertThat(answer(survey, "{\"nps\": 9}", "")).isEqualTo(404);
		assertThat(this.api.get("/api/v1/surveys?limit=200").body()).doesNotContain(id.toString());
		Wait.until("the survey is removed", () -> this.sql.count("select count(*) from survey where id = ?", id) == 0);
		for (String table : List.of("question", "survey_state", "response", "erased", "shown", "tally", "segment_value",
				"rebuild", "tally_series", "tally_state", "superseded")) {
			assertThat(this.sql.count("select count(*) from " + table + " where survey_id = ?", id)).as(table).isZero();
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					/name                           | "name": "Checkout"            | "name": " "
					/name                           | "name": "Checkout"            | "name": null
							/name                           | "name": "Checkout"            | "name": "a\\u0000"
					/name                           | "name": "Checkout"            | "name": "\\udc00"
					/zone                           | Europe/Rome                   | Europe/Roma
					/zone                           | Europe/Rome                   | +01:00
					/zone                           | Europe/Rome                   | SystemV/EST5
					/defaultLocale                  | "defaultLocale": "it"         | "defaultLocale": "i t"
					/questions/0/text               | "defaultLocale": "it"         | "defaultLocale": "fr"
					/segments/1                     | "country"]                    | "plan"]
					/segments/1                     | "country"]                    | "nps"]
					/segments/1                     | "country"]                    | "channel"]
					/segments/1                     | "country"]                    | null]
					/segments                       | "country"]                    | "1","2","3","4","5","6","7","8"]
					/segments                       | ["plan", "country"]           | "plan"
					/allowedOrigins/0               | "https://shop.example"]       | "shop.example"]
					/allowedOrigins/0               | "https://shop.example"]       | "https://shop.example/shop"]
					/allowedOrigins/0               | "https://shop.example"]       | "*"]
					/allowedOrigins/0               | "https://shop.example"]       | null]
					/channel                        | "web"                         | "(none)"
					/touchpoint                     | "touchpoint": "checkout"      | "touchpoint": "(other)"
					/stage                          | "PURCHASE"                    | "BUYING"
					/questions/0/key                | "key": "nps"                  | "key": "NPS"
					/questions/0/key                | "key": "nps"                  | "key": "locale"
					/questions/0/key                | "key": "nps"                  | "kez": "nps"
					/questions/1/key                | "key": "thumbs"               | "key": "nps"
					/questions/0/type               | "type": "NPS"                 | "type": "NSP"
					/questions/0/type               | "type": "NPS"                 | "type": null
					/questions/0/type               | "type": "NPS"                 | "type": 0
					/questions/0/text/en            | "How likely?"                 | ""
					/questions/0/text/en            | "How likely?"                 | null
					/questions/0/text/en            | "How likely?"                 | ["x"]
					/questions/0/text/e~1n          | "en": "How likely?"           | "e/n": "How likely?"
					/questions/0/labels/min         | "min": {"it": "Per niente"}   | "min": {"en": "Not"}
					/questions/0/labels/mim         | "min": {"it": "Per niente"}   | "mim": {"it": "Not"}
					/questions/0/look               | "NUMBERS"                     | "THUMBS"
					/questions/0/look               | "NUMBERS"                     | "HEARTS"
					/questions/0/required           | "required": true              | "required": "yes"
					/questions/1/scale              | "min": 0, "max": 1            | "min": 0, "max": 2
					/questions/1/scale              | "min": 0, "max": 1            | "min": 1, "max": 1
					/questions/1/scale              | "min": 0, "max": 1            | "min": 0
					/questions/1/scale/max          | "min": 0, "max": 1            | "min": 0, "max": 1.0
					/questions/1/scale/max          | "min": 0, "max": 1            | "min": 0, "max": "1"
					/questions/1/scale/max          | "min": 0, "max": 1            | "min": 0, "max": 9999999999
					/questions/1/scale/max          | "min": 0, "max": 1            | "min": 0, "max": 1e99999999999
					/questions/2/scale              | "REVERSED"                    | "EASE"
					/questions/2/orientation        | "REVERSED"                    | "BACKWARDS"
					/questions/3/scale              | , "orientation": "EASE"       | , "orientation": "NORMAL"
					/questions/4/scale              | "min": -5, "max": 5           | "min": -5, "max": 6
					/questions/4/scale              | "scale": {"min": -5, "max": 5}, | ''
					/questions/5/options            | [{"key": "delivery", "text": {"it": "La consegna"}}] | []
					/questions/5/options/0/key      | "key": "delivery"             | "key": "La consegna"
					/questions/5/options/0/text     | "text": {"it": "La consegna"} | "text": null
					/questions/5/options/0          | {"key": "delivery", "text": {"it": "La consegna"}} | null
					/questions/5/askWhen/classes/0  | ["DETRACTOR"]                 | ["EASY"]
					/questions/5/askWhen/classes/0  | ["DETRACTOR"]                 | ["BAD"]
					/questions/5/askWhen/classes/0  | ["DETRACTOR"]                 | [null]
					/questions/5/askWhen/classes    | ["DETRACTOR"]                 | []
					/questions/5/askWhen/question   | {"question": "nps", "classes" | {"question": "why", "classes"
					/questions/6/textFor/EASY       | "textFor": {"PROMOTER"        | "textFor": {"EASY"
					/questions/6/textFor            | "textFor": {"PROMOTER"        | "textFor": {"HAPPY"
					/questions/6/scale              | "type": "TEXT",               | "type": "TEXT", "scale": {"min": 1, "max": 5},
					/questions/6/options            | "type": "TEXT",               | "type": "TEXT", "options": [],
					/questions/6                    | "type": "TEXT",               | "type": "TEXT", "placeholder": "x",
					/thanks                         | "thanks": {"PROMOTER"         | "thanks": {"EASYY"
					/thanks/PROMOTER/contact        | "thanks": {"PROMOTER": {"text" | "retention": {"anonymous": true}, "thanks": {"PROMOTER": {"contact": true, "text"
					/segments/0                     | "plan"                        | "kiosk"
					/segments/0                     | "plan"                        | "a.nps"
					/thanks/PROMOTER/link           | https://shop.example/r?x=1#y  | javascript:alert(1)
					/thanks/PROMOTER/text           | "text": {"it": "Grazie"}      | "text": {"en": "Thanks"}
					/thanks/PROMOTER                | {"text": {"it": "Grazie"}, "link": "https://shop.example/r?x=1#y"} | null
					/chanel                         | "channel"                     | "chanel"
					""")
	void aFlawIsReportedWithItsPlace(String pointer, String from, String to) {
		assertThat(ALL).contains(from);
		String body = ALL.replace(from, to);
		Api.Reply refused = this.api.post("/api/v1/surveys", body);
		if (pointer.equals("/questions/6")) {
			pointer = "/questions/6/placeholder";
		}
		if (pointer.equals("/questions/0/key") && to.contains("kez")) {
			pointer = "/questions/0/kez";
		}
		refused.flawed(pointer);
		Api.Reply italian = this.api.post("/api/v1/surveys", body, "Accept-Language", "it-IT,it;q=0.9,en;q=0.8")
			.refused(422);
		assertThat(italian.header("Content-Language")).isEqualTo("it");
		assertThat(italian.json().get("errors")).hasSameSizeAs(refused.json().get("errors"));
		for (int i = 0; i < italian.json().get("errors").size(); i++) {
			String detail = "/errors/" + i + "/detail";
			assertThat(italian.json().at(detail).stringValue()).isNotEqualTo(refused.json().at(detail).stringValue());
		}
	}

	@Test
	void questionsAreOneToTen() {
		this.api.post("/api/v1/surveys", "{\"name\": \"x\", \"questions\": []}").flawed("/questions");
		this.api.post("/api/v1/surveys", "{\"name\": \"x\"}").flawed("/questions");
		this.api.post("/api/v1/surveys", "{\"name\": \"x\", \"questions\": [null]}").flawed("/questions/0");
		StringBuilder eleven = new StringBuilder();
		for (int i = 0; i < 11; i++) {
			eleven.append("{\"key\": \"q" + i + "\", \"type\": \"TEXT\", \"text\": {\"en\": \"?\"}},");
		}
		String body = "{\"name\": \"x\", \"questions\": [" + eleven.substring(0, eleven.length() - 1) + "]}";
		this.api.post("/api/v1/surveys", body).flawed("/questions");
	}

	@Test
	void aFlawedChangeChangesNothing() {
		JsonNode survey = create(ALL);
		String etag = this.api.get(path(survey)).header("ETag");
		this.api.put(path(survey), ALL.replace("Europe/Rome", "Europe/Roma"), "If-Match", etag).flawed("/zone");
		assertThat(this.api.get(path(survey)).header("ETag")).isEqualTo(etag);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "5", "\"x\"", "{", "{\"name\": \"a\", \"name\": \"b\"}",
			"{\"name\": \"a\"} {}", "{\"headline\": [[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]}" })
	void aBodyThatIsNoJsonObjectIsRefused(String body) {
		this.api.post("/api/v1/surveys", body).refused(400);
		String path = path(create(ALL));
		this.api.put(path, body, "If-Match", "*").refused(400);
	}

	@Test
	void aBodyThatIsNotUtf8IsRefused() {
		byte[] latin = ALL.replace("Perché", "Perch\u00e9").getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
		this.api.send("POST", "/api/v1/surveys", latin).refused(400);
	}

	@Test
	void whatTheCallDoesNotTakeIsRefusedBeforeItIsDone() {
		long before = this.sql.count("select count(*) from survey");
		this.api.post("/api/v1/surveys", ALL, "Content-Type", "text/plain").refused(415);
		this.api.post("/api/v1/surveys", ALL, "Content-Type", "application/xml").refused(415);
		this.api.post("/api/v1/surveys", ALL, "Accept", "text/html").refused(406);
		this.api.get("/api/v1/surveys", "Accept", "text/html").refused(406);
		this.api.put("/api/v1/surveys", ALL).refused(405);
		this.api.delete("/api/v1/surveys").refused(405);
		this.api.send("PATCH", "/api/v1/surveys/" + UUID.randomUUID(), ALL).refused(405);
		assertThat(this.sql.count("select count(*) from survey")).isEqualTo(before);
	}

	@Test
	void idsThatNameNothingAreNotFound() {
		for (String id : List.of("42", "1-1-1-1-1", UUID.randomUUID().toString())) {
			this.api.get("/api/v1/surveys/" + id).refused(404);
			this.api.put("/api/v1/surveys/" + id, ALL, "If-Match", "*").refused(404);
			this.api.post("/api/v1/surveys/" + id + "/publish", "").refused(404);
			this.api.delete("/api/v1/surveys/" + id).refused(404);
			this.api.post("/api/v1/surveys/" + id + "/open", "").refused(404);
		}
	}

	@Test
	void everyFieldOfTheWidgetIsStoredAsSentAndReachesThePage() {
		JsonNode sent = Api
			.read("""
					{"name": "NPS",
					"appearance": {"presentation": "MODAL", "position": "BOTTOM_LEFT", "theme": "DARK", "accent": "#0F4c96"},
					"display": {"delay": 3600, "scroll": 100, "include": ["/shop/*"], "exclude": ["*/cart?step=2"],
					            "share": 1, "event": "order_completed", "onCall": false, "repeatDays": 0, "pauseDays": 3650},
					"privacy": "https://shop.example/privacy",
					"words": {"send": {"en": "Off it goes", "it": "Via"}},
					"thanks": {"PROMOTER": {"voucher": {"en": "HELLO10"}, "contact": true}},
					"target": -99.5,
					"questions": [{"key": "nps", "type": "NPS", "text": {"en": "How likely?", "it": "Quanto?"}}]}""");
		UUID survey = this.api.survey(sent.toString());
		JsonNode stored = this.api.get("/api/v1/surveys/" + survey).is(200).json();
		assertThat(List.of("appearance", "display", "privacy", "words", "thanks", "target"))
			.allSatisfy((field) -> assertThat(stored.get(field)).isEqualTo(sent.get(field)));
		JsonNode page = this.api.get("/api/v1/public/surveys/" + survey + "?locale=it").is(200).json();
		assertThat(List.of("appearance", "display", "privacy"))
			.allSatisfy((field) -> assertThat(page.get(field)).isEqualTo(sent.get(field)));
		assertThat(page.at("/words/send").stringValue()).isEqualTo("Via");
		assertThat(page.at("/thanks/PROMOTER").toString()).isEqualTo("{\"voucher\":\"HELLO10\",\"contact\":true}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"appearance\": {\"colour\": \"#0f4c96\"}", "\"display\": {\"wait\": 3}",
			"\"thanks\": {\"PROMOTER\": {\"coupon\": {\"en\": \"HELLO10\"}}}" })
	void aFieldThatTheWidgetDoesNotKnowIsRefused(String field) {
		this.api
			.post("/api/v1/surveys",
					"{\"name\": \"NPS\", " + field
							+ ", \"questions\": [{\"key\": \"nps\", \"type\": \"NPS\", \"text\": {\"en\": \"?\"}}]}")
			.refused(422);
	}

	@Test
	void aSurveyThatIsBeingWrittenIsPreviewedAndNotStored() {
		int stored = this.api.get("/api/v1/surveys?limit=100").is(200).json().get("items").size();
		JsonNode asked = this.api.post("/api/v1/surveys/preview?locale=en", ALL).is(200).json();
		assertThat(asked.at("/questions/0/text").stringValue()).isEqualTo("How likely?");
		assertThat(asked.at("/questions/0/classes").size()).isEqualTo(11);
		assertThat(asked.at("/thanks/PROMOTER/text").stringValue()).isEqualTo("Grazie");
		assertThat(this.api.get("/api/v1/surveys?limit=100").json().get("items").size()).isEqualTo(stored);
		this.api.post("/api/v1/surveys/preview", "{\"name\": \"\", \"questions\": []}")
			.flawed("/name")
			.flawed("/questions");
	}

	@Test
	void aDuplicateIsADraftWithAllButResponses() {
		UUID id = this.api.survey(ALL);
		this.api.post("/api/v1/surveys/" + id + "/responses", "{\"answers\": {\"nps\": 9}}").is(201);
		Api.Reply made = this.api.post("/api/v1/surveys/" + id + "/duplicate", "").is(201);
		ObjectNode copy = (ObjectNode) made.json();
		ObjectNode original = (ObjectNode) this.api.get("/api/v1/surveys/" + id).json();
		assertThat(made.header("Location")).isEqualTo("/api/v1/surveys/" + copy.get("id").stringValue());
		assertThat(copy.get("status").stringValue()).isEqualTo("DRAFT");
		assertThat(copy.get("name").stringValue()).matches("Checkout \\(\\d+\\)");
		List<String> own = List.of("id", "status", "version", "revision", "name", "createdAt", "updatedAt");
		assertThat(copy.deepCopy().without(own)).isEqualTo(original.without(own));
		assertThat(this.api.get("/api/v1/surveys/" + copy.get("id").stringValue() + "/responses?test=true")
			.json()
			.get("items")).isEmpty();
		String second = this.api.post("/api/v1/surveys/" + copy.get("id").stringValue() + "/duplicate", "")
			.is(201)
			.json()
			.get("name")
			.stringValue();
		assertThat(second).matches("Checkout \\(\\d+\\)").isNotEqualTo(copy.get("name").stringValue());
		this.api.post("/api/v1/surveys/" + UUID.randomUUID() + "/duplicate", "").refused(404);
	}

	@Test
	void aDuplicatesNameIsFreeAndNotTooLong() {
		assertThat(Surveys.nextName("Fair", List.of("Fair"))).isEqualTo("Fair (2)");
		assertThat(Surveys.nextName("Fair (2)", List.of("Fair", "Fair (2)"))).isEqualTo("Fair (3)");
		assertThat(Surveys.nextName("\ud83c\udf81".repeat(200), List.of()))
			.isEqualTo("\ud83c\udf81".repeat(196) + " (2)");
	}

}

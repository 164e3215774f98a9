package dev.voce.tally;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.JsonNode;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the first edition stored and counted, brought up to date: in {@code upgrade/},
 * rows of its tables and figures that it computed from them. They are of four surveys in
 * three zones, two of which purge, with amended, erased, anonymised, marked and test
 * responses, a question that changed its scale, more values of a segment than have names,
 * and a segment that was declared after a purge.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeTest {

	/** The first edition's last migration. */
	private static final String FIRST_EDITION = "60";

	private static final DriverManagerDataSource database = new DriverManagerDataSource(TestDatabase.create(),
			TestDatabase.user(), TestDatabase.password());

	private static final JdbcTemplate jdbc = new JdbcTemplate(database);

	private static final Map<String, UUID> surveys = new LinkedHashMap<>();

	private static Node node;

	private static Api api;

	@BeforeAll
	static void upgrade() throws Exception {
		Flyway.configure().dataSource(database).target(FIRST_EDITION).load().migrate();
		try (Connection connection = database.getConnection()) {
			load(connection.unwrap(PGConnection.class).getCopyAPI());
		}
		jdbc.query("select name, id from survey",
				(RowCallbackHandler) (row) -> surveys.put(row.getString(1), row.getObject(2, UUID.class)));
		jdbc.update("insert into api_key values (gen_random_uuid(), (select id from workspace), 'key', ?, ?, now())",
				MessageDigest.getInstance("SHA-256").digest(VoceTest.KEY.getBytes(StandardCharsets.UTF_8)),
				"responses:write read manage");
		// Or it would purge more the later this runs.
		jdbc.update("update survey set settings = settings || '{\"retention\": null}'");
		// A segment whose tallies are not whole.
		jdbc.update("update survey_state set building = '{source}' where survey_id = ?", survey("Kathmandu"));
		jdbc.update("delete from tally where survey_id = ? and segment = 'source' and segment_value = 'ad'",
				survey("Kathmandu"));
		node = Node.start(Objects.requireNonNull(database.getUrl()), TestDatabase.user(), TestDatabase.password());
		api = node.api();
		for (String name : List.of("Rome", "St John's", "Kathmandu", "Empty")) {
			Wait.until("all is counted",
					() -> api.get("/api/v1/surveys/" + survey(name) + "/kpis")
						.is(200)
						.json()
						.get("complete")
						.booleanValue());
		}
	}

	private static UUID survey(String name) {
		return Objects.requireNonNull(surveys.get(name));
	}

	@AfterAll
	static void stop() {
		node.close();
	}

	// As pg_dump writes it.
	private static void load(CopyManager copy) throws IOException, SQLException {
		try (BufferedReader lines = read("rows.copy.gz")) {
			for (String command = lines.readLine(); command != null; command = lines.readLine()) {
				StringBuilder rows = new StringBuilder();
				for (String line = lines.readLine(); !line.equals("\\."); line = lines.readLine()) {
					rows.append(line).append('\n');
				}
				copy.copyIn(command, new StringReader(rows.toString()));
			}
		}
	}

	private static BufferedReader read(String name) throws IOException {
		InputStream file = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("/upgrade/" + name));
		return new BufferedReader(
				new InputStreamReader(name.endsWith(".gz") ? new GZIPInputStream(file) : file, StandardCharsets.UTF_8));
	}

	private static List<JsonNode> expected() throws IOException {
		try (BufferedReader lines = read("figures.ndjson")) {
			return lines.lines().map(Api::read).toList();
		}
	}

	/**
	 * The distributions of periods with responses; {@code purged} where it is unknown.
	 */
	private static Map<String, String> distributions(JsonNode series) {
		Map<String, String> distributions = new TreeMap<>();
		series.forEach((period) -> {
			if (period.path("purged").asBoolean(false)) {
				distributions.put(period.get("period").stringValue(), "purged");
			}
			else if (period.get("responses").longValue() > 0) {
				distributions.put(period.get("period").stringValue(), period.get("distribution").toString());
			}
		});
		return distributions;
	}

	private static Map<String, String> stored(JsonNode series) {
		Map<String, String> distributions = new TreeMap<>();
		series.properties().forEach((period) -> distributions.put(period.getKey(), period.getValue().toString()));
		return distributions;
	}

	@Test
	void everyFigureIsWhatItWas() throws Exception {
		for (JsonNode before : expected()) {
			JsonNode after = api.get(before.get("path").stringValue()).is(200).json();
			assertThat(after.get("complete").booleanValue()).as(before.get("path").stringValue()).isTrue();
			assertThat(distributions(after.get("series"))).as(before.get("path").stringValue())
				.isEqualTo(stored(before.get("series")));
			if (before.has("segments")) {
				assertThat(after.get("capped")).isEqualTo(before.get("capped"));
				Map<String, Map<String, String>> segments = new TreeMap<>();
				after.get("segments")
					.forEach((segment) -> segments.put(segment.get("value").stringValue(),
							distributions(segment.get("series"))));
				Map<String, Map<String, String>> segmentsBefore = new TreeMap<>();
				before.get("segments")
					.properties()
					.forEach((segment) -> segmentsBefore.put(segment.getKey(), stored(segment.getValue())));
				// The old ones had what was counted since the segment was declared.
				segments.forEach((value, series) -> segmentsBefore.getOrDefault(value, Map.of())
					.keySet()
					.removeIf((period) -> "purged".equals(series.get(period))));
				segments.values().forEach((series) -> series.values().removeIf("purged"::equals));
				assertThat(segments).as(before.get("path").stringValue()).isEqualTo(segmentsBefore);
			}
			if (before.has("started")) {
				for (String event : List.of("started", "finished", "shown")) {
					assertThat(after.at("/reach/" + event)).as(before.get("path").stringValue())
						.isEqualTo(before.get(event));
				}
			}
		}
	}

	@Test
	void aSegmentDeclaredAfterAPurgeIsUnknownBeforeIt() {
		JsonNode figures = api
			.get("/api/v1/surveys/" + survey("Kathmandu")
					+ "/kpis?question=nps&segment=source&period=month&from=2026-08-01&to=2026-11-27")
			.is(200)
			.json();
		figures.get("segments")
			.forEach((segment) -> assertThat(distributions(segment.get("series"))).containsEntry("2026-08", "purged")
				.containsEntry("2026-09", "purged")
				.doesNotContainValue("2026-10"));
	}

	@Test
	void talliesAreWhatTheResponsesSay() {
		surveys.values()
			.forEach((survey) -> assertThat(
					api.get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences"))
				.isEmpty());
	}

	@Test
	void theLocalDayThatTheOldCutDividesCountsAsPurged() {
		Map<String, LocalDate> purged = new TreeMap<>();
		jdbc.query("""
				select name, purged_before from survey join survey_state on survey_id = id
				where purged_before is not null""",
				(RowCallbackHandler) (row) -> purged.put(row.getString(1), row.getObject(2, LocalDate.class)));
		// Midnight in UTC is one in the morning in Rome, and a quarter to six in
		// Kathmandu.
		assertThat(purged).containsExactly(Map.entry("Kathmandu", LocalDate.of(2026, 9, 28)),
				Map.entry("Rome", LocalDate.of(2026, 8, 19)));
		api.post("/api/v1/surveys/" + survey("Rome") + "/responses",
				"{\"answers\": {\"nps\": 9}, \"submittedAt\": \"2026-08-18T21:00:00Z\"}")
			.flawed("/submittedAt");
	}

	@Test
	void whoWasAskedIsCountedByIdAndUnknownInPurgedTime() {
		JsonNode johns = api.get("/api/v1/surveys/" + survey("St John's") + "/kpis?from=2026-05-01&to=2026-11-27")
			.json()
			.get("reach");
		// Ten were shown the survey, of whom one gave a test response.
		assertThat(johns.get("asked").intValue()).isEqualTo(9);
		assertThat(johns.get("answered").intValue()).isEqualTo(3);
		assertThat(johns.get("dismissed").intValue()).isEqualTo(2);
		String rome = "/api/v1/surveys/" + survey("Rome") + "/kpis?to=2026-11-27&from=";
		assertThat(api.get(rome + "2026-08-18").json().at("/reach/responseRate").isNull()).isTrue();
		assertThat(api.get(rome + "2026-08-18").json().at("/reach/asked").isNull()).isTrue();
		assertThat(api.get(rome + "2026-08-19").json().at("/reach/asked").intValue()).isPositive();
	}

	@Test
	@Order(Integer.MAX_VALUE) // changes figures
	void aResponseWithoutASequenceNumberIsAmendedMarkedAndErasedAsAnyOther() {
		UUID survey = survey("St John's");
		String responses = "/api/v1/surveys/" + survey + "/responses";
		String id = api.get(responses + "?limit=50&to=2026-11-20")
			.json()
			.get("items")
			.valueStream()
			.filter((response) -> !response.get("anonymous").booleanValue())
			.findFirst()
			.orElseThrow()
			.get("id")
			.stringValue();
		JsonNode before = distribution(survey);
		api.put(responses + "/" + id, "{\"answers\": {\"ces\": 1}, \"test\": true}").is(200);
		assertThat(distribution(survey)).isNotEqualTo(before);
		api.put(responses + "/" + id, "{\"answers\": {\"ces\": 1}}").is(200);
		JsonNode amended = distribution(survey);
		api.post(responses + "/mark", "{\"set\": \"SPAM\", \"ids\": [\"" + id + "\"]}").is(200);
		JsonNode marked = distribution(survey);
		assertThat(marked.get(0).longValue()).isEqualTo(amended.get(0).longValue() - 1);
		api.post(responses + "/mark", "{\"set\": \"NONE\", \"ids\": [\"" + id + "\"]}").is(200);
		assertThat(distribution(survey)).isEqualTo(amended);
		api.delete(responses + "/" + id).is(204);
		assertThat(distribution(survey)).isEqualTo(marked);
		talliesAreWhatTheResponsesSay();
	}

	private static JsonNode distribution(UUID survey) {
		return api.get("/api/v1/surveys/" + survey + "/kpis?from=2026-11-01&to=2026-11-27")
			.json()
			.at("/overall/distribution");
	}

	@Test
	void textsHaveAColumnOfTheirOwn() {
		Sql sql = new Sql(database);
		assertThat(sql.count("""
				select count(*) from response where exists (
					select from jsonb_each(answers) where jsonb_typeof(value) = 'string')""")).isZero();
		assertThat(sql.count("select count(*) from response where comments ->> 'why' like 'words of%'")).isPositive();
	}

}

package dev.voce.tally;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.storage.Lane;
import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How PostgreSQL reads the tables that grow, where it made its plans while they were
 * empty and nothing was known of them: such plans stay until the first {@code analyze}.
 */
class PlansTest {

	private static final JsonMapper json = new JsonMapper();

	private static final Set<String> GROWING = Set.of("response", "shown", "erased", "superseded", "tally");

	/** What a key holds besides the survey. */
	private static final String KEY = ".*\\b(id|response_id|sequence|became|submitted_at|at|series|respondent)\\b.*";

	private static final int SESSIONS = 3;

	@Test
	void everyStatementUsesItsKeyFromAnEmptyDatabaseOn() throws Exception {
		String url = TestDatabase.create();
		JdbcTemplate jdbc = new JdbcTemplate(
				new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
		String name = jdbc.queryForList("select current_database()", String.class).get(0);
		jdbc.execute("alter database " + name + " set plan_cache_mode = force_generic_plan");
		try (Node node = Node.start(url, TestDatabase.user(), TestDatabase.password(),
				"spring.datasource.hikari.maximum-pool-size=" + SESSIONS)) {
			for (String table : List.of("response", "shown", "erased", "superseded", "tally", "tally_series",
					"tally_state", "survey_state", "segment_value")) {
				jdbc.execute("alter table " + table + " set (autovacuum_enabled = false)");
			}
			Api api = node.api();
			UUID survey = api.survey(TallyTest.body("Europe/Rome", "\"plan\""));
			for (int i = 0; i < 12; i++) {
				use(api, node, survey, 1);
			}
			Map<String, String> wrong = new TreeMap<>();
			int seen = Lane.WRITER.call(() -> look(node, 1, wrong)) + look(node, SESSIONS, wrong);
			assertThat(wrong).isEmpty();
			assertThat(seen).isGreaterThan(20);
		}
	}

	/** Everything that is done to responses and figures, so that it is prepared. */
	private static void use(Api api, Node node, UUID survey, int times) {
		String path = "/api/v1/surveys/" + survey;
		List<UUID> ids = IntStream.range(0, 4).mapToObj((i) -> UUID.randomUUID()).toList();
		String asked = ", \"askedAt\": \"" + Instant.now().minus(2, ChronoUnit.DAYS) + "\"";
		api.post("/api/v1/public/surveys/" + survey + "/shown",
				"{\"id\": \"" + ids.get(0) + "\", \"stage\": \"SHOWN\"}")
			.is(202);
		for (UUID id : ids) {
			api.post(path + "/responses", answer(id, 9, asked)).is(201);
			api.put(path + "/responses/" + id, answer(id, 3, "")).is(200);
		}
		api.post(path + "/responses", answer(ids.get(1), 3, ", \"revision\": 1")).is(200);
		api.post(path + "/responses/batch", "{\"answers\": {\"nps\": 8}}\n{\"answers\": {\"nps\": 7}}", "Content-Type",
				"application/x-ndjson")
			.is(200);
		api.post(path + "/responses/mark", "{\"set\": \"SPAM\", \"ids\": [\"" + ids.get(2) + "\"]}").is(200);
		api.delete(path + "/responses/" + ids.get(3)).is(204);
		api.get(path + "/responses/" + ids.get(1)).is(200);
		api.get(path + "/responses").is(200);
		api.get(path + "/kpis?segment=plan").is(200);
		node.bean(Tallying.class).tally(survey);
		api.get(path + "/kpis?segment=channel&zone=Asia/Kathmandu").is(200);
		api.get("/api/v1/respondents/anna").is(200);
		api.delete("/api/v1/respondents/anna").is(200);
		api.get(path + "/kpis/audit").is(200);
	}

	private static String answer(UUID id, int score, String more) {
		return "{\"id\": \"" + id + "\", \"answers\": {\"nps\": " + score
				+ "}, \"attributes\": {\"plan\": \"pro\"}, \"respondent\": \"anna\"" + more + "}";
	}

	/** Looks at the plans of all that is prepared in so many sessions. */
	private static int look(Node node, int sessions, Map<String, String> wrong) {
		List<Connection> connections = new ArrayList<>();
		int seen = 0;
		try {
			for (int i = 0; i < sessions; i++) {
				connections.add(node.bean(DataSource.class).getConnection());
			}
			for (Connection connection : connections) {
				seen += look(connection, wrong);
			}
			for (Connection connection : connections) {
				connection.close();
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		return seen;
	}

	private static int look(Connection connection, Map<String, String> wrong) throws SQLException {
		Map<String, String> prepared = new TreeMap<>();
		Map<String, String> calls = new TreeMap<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery("""
				select name, statement, cardinality(parameter_types) from pg_prepared_statements
				where statement ~ '\\m(response|shown|erased|superseded|tally)\\M'""")) {
			while (rows.next()) {
				String nulls = String.join(", ", Collections.nCopies(rows.getInt(3), "null"));
				prepared.put(rows.getString(1), rows.getString(2).replaceAll("\\s+", " "));
				calls.put(rows.getString(1),
						"\"" + rows.getString(1) + "\"" + (nulls.isEmpty() ? "" : "(" + nulls + ")"));
			}
		}
		for (String name : prepared.keySet()) {
			try (Statement statement = connection.createStatement();
					ResultSet plan = statement.executeQuery("explain (format json) execute " + calls.get(name))) {
				plan.next();
				List<String> bad = new ArrayList<>();
				visit(json.readTree(plan.getString(1)).get(0).get("Plan"), false, bad);
				if (!bad.isEmpty()) {
					wrong.put(String.valueOf(prepared.get(name)), bad.stream().collect(Collectors.joining("; ")));
				}
			}
		}
		return prepared.size();
	}

	/** Every row of what grows is found by its survey and more. */
	private static void visit(JsonNode plan, boolean limited, List<String> bad) {
		String type = plan.get("Node Type").stringValue();
		String table = plan.path("Relation Name").asString("");
		// As many rows as are asked for, in order of the index.
		boolean first = limited && type.startsWith("Index") && !plan.has("Filter");
		if (type.contains("Scan") && GROWING.contains(table) && !type.equals("Bitmap Heap Scan") && !first) {
			check(type + " on " + table, plan, bad);
		}
		if (type.equals("Bitmap Index Scan")
				&& GROWING.stream().anyMatch((one) -> plan.get("Index Name").stringValue().matches(one + "_[a-z]+"))) {
			check(type, plan, bad);
		}
		plan.path("Plans").forEach((child) -> visit(child, type.equals("Limit"), bad));
	}

	private static void check(String what, JsonNode plan, List<String> bad) {
		String condition = plan.path("Index Cond").asString("");
		String others = condition.replaceAll("\\w*survey_id\\b", "").replaceAll("\\b\\w+\\.(id|at)\\b", "$1");
		// An address is looked for in all surveys of a workspace at once.
		boolean addresses = plan.path("Index Name").asString("").equals("response_addresses");
		if (!addresses && (!condition.contains("survey_id") || !others.matches(KEY))) {
			bad.add(what + " using " + plan.path("Index Name").asString("none") + ": " + condition + " | filter "
					+ plan.path("Filter").asString("none"));
		}
	}

}

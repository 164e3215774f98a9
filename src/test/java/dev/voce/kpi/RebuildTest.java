package dev.voce.kpi;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.TestDatabase;
import dev.voce.testing.VoceTest;
import dev.voce.testing.Wait;

import static org.assertj.core.api.Assertions.assertThat;

@VoceTest
class RebuildTest {

	@LocalServerPort
	private int port;

	@Autowired
	private DataSource database;

	private Api api;

	private UUID survey;

	private String question;

	@BeforeEach
	void answers() throws Exception {
		this.api = new Api(this.port);
		this.survey = this.api.npsSurvey();
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 300; i++) {
			lines.append("{\"answers\":{\"nps\":")
				.append(i % 11)
				.append("},\"submittedAt\":\"2026-0")
				.append(1 + i % 6)
				.append("-1")
				.append(i % 7)
				.append("T10:00:00Z\",\"channel\":\"")
				.append((i % 2 == 0) ? "web" : "shop")
				.append("\",\"attributes\":{\"plan\":\"")
				.append((i % 3 == 0) ? "pro" : "free")
				.append("\"}}\n");
		}
		assertThat(this.api.post(path("/responses/batch"), lines.toString(), "Content-Type", "application/x-ndjson")
			.json()
			.get("accepted")
			.intValue()).isEqualTo(300);
		this.question = query("select id::text from question where key = 'nps' and survey_id = ?").get(0);
	}

	@Test
	void auditEndsWhereTheDatabaseKnowsNothingOfTheSizesOfItsTables() {
		String url = TestDatabase.create();
		JdbcTemplate jdbc = new JdbcTemplate(
				new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
		try (Node node = Node.start(url, TestDatabase.user(), TestDatabase.password())) {
			for (String table : List.of("response", "tally")) {
				jdbc.execute("alter table " + table + " set (autovacuum_enabled = false)");
			}
			UUID restored = node.api().npsSurvey();
			String lines = IntStream.range(0, 70_000)
				.mapToObj((i) -> "{\"answers\":{\"nps\":" + i % 11 + "},\"channel\":\"c" + i % 7 + "\"}\n")
				.collect(Collectors.joining());
			node.api()
				.post("/api/v1/surveys/" + restored + "/responses/batch", lines, "Content-Type", "application/x-ndjson")
				.is(200);
			JsonNode audit = node.api().get("/api/v1/surveys/" + restored + "/kpis/audit").is(200).json();
			assertThat(audit.get("answers").intValue()).isEqualTo(70_000);
			assertThat(audit.get("differences")).isEmpty();
		}
	}

	@Test
	void auditFindsEveryPlantedDifferenceAndRebuildMendsExactlyThose() throws Exception {
		assertThat(differences()).isEmpty();
		JsonNode figures = figures();
		assertThat(update("update tally set n3 = n3 + 4 where survey_id = ? and segment = 'channel'"
				+ " and granularity = 'DAY' and segment_value = 'web' and period_start = '2026-01-10T00:00Z'"
				+ " and question_id = '" + this.question + "'"))
			.isEqualTo(1);
		assertThat(update("delete from tally where survey_id = ? and segment = '' and granularity = 'QUARTER_HOUR'"
				+ " and period_start = '2026-02-11T10:00Z' and question_id = '" + this.question + "'"))
			.isEqualTo(1);
		assertThat(update(
				"insert into tally (survey_id, question_id, segment, granularity, period_start, segment_value, n10)"
						+ " values (?, '" + this.question
						+ "', 'touchpoint', 'DAY', '2003-05-06T00:00Z', 'nowhere', 7)"))
			.isEqualTo(1);
		assertThat(update("update tally set n1 = n1 - 2 where survey_id = ? and question_id = survey_id"
				+ " and segment = '' and granularity = 'DAY' and period_start = '2026-03-12T00:00Z'"))
			.isEqualTo(1);
		assertThat(differences()).containsExactlyInAnyOrder(
				this.question + " channel DAY 2026-01-10T00:00:00Z web [0,0,0,-4,0,0,0,0,0,0,0]",
				this.question + " touchpoint DAY 2003-05-06T00:00:00Z nowhere [0,0,0,0,0,0,0,0,0,0,-7]",
				this.question + "  QUARTER_HOUR 2026-02-11T10:00:00Z  [1,1,1,0,1,0,1,0,1,1,1]",
				this.survey + "  DAY 2026-03-12T00:00:00Z  [0,2,0,0,0,0,0,0,0,0,0]");
		JsonNode done = finished(rebuild());
		assertThat(done.get("status").stringValue()).isEqualTo("DONE");
		assertThat(done.get("checked").intValue()).isEqualTo(300);
		assertThat(done.get("corrected").intValue()).isEqualTo(4);
		assertThat(differences()).isEmpty();
		assertThat(figures()).isEqualTo(figures);
	}

	@Test
	void answersComeInDuringARebuildAndASecondRequestFindsTheFirst() throws Exception {
		update("delete from tally where survey_id = ? and granularity = 'DAY'");
		String first;
		try (Connection holder = holding("lock table tally_difference in share mode")) {
			first = rebuild();
			waitUntilBlocked("tally_difference");
			assertThat(rebuild()).isEqualTo(first);
			assertThat(this.api.get(first).json().get("status").stringValue()).isEqualTo("RUNNING");
			for (int i = 0; i < 20; i++) {
				assertThat(this.api.post(path("/responses"), "{\"answers\":{\"nps\":9},\"channel\":\"new" + i + "\"}")
					.status()).isEqualTo(201);
			}
			holder.rollback();
		}
		assertThat(finished(first).get("status").stringValue()).isEqualTo("DONE");
		assertThat(differences()).isEmpty();
		assertThat(rebuild()).isNotEqualTo(first);
	}

	@Test
	void aSurveyThatIsEditedWhileItIsRecountedIsRecountedAgain() throws Exception {
		try (Connection holder = holding("lock table tally_difference in share mode")) {
			rebuild();
			waitUntilBlocked("tally_difference");
			declarePlan();
			holder.rollback();
		}
		planIsCounted();
	}

	@Test
	void aSegmentDeclaredAsARebuildEndsIsCounted() throws Exception {
		String rebuild;
		try (Connection responses = this.database.getConnection()) {
			try (Connection state = holding(
					"select from survey_state where survey_id = '" + this.survey + "' for update")) {
				rebuild = rebuild();
				waitUntilBlocked("survey_state");
				hold(responses, "lock table response in access exclusive mode");
				state.rollback();
			}
			waitUntilBlocked("response");
			declarePlan();
			responses.rollback();
		}
		finished(rebuild);
		planIsCounted();
	}

	private void declarePlan() {
		Api.Answer read = this.api.get("/api/v1/surveys/" + this.survey);
		assertThat(this.api.put("/api/v1/surveys/" + this.survey, """
				{"name": "NPS", "segments": ["plan"], "questions": [
					{"key": "nps", "type": "NPS", "text": {"en": "How likely are you to recommend us?"}},
					{"key": "why", "type": "TEXT", "text": {"en": "Why?"}}]}""", "If-Match", read.header("ETag"))
			.status()).isEqualTo(200);
	}

	private void planIsCounted() throws Exception {
		String byPlan = path("/kpis?segment=plan&value=pro&from=2026-01-01&to=2027-01-01");
		Wait.until("the segment is complete", () -> {
			Api.Answer answer = this.api.get(byPlan);
			return answer.status() == 200 && answer.json().get("complete").booleanValue();
		});
		assertThat(this.api.get(byPlan).json().at("/overall/responses").intValue()).isEqualTo(100);
		assertThat(differences()).isEmpty();
	}

	private String path(String rest) {
		return "/api/v1/surveys/" + this.survey + rest;
	}

	private String rebuild() {
		Api.Answer asked = this.api.post(path("/kpis/rebuild"), "");
		assertThat(asked.status()).isEqualTo(202);
		return asked.header("Location");
	}

	private JsonNode finished(String rebuild) throws Exception {
		Wait.until("the rebuild is over",
				() -> !this.api.get(rebuild).json().get("status").stringValue().equals("RUNNING"));
		return this.api.get(rebuild).json();
	}

	private List<String> differences() {
		List<String> differences = new ArrayList<>();
		this.api.get(path("/kpis/audit"))
			.json()
			.get("differences")
			.forEach((difference) -> differences.add(difference.get("question").stringValue() + " "
					+ difference.get("segment").stringValue() + " " + difference.get("granularity").stringValue() + " "
					+ difference.get("periodStart").stringValue() + " " + difference.get("value").stringValue() + " "
					+ difference.get("missing")));
		return differences;
	}

	private JsonNode figures() {
		return this.api.get(path("/kpis?from=2000-01-01&to=2027-01-01&period=year&segment=channel"))
			.json()
			.get("series");
	}

	private Connection holding(String lock) throws SQLException {
		return hold(this.database.getConnection(), lock);
	}

	private static Connection hold(Connection connection, String lock) throws SQLException {
		connection.setAutoCommit(false);
		try (Statement statement = connection.createStatement()) {
			statement.execute(lock);
		}
		return connection;
	}

	/** Waits until somebody waits for a lock on the table or one of its rows. */
	private void waitUntilBlocked(String table) throws Exception {
		Wait.until("a statement on " + table + " is blocked", () -> {
			Set<String> blocked = new TreeSet<>(query("select query from pg_stat_activity"
					+ " where datname = current_database() and wait_event_type = 'Lock' and ?::text is not null"));
			return blocked.stream().anyMatch((statement) -> statement.contains(table));
		});
	}

	private int update(String sql) throws SQLException {
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setObject(1, this.survey);
			return statement.executeUpdate();
		}
	}

	private List<String> query(String sql) throws SQLException {
		List<String> values = new ArrayList<>();
		try (Connection connection = this.database.getConnection();
				PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setObject(1, this.survey);
			ResultSet rows = statement.executeQuery();
			while (rows.next()) {
				values.add(rows.getString(1));
			}
		}
		return values;
	}

}

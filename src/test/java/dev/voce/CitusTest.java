package dev.voce;

import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Citus;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * That Citus takes the distribution. Where it is given, all other tests run on it too.
 */
class CitusTest {

	@BeforeEach
	void isGiven() {
		assumeTrue(Citus.isGiven(), "Nothing ran on Citus, since VOCE_TEST_CITUS_URL names no server");
	}

	private static Node node(String database, boolean citus) {
		return Node.start(database, TestDatabase.user(), TestDatabase.password(), "voce.data.citus=" + citus);
	}

	private static void assertDistributed(String database) {
		Sql sql = new Sql(new DriverManagerDataSource(database, TestDatabase.user(), TestDatabase.password()));
		assertThat(sql.count("select count(*) from citus_tables where citus_table_type = 'reference'")).isEqualTo(8);
		assertThat(sql.count("""
				select count(*) from citus_tables
				where citus_table_type = 'distributed' and distribution_column = 'survey_id'""")).isEqualTo(7);
		assertThat(sql.count("""
				select count(distinct colocation_id) from citus_tables
				where citus_table_type = 'distributed'""")).isEqualTo(1);
	}

	@Test
	void emptyDatabaseIsDistributedOnce() {
		String database = TestDatabase.create();
		node(database, true).close();
		node(database, true).close();
		assertDistributed(database);
	}

	@Test
	void filledDatabaseKeepsWhatItHolds() {
		String database = TestDatabase.create();
		UUID survey;
		String answer = "/api/v1/surveys/%s/responses/" + UUID.randomUUID();
		try (Node before = node(database, false)) {
			survey = before.api().npsSurvey();
			before.api().put(answer.formatted(survey), "{\"answers\": {\"nps\": 9}}").is(201);
		}
		try (Node after = node(database, true)) {
			assertDistributed(database);
			after.api().get(answer.formatted(survey)).is(200);
			assertThat(after.api().get("/api/v1/surveys/" + survey + "/kpis/audit").is(200).json().get("differences"))
				.isEmpty();
			after.api().put(answer.formatted(survey), "{\"answers\": {\"nps\": 3}}").is(200);
		}
	}

}

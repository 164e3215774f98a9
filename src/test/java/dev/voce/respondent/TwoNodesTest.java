package dev.voce.respondent;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import dev.voce.testing.Api;
import dev.voce.testing.Node;
import dev.voce.testing.Sql;
import dev.voce.testing.TestDatabase;

/** Two nodes on one database, which both run the job of retention all the time. */
abstract class TwoNodesTest {

	static Node one;

	static Node two;

	static Api api;

	static Sql sql;

	@BeforeAll
	static void start() {
		String url = TestDatabase.create();
		one = node(url);
		two = node(url);
		api = one.api();
		sql = new Sql(new DriverManagerDataSource(url, TestDatabase.user(), TestDatabase.password()));
	}

	private static Node node(String url) {
		return Node.start(url, TestDatabase.user(), TestDatabase.password(), "voce.retention.every=200ms",
				"voce.jobs.polling-interval=100ms");
	}

	@AfterAll
	static void stop() {
		one.close();
		two.close();
	}

}

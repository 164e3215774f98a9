package dev.voce.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A PostgreSQL server for all tests of a run: a Citus server where one is given, a
 * container where a Docker engine answers, the embedded server where none does. Each
 * caller gets a database of its own.
 */
public final class TestDatabase {

	private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);

	private static final AtomicInteger databases = new AtomicInteger();

	private static final Server server = start();

	private TestDatabase() {
	}

	private record Server(String url, String user, String password) {

		String url(String database) {
			int name = this.url.lastIndexOf('/') + 1;
			int options = this.url.indexOf('?', name);
			return this.url.substring(0, name) + database + ((options < 0) ? "" : this.url.substring(options));
		}

	}

	/**
	 * Makes an empty database.
	 * @return its JDBC address
	 */
	public static String create() {
		String name = "test" + ProcessHandle.current().pid() + "_" + databases.incrementAndGet();
		execute(server.url(), "drop database if exists " + name + " with (force)");
		execute(server.url(), "create database " + name);
		if (Citus.isGiven()) {
			execute(server.url(name), "create extension citus");
		}
		return server.url(name);
	}

	private static void execute(String url, String command) {
		try (Connection connection = DriverManager.getConnection(url, server.user(), server.password());
				Statement statement = connection.createStatement()) {
			statement.execute(command);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String user() {
		return server.user();
	}

	public static String password() {
		return server.password();
	}

	private static Server start() {
		if (Citus.isGiven()) {
			log.info("Tests run on Citus, at {}", Citus.url());
			return new Server(Citus.url(), Citus.user(), Citus.password());
		}
		if (dockerAnswers()) {
			PostgreSQLContainer container = new PostgreSQLContainer("postgres:18").withCommand("postgres", "-c",
					"fsync=off", "-c", "max_connections=300");
			container.start();
			log.info("Tests run on PostgreSQL in a container, since a Docker engine answers");
			return new Server(container.getJdbcUrl(), container.getUsername(), container.getPassword());
		}
		try {
			EmbeddedPostgres embedded = EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
			log.info("Tests run on embedded PostgreSQL, since no Docker engine answers");
			return new Server(embedded.getJdbcUrl("postgres", "postgres"), "postgres", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static boolean dockerAnswers() {
		try {
			return DockerClientFactory.instance().isDockerAvailable();
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

}

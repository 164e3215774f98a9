package dev.voce.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL server of a test's own, to be stopped and started again on the same port
 * with the same data. Always the embedded one, also where Docker answers.
 */
public final class OwnServer implements AutoCloseable {

	private final Path data;

	private final int port;

	private EmbeddedPostgres postgres;

	/** Makes an empty server in a directory. */
	public OwnServer(Path directory) {
		this.data = directory.resolve("own");
		this.port = freePort();
		this.postgres = run();
	}

	/** The JDBC address, for the user {@code postgres}. */
	public String url() {
		return "jdbc:postgresql://localhost:" + this.port + "/postgres";
	}

	/** Where it listens. */
	public int port() {
		return this.port;
	}

	/** Whether the server still runs. */
	public boolean isRunning() throws IOException {
		Path pid = this.data.resolve("postmaster.pid");
		return Files.exists(pid) && ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).trim())).isPresent();
	}

	/** Lets the server die without warning, as when the power fails. */
	public void crash() throws Exception {
		long pid = Long.parseLong(Files.readAllLines(this.data.resolve("postmaster.pid")).get(0).trim());
		ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
		List<ProcessHandle> backends = server.children().toList();
		server.destroyForcibly();
		backends.forEach(ProcessHandle::destroyForcibly);
		Wait.until("the server is gone",
				() -> !server.isAlive() && backends.stream().noneMatch(ProcessHandle::isAlive));
		this.postgres.close();
	}

	/** Starts the server that died. */
	public void restart() {
		this.postgres = run();
	}

	/** Ends all connections to the server. */
	public void terminateConnections() throws SQLException {
		try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
				PreparedStatement statement = connection.prepareStatement("select pg_terminate_backend(pid)"
						+ " from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()")) {
			statement.execute();
		}
	}

	@Override
	public void close() throws IOException {
		this.postgres.close();
	}

	private EmbeddedPostgres run() {
		try {
			return EmbeddedPostgres.builder()
				.setDataDirectory(this.data)
				.setCleanDataDirectory(false)
				.setPGStartupWait(Duration.ofMinutes(1)) // it recovers from its crash
				.setPort(this.port)
				.setServerConfig("fsync", "on")
				.setServerConfig("synchronous_commit", "on")
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

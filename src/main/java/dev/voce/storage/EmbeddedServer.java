package dev.voce.storage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server in Voce's jar, for installations where none is configured. Its
 * data is kept when the process ends; a server that a killed process left running is
 * stopped first, and one that ends is started again on the same port. Connecting requires
 * a password that only Voce's user can read.
 */
public final class EmbeddedServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

	/** How long a server may not answer before it is killed. */
	private static final Duration PATIENCE = Duration.ofSeconds(60);

	/** How often is checked whether the server answers. */
	private static final Duration CHECK = Duration.ofSeconds(5);

	/** A server that ends sooner counts as one that failed to start. */
	private static final Duration STABLE = Duration.ofSeconds(60);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

	/** After so many failed starts in a row, liveness is down. */
	private static final int TOO_MANY = 5;

	private final DataDirectory directory;

	private final PostgresProgram program;

	private final String password;

	private final int port;

	private final Thread watcher;

	private volatile PostgresProcess server;

	private volatile long started;

	private volatile boolean running = true;

	private volatile int failures;

	/**
	 * Starts the server on a free port of the loopback interface.
	 * @param directory holds data and programs, created when missing
	 * @throws DirectoryInUse if another process uses the directory
	 * @throws DataOfAnotherVersion if another major version created the data
	 * @throws IllegalStateException if the server does not start
	 */
	EmbeddedServer(Path directory) {
		Path home = directory.toAbsolutePath().normalize();
		try {
			this.directory = new DataDirectory(home);
		}
		catch (IOException ex) {
			throw new IllegalStateException("the directory " + home + " can't be used", ex);
		}
		try {
			this.program = new PostgresProgram(home);
			this.program.stopAll(PATIENCE);
			this.program.unpack();
			this.directory.prepare(this.program);
			this.password = this.directory.password();
			this.port = freePort();
			this.server = start();
			this.started = System.nanoTime();
		}
		catch (DataOfAnotherVersion ex) {
			unlock();
			throw ex;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			unlock();
			throw new IllegalStateException("the embedded PostgreSQL in " + home + " did not start", ex);
		}
		this.watcher = new Thread(this::watch, "embedded-postgresql");
		this.watcher.setDaemon(true);
		this.watcher.start();
		log.info("Embedded PostgreSQL runs on port {} with its data in {}", this.port, this.directory.cluster());
	}

	/** The password of the user {@code postgres}. */
	String password() {
		return this.password;
	}

	/**
	 * The address of the server, which stays the same when it is started again.
	 * @return the JDBC address of its database, for the user {@code postgres}
	 */
	public String url() {
		// Another program that takes the port while the server is down learns no
		// password, and is not accepted as the server.
		return "jdbc:postgresql://127.0.0.1:" + this.port + "/postgres?requireAuth=scram-sha-256";
	}

	/** Whether the server accepts connections, by the last check. */
	boolean isRunning() {
		return this.running && this.server.isAlive();
	}

	/**
	 * Whether the server is down and could not be started again five times in a row. It
	 * is still tried every 30 seconds.
	 */
	boolean isBroken() {
		return this.failures >= TOO_MANY && !isRunning();
	}

	/** How often in a row the server has failed to start, or has ended soon after. */
	int failures() {
		return this.failures;
	}

	/** Stops the server, or the attempts to start it again. */
	@Override
	public void close() throws IOException {
		try {
			this.watcher.interrupt();
			this.watcher.join();
			if (this.server.isAlive()) {
				this.program.run("", PATIENCE, "pg_ctl", "stop", "--pgdata=" + this.directory.cluster(), "--mode=fast",
						"--timeout=20", "--silent");
			}
			this.program.killAll();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt(); // the next start stops what is left
		}
		finally {
			this.directory.close();
		}
	}

	private void watch() {
		try {
			while (true) {
				awaitEnd();
				this.running = false;
				this.failures = (System.nanoTime() - this.started < STABLE.toNanos()) ? this.failures + 1 : 0;
				log.error("The embedded PostgreSQL has ended and is started again. Its last output:\n{}",
						this.server.output());
				restart();
				this.running = true;
				this.started = System.nanoTime();
				log.info("Embedded PostgreSQL runs again");
			}
		}
		catch (InterruptedException ex) {
			log.debug("The server is no longer monitored, as it is to stop");
		}
	}

	/** Returns when the server has ended, or has not answered for too long. */
	private void awaitEnd() throws InterruptedException {
		long lastReply = System.nanoTime();
		while (!this.server.ends(CHECK)) {
			long now = System.nanoTime();
			if (answers()) {
				lastReply = now;
			}
			else if (now - lastReply > PATIENCE.toNanos()) {
				log.error("The embedded PostgreSQL has not answered for {} seconds and is killed",
						PATIENCE.toSeconds());
				return;
			}
			if (now - this.started > STABLE.toNanos()) {
				this.failures = 0;
			}
		}
	}

	private void restart() throws InterruptedException {
		while (true) {
			Thread.sleep(pause().toMillis());
			try {
				// Children that outlive the server hold its shared memory, which would
				// keep it from starting.
				this.program.killAll();
				this.server = start();
				return;
			}
			catch (IOException | RuntimeException ex) {
				this.failures++;
				log.error(
						"The embedded PostgreSQL did not start again ({} failures in a row), next try in {} seconds: {}",
						this.failures, pause().toSeconds(), ex.getMessage());
			}
		}
	}

	private Duration pause() {
		if (this.failures == 0) {
			return Duration.ZERO;
		}
		Duration pause = Duration.ofSeconds(1L << Math.min(this.failures - 1, 10));
		return (pause.compareTo(LONGEST_PAUSE) < 0) ? pause : LONGEST_PAUSE;
	}

	private PostgresProcess start() throws IOException, InterruptedException {
		// The directory is locked and none of the programs runs, so the process id in the
		// file is unused, or in use by another program.
		Files.deleteIfExists(this.directory.cluster().resolve("postmaster.pid"));
		PostgresProcess process = this.program.start("postgres", "-D", this.directory.cluster().toString(), //
				"-p", String.valueOf(this.port), //
				"-c", "listen_addresses=127.0.0.1", //
				// A socket would be in a directory where others can create theirs first.
				"-c", "unix_socket_directories=", //
				"-c", "fsync=on", //
				"-c", "synchronous_commit=on", //
				"-c", "max_connections=50", //
				"-c", "max_wal_size=2GB", //
				"-c", "timezone=UTC", //
				// Messages of the server only, and no statements, which contain answers.
				"-c", "log_min_messages=log", //
				"-c", "log_error_verbosity=terse");
		try {
			awaitReady(process);
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			boolean interrupted = Thread.interrupted();
			this.program.killAll();
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
			throw ex;
		}
		return process;
	}

	// A server in recovery may take any time, as long as it reports that it is starting.
	private void awaitReady(PostgresProcess process) throws IOException, InterruptedException {
		long lastReply = System.nanoTime();
		while (process.isAlive()) {
			try (Connection connection = DriverManager.getConnection(url() + "&connectTimeout=2&socketTimeout=5",
					"postgres", this.password)) {
				return;
			}
			catch (SQLException ex) {
				if ("57P03".equals(ex.getSQLState())) { // starting up
					lastReply = System.nanoTime();
				}
				else if ("28P01".equals(ex.getSQLState())) {
					throw new IOException("the server has another password than " + this.directory.passwordFile()
							+ " holds; without the file, it gets a new one", ex);
				}
				else if (System.nanoTime() - lastReply > PATIENCE.toNanos()) {
					throw new IOException("the server does not reply; its last output: " + process.output(), ex);
				}
			}
			Thread.sleep(50);
		}
		throw new IOException("the server has ended; its last output: " + process.output());
	}

	/**
	 * Requests encryption, which every server answers with one letter, even when it is
	 * starting or has no connection left.
	 */
	private boolean answers() {
		int timeout = Math.toIntExact(CHECK.toMillis());
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", this.port), timeout);
			socket.setSoTimeout(timeout);
			socket.getOutputStream().write(ByteBuffer.allocate(8).putInt(8).putInt(80877103).array());
			return socket.getInputStream().read() >= 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	// Below the range of outgoing connections: one of these could occupy the port when a
	// server that ended is started again.
	private static int freePort() throws IOException {
		for (int attempt = 0; attempt < 100; attempt++) {
			int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
			try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
				return socket.getLocalPort();
			}
			catch (IOException ex) {
				log.debug("Port {} is taken", port);
			}
		}
		throw new IOException("no free port was found");
	}

	private void unlock() {
		try {
			this.directory.close();
		}
		catch (IOException ex) {
			log.warn("{} stays locked", this.directory.cluster(), ex);
		}
	}

}

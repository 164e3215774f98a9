package dev.voce.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.FileSystemUtils;

/**
 * The PostgreSQL server that Voce brings along for machines where none is configured. Its
 * data outlives the process; a server that a killed process left behind is stopped first.
 */
public final class EmbeddedServer implements AutoCloseable {

	private static final Logger log = LoggerFactory.getLogger(EmbeddedServer.class);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	private final FileChannel lock;

	private final EmbeddedPostgres postgres;

	/**
	 * Starts the server on a free port of the loopback interface.
	 * @param directory holds data and program, made when it is missing
	 * @throws DirectoryInUse if another process uses the directory
	 * @throws IllegalStateException if the server does not start
	 */
	EmbeddedServer(Path directory) {
		Path home = directory.toAbsolutePath().normalize();
		Path data = home.resolve("postgresql");
		this.lock = lock(home);
		try {
			if (!Files.exists(data)) {
				create(home, data);
			}
			this.postgres = start(home, data);
		}
		catch (IOException ex) {
			throw new IllegalStateException("the embedded PostgreSQL in " + home + " did not start", ex);
		}
		log.info("Embedded PostgreSQL runs on port {} with its data in {}", this.postgres.getPort(), data);
	}

	/**
	 * Tells where the server listens.
	 * @return the JDBC address of its database, for the user {@code postgres}
	 */
	public String url() {
		return this.postgres.getJdbcUrl("postgres", "postgres");
	}

	@Override
	public void close() throws IOException {
		try (this.lock) {
			this.postgres.close();
		}
	}

	// Held from before the first look at the data until after the server has stopped.
	private static FileChannel lock(Path home) {
		try {
			Files.createDirectories(home);
			FileChannel channel = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE,
					StandardOpenOption.WRITE);
			if (isTaken(channel)) {
				channel.close();
				throw new DirectoryInUse(home);
			}
			return channel;
		}
		catch (IOException ex) {
			throw new IllegalStateException("the directory " + home + " can't be used", ex);
		}
	}

	private static boolean isTaken(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() == null;
		}
		catch (OverlappingFileLockException ex) {
			return true;
		}
	}

	// A cluster appears under its name only when it is whole: a process killed while
	// making it leaves nothing that a later start would take for data.
	private static void create(Path home, Path data) throws IOException {
		Path unfinished = home.resolve("postgresql.unfinished");
		if (Files.exists(unfinished)) {
			stopOrphan(home, unfinished);
			FileSystemUtils.deleteRecursively(unfinished);
		}
		start(home, unfinished).close();
		Files.move(unfinished, data);
	}

	private static EmbeddedPostgres start(Path home, Path data) throws IOException {
		stopOrphan(home, data);
		return EmbeddedPostgres.builder()
			.setDataDirectory(data)
			.setOverrideWorkingDirectory(program(home).toFile())
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false) // stopped after the intake has drained
			.setPGStartupWait(PATIENCE)
			// The same everywhere, whatever the machine speaks: ordered by bytes, while
			// a search knows É from é.
			.setLocaleConfig("locale", "C")
			.setLocaleConfig("locale-provider", "builtin")
			.setLocaleConfig("builtin-locale", "C.UTF-8")
			// The library starts servers for tests, which may lose what was
			// committed. This one may not.
			.setServerConfig("fsync", "on")
			.setServerConfig("synchronous_commit", "on")
			.setServerConfig("max_connections", "50")
			.setServerConfig("max_wal_size", "2GB")
			.start();
	}

	private static Path program(Path home) {
		return home.resolve("program");
	}

	private static void stopOrphan(Path home, Path data) {
		Path file = data.resolve("postmaster.pid");
		if (!Files.exists(file)) {
			return;
		}
		try {
			List<String> lines = Files.readAllLines(file);
			long pid = Long.parseLong(lines.get(0).trim());
			ProcessHandle orphan = ProcessHandle.of(pid).orElse(null);
			if (orphan == null || !isOurs(orphan, home)) {
				return;
			}
			log.info("Stopping the PostgreSQL server (process {}) that an earlier run left behind", pid);
			orphan.destroy();
			orphan.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted while stopping an earlier PostgreSQL server", ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(
					"the PostgreSQL server that an earlier run left behind in " + data + " does not stop", ex);
		}
	}

	// After a reboot the number may be another program's, also that of a PostgreSQL
	// server which is none of ours.
	private static boolean isOurs(ProcessHandle process, Path home) throws IOException {
		Path command = Path.of(process.info().command().orElse(""));
		return Files.exists(command) && command.toRealPath().startsWith(program(home).toRealPath());
	}

}
